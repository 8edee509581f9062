"""The text of an article: the paragraphs of its body, without boilerplate."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.etree import _Element as Element

from newscrawl.extraction.blocks import SILENT, Block, blocks, text
from newscrawl.extraction.boilerplate import is_address, is_boilerplate, is_box
from newscrawl.extraction.compare import plain
from newscrawl.extraction.locate import Location
from newscrawl.persian.text import to_latin_digits

# The number of an author or a news code, alone on the last line.
_NUMBER = re.compile(r"[\W_]*\d{4,8}[\W_]*")


def paragraphs(
    at: Location,
    opening: Element | None,
    is_box: Callable[[Element], bool] = is_box,
) -> list[Block]:
    """The paragraphs of the body.

    Args:
        at: where the article is.
        opening: the element with the site's name that the text begins with, if any; it is left out.
        is_box: says which elements inside the body are no part of the text.
    """
    if at.body is None:
        return []
    named = {
        element
        for selector in at.tree.family.boilerplate
        for element in at.tree.index.select(selector, at.body)
    }
    found = blocks(
        at.body,
        skip=lambda e: e is opening or e is at.headline_element or is_box(e) or e in named,
        is_link=at.tree.is_foreign_href,
    )
    # A line of links to other articles, bare or after «بیشتر بخوانید», is a box.
    kept = [block for block in found if not is_boilerplate(block.unlinked)]
    if kept and plain(kept[0].text) in at.site_names:
        del kept[0]
    if kept and opening is not None and (opening.tail or "").strip():
        kept[0].text = kept[0].text.lstrip(" \u200c:؛،,-–—|/")
    # Below the text, at most the agency's name comes after a short link.
    while len(kept) > 1 and (number := next((n for n in (-1, -2) if is_address(kept[n].text)), 0)):
        del kept[number]
    if len(kept) > 1 and _NUMBER.fullmatch(to_latin_digits(kept[-1].text)):
        del kept[-1]
    return kept


def opening_site_name(at: Location) -> Element | None:
    """The element that the body begins with, if all it says is the site's name."""
    element = at.body
    for _ in range(8):
        if element is None or (element.text or "").strip():
            return None
        read = (e for e in element.iterchildren("*") if e.tag not in SILENT and not is_box(e))
        first = next((e for e in read if text(e)), None)
        if first is None:
            return None
        if first.tag == "a" and not at.tree.is_home(first.get("href") or ""):
            return None  # a link to another outlet's page is part of a sentence
        if plain(text(first)) in at.site_names:
            return first
        element = first
    return None
