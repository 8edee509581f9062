"""The languages that a page says it is in: ``lang=`` of the page, and of parts of it."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.extraction.blocks import all_text
from newscrawl.persian.language import keeps_letters, primary

_AMBIGUOUS = re.compile("[يىك]")
_NAMED = etree.XPath("descendant-or-self::*/@lang/..")  # faster than by the elements, for few


def languages(document: Element) -> tuple[str | None, list[tuple[str, str]]]:
    """The language of a page, and of the parts that are in another: the innermost last, each with
    its text without blanks.

    >>> from lxml.html import document_fromstring
    >>> languages(document_fromstring("<html lang=fa><p>a b</p><q lang=ar>c <i>d</i></q>"))
    ('fa', [('ar', 'cd')])
    """
    named = cast("list[Element]", _NAMED(document))
    of_page = next((e.get("lang") for e in named if e.tag in ("html", "body")), None)
    parts = [
        (language, _bare(all_text(element)))
        for element in named
        if (language := element.get("lang") or "") and primary(language) != primary(of_page)
    ]
    return of_page, parts


def language_of(text: str, language: str | None) -> str:
    """The language that decides about the letters of an article.

    Args:
        text: all of the article.
        language: what its page says.
    """
    # Hardly any text in Persian has such a letter today, and to look at each word takes a while.
    if not _AMBIGUOUS.search(text) or not keeps_letters(language, text):
        return "fa"
    return language if language and keeps_letters(language, "") else "ar"


def language_of_line(line: str, parts: list[tuple[str, str]], language: str) -> str:
    """The language of a line of an article, which may be in a part in another language."""
    bare = _bare(line) if parts else ""
    return next((name for name, text in reversed(parts) if bare in text), language)


def _bare(text: str) -> str:
    return "".join(text.split())
