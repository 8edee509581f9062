"""XML as sites send it: feeds and sitemaps with junk in front, stray signs and unknown prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

#: What cannot stand in XML, and makes parsers stop.
_NO_CHARACTER = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COMMENT = "<!--"
_HTML = frozenset(("html", "head", "body"))
_TAG = re.compile(r"<!--|<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})(?=[\s/>])")
#: A sign "&" that begins no entity of XML. HTML's own entities stand in no address.
_STRAY = re.compile(r"&(?!(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);)")
_CDATA, _END_OF_CDATA = "<![CDATA[", "]]>"


def root_tag(text: str, names: frozenset[str]) -> tuple[str, int] | None:
    """The first tag of a text, outside comments, that has one of some names, in small letters and
    without prefix, and where it begins; ``None`` if there is none, or HTML begins before.

    >>> root_tag("Warning: x<br> <!-- <rss> --> <RSS version='2.0'>", frozenset({"rss"}))
    ('rss', 30)
    """
    at = 0
    while (match := _TAG.search(text, at)) is not None:
        at = match.end()
        if match[0] == _COMMENT:
            end = text.find("-->", at)
            if end < 0:
                return None
            at = end + 3
            continue
        tag = match[1].lower()
        if tag in names:
            return tag, match.start()
        if tag in _HTML:
            return None
    return None


def first_tag(text: str) -> str | None:
    """The name of the first tag of a text; ``None`` if there is none."""
    match = re.search(r"<([A-Za-z][\w.:-]{0,40})[\s/>]", text)
    return match[1].lower() if match else None


def parse(text: str, start: int = 0) -> Element | None:
    """The tree of XML, as far as it can be read. Entities of its own are not: nobody needs them,
    and they can grow without end.

    Args:
        start: where its first tag begins.
    """
    text = _NO_CHARACTER.sub("", text[start:])
    if _STRAY.search(text):
        text = "".join(_without_stray(text))
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        huge_tree=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None


def _without_stray(text: str) -> Iterator[str]:
    """A text, in pieces, in which stray signs "&" outside CDATA are escaped."""
    first, *rest = text.split(_CDATA)
    yield _STRAY.sub("&amp;", first)
    for piece in rest:
        inside, end, behind = piece.partition(_END_OF_CDATA)
        yield _CDATA + inside + end + _STRAY.sub("&amp;", behind)


def elements(root: Element) -> Iterator[tuple[str, Element]]:
    """All elements with their :func:`name`, in the order in which they stand."""
    for element in root.iter("*"):
        yield name(element), element


def name(element: Element | None) -> str:
    """The name of an element, in small letters and without prefix; empty for none.

    >>> name(etree.fromstring("<a:LOC xmlns:a='x'/>"))
    'loc'
    """
    return "" if element is None else re.split("[}:]", str(element.tag))[-1].lower()
