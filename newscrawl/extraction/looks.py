"""Sections, tags and kicker of a page of unknown design, by where their links and lines stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from lxml.etree import _Element as Element

from newscrawl.extraction.blocks import blocks, text
from newscrawl.extraction.boilerplate import is_boilerplate, is_box
from newscrawl.extraction.compare import bare, plain
from newscrawl.extraction.locate import Location
from newscrawl.persian.dates import date_words
from newscrawl.persian.text import searchable

#: How many elements outwards of headline and text these stand.
NEAR = 3
#: Maximum words of the name of a section, and sections of a trail.
SECTION_WORDS = 6
TRAIL = 5
#: Minimum words of a kicker, unless it ends as one.
KICKER_WORDS = 3
#: Maximum letters of a kicker.
KICKER_LENGTH = 90

_TAG_PATH = re.compile(
    r"/(?:tags?|labels?|keywords?|برچسب|کلید-?واژه)(?:/|$)|[?&](?:tag|keyword)s?=", re.I
)
_SECTION_LABEL = re.compile(r"(?:گروه|سرویس|بخش|حوزه|دسته ?(?:بندی)?|موضوع|طبقه ?بندی)(?: خبری?)?")
_JOINTS = re.compile(r"[\s›»«‹>/:|→←\\-]+")
_KICKER_END = (":", "؛", ";", "…")


def categories(at: Location) -> list[str]:
    """The sections that links with ``rel=category`` name, each once, in page order."""
    found = (
        text(link)
        for link in at.near(("a[rel]",), reach=NEAR)
        if "category" in (link.get("rel") or "").split()
        and not (at.is_in_margin(link) or at.is_aside(link))
    )
    return list(dict.fromkeys(filter(None, found)))


def trail(at: Location) -> list[str]:
    """Sections in a row of links, parted by signs or after a label, the nearest to the headline."""
    if at.headline_element is None:
        return []
    here = at.place[at.headline_element]
    *_, scope = islice(at.outwards, NEAR)
    near = sorted(
        {e for a in scope.iter("a") if (e := a.getparent()) is not None and e not in at.around},
        key=lambda e: abs(at.place[e] - here),
    )
    for element in near:
        if not (names := _steps(element)) or at.tree.is_out_of_sight(element):
            continue
        if not (at.is_foreign(element) or at.is_in_margin(element) or at.is_aside(element)):
            return names
    return []


def _steps(element: Element) -> list[str]:
    """The names of the links in an element that holds a trail and nothing else."""
    links = [link for link in element.iterchildren("a") if link.get("href")]
    names = [text(link) for link in links]
    if not 0 < len(links) <= TRAIL or not all(names):
        return []
    if any(len(name.split()) > SECTION_WORDS for name in names):
        return []
    before, *between = [element.text or "", *(link.tail or "" for link in links)]
    if len(blocks(element)) != 1 or plain(text(element)) != plain(
        " ".join([before, *(f"{a} {b}" for a, b in zip(names, between, strict=True))])
    ):
        return []
    joints = between[:-1]
    is_joined = all(joint.strip() and _JOINTS.fullmatch(joint) for joint in joints)
    is_labelled = bool(_SECTION_LABEL.fullmatch(searchable(before).strip(" :-»")))
    is_alone = is_labelled or (not before.strip() and bool(joints))
    return names if is_joined and is_alone and _JOINTS.fullmatch(between[-1] + " ") else []


def tags(at: Location) -> list[str]:
    """The names of links to pages of tags, in the smallest scope around the article that has any,
    each once, in page order."""
    links = [
        link
        for link in at.tree.document.iter("a")
        if _TAG_PATH.search(unquote(link.get("href") or ""))
        and not (at.is_aside(link) or at.is_in_margin(link) or at.is_in_body(link))
    ]
    for scope in islice(at.outwards, NEAR):
        found = [text(link).strip("# ،,") for link in links if scope in link.iterancestors()]
        if any(found):
            return list(dict.fromkeys(filter(None, found)))
    return []


def kicker(at: Location) -> str | None:
    """A line of its own right above the headline, if it has the words of one."""
    headline = at.headline_element
    above = None if headline is None else _right_above(headline)
    if above is None or is_box(above) or at.is_beside_others(above) or at.is_in_margin(above):
        return None
    if at.tree.is_out_of_sight(above) or next(above.iter("a", "img", "input"), None) is not None:
        return None
    lines = blocks(above)
    if len(lines) != 1:
        return None
    line = lines[0].text
    is_worded = line.endswith(_KICKER_END) or len(line.split()) >= KICKER_WORDS
    is_other = date_words(line) or is_boilerplate(line) or _says_value(line)
    names = {*at.site_names, *at.tree.titles, plain(at.headline.title if at.headline else "")}
    is_short = len(bare(line)) <= KICKER_LENGTH
    return line if is_worded and is_short and not is_other and plain(line) not in names else None


def _right_above(headline: Element) -> Element | None:
    """The element that ends where the headline begins, if anything does."""
    for element in _opening(headline):
        before = element.getprevious()
        while before is not None and not (isinstance(before.tag, str) and text(before)):
            if (before.tail or "").strip():
                return None
            before = before.getprevious()
        if before is not None:
            return None if (before.tail or "").strip() or before.tag in ("nav", "h1") else before
        parent = element.getparent()
        if parent is None or (parent.text or "").strip():
            return None
    return None


def _opening(headline: Element) -> Iterator[Element]:
    """The headline, and the elements that it is the first of."""
    yield headline
    for element in islice(headline.iterancestors(), NEAR - 1):
        if element.tag in ("body", "main", "article"):
            return
        yield element


def _says_value(line: str) -> bool:
    """Whether a line is a label with its value, like «کد خبر: ۱۲»."""
    label, colon, value = line.partition(":")
    return bool(colon and value.strip() and any(map(str.isdigit, value)) and len(label.split()) < 4)
