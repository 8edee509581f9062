"""What a page says of itself for machines: JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element
from lxml.html import fromstring

from newscrawl.cms.blocks import blocks

#: Types of schema.org that name an article; their subtypes end in "Article".
ARTICLE_TYPES = frozenset(("BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting"))
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_WRONG_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])(?<!\\\\)")
_ELEMENT = re.compile(r"</?(?:p|div|br|span|a|b|strong|h\d|ul|ol|li|img)\b[^<>]*>", re.IGNORECASE)
_DECODER = json.JSONDecoder(strict=False)


def json_ld(document: Element) -> list[dict[str, Any]]:
    """Every object of a page's JSON-LD, also those in lists and in a ``@graph``.

    Raw line breaks in strings, comments around and commas at ends are put up with; a script that
    cannot be read all the same is left out.

    >>> from lxml.html import fromstring
    >>> page = '<p><script type="application/ld+json">[{"@graph": [{"@type": "A"},]}]</script></p>'
    >>> json_ld(fromstring(page))
    [{'@graph': [{'@type': 'A'}]}, {'@type': 'A'}]
    """
    found: list[dict[str, Any]] = []
    for script in document.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found += _objects(_load(script.text or ""))
    return found


def articles_of(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of some objects that are articles."""
    return [o for o in objects if any(map(_is_article, texts(o.get("@type"))))]


def address_of(article: dict[str, Any]) -> str | None:
    """What an article says is its address.

    >>> address_of({"mainEntityOfPage": {"@id": "https://a.ir/1"}}), address_of({})
    ('https://a.ir/1', None)
    """
    for value in (article.get("url"), article.get("mainEntityOfPage")):
        address = (value.get("@id") or value.get("url")) if isinstance(value, dict) else value
        if isinstance(address, str) and address.strip():
            return address.strip()
    return None


def trail_of(objects: list[dict[str, Any]]) -> list[str]:
    """Names of the first BreadcrumbList, in order."""
    for item in objects:
        if "BreadcrumbList" in texts(item.get("@type")):
            elements = _list(item.get("itemListElement"))
            steps = [step for step in elements if isinstance(step, dict)]
            steps.sort(key=lambda step: _number(step.get("position")))
            return [name for step in steps for name in texts(step.get("name") or step.get("item"))]
    return []


def texts(value: Any) -> list[str]:
    """The texts of a value that may be one, a list, or objects with a name; without the entities
    that HTML would not need there.

    >>> texts("a &amp; b"), texts(["a", {"name": "b"}, None, 3])
    (['a & b'], ['a', 'b'])
    """
    found = (v.get("name") if isinstance(v, dict) else v for v in _list(value))
    plain = (unescape(text).strip() for text in found if isinstance(text, str))
    return [text for text in plain if text]


def prose(value: Any) -> str:
    r"""A text of paragraphs, one a line, also where it is HTML.

    >>> prose("<p>a<b>b</b></p>c &lt; d")
    'ab\nc < d'
    """
    source = "\n".join(v for v in _list(value) if isinstance(v, str))
    if _ELEMENT.search(source) is None and _ELEMENT.search(unescape(source)):
        source = unescape(source)  # HTML that was escaped as a whole
    if not _ELEMENT.search(source):
        return unescape(source).strip()
    try:
        return "\n".join(block.text for block in blocks(fromstring(f"<div>{source}</div>")))
    except (ValueError, etree.LxmlError):
        return ""


def people(value: Any) -> list[str]:
    """Names of those authors that are no organization."""
    return [
        name
        for author in _list(value)
        if not (isinstance(author, dict) and "Person" not in texts(author.get("@type", "Person")))
        for name in texts(author)
    ]


def _load(source: str) -> Any:
    source = _WRAPPING.sub("", source).lstrip(" \t\r\n\ufeff")
    mended = _WRONG_ESCAPE.sub("", _TRAILING_COMMA.sub(r"\1", source))
    for text in (source, mended):
        try:
            return _DECODER.raw_decode(text)[0]  # whatever follows it
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]  # and no recursion: hostile pages nest thousands of objects
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            yield item
            waiting += (item.get("mainEntity"), item.get("@graph"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _number(value: Any) -> int:
    return int(value) if str(value).isdecimal() else 0


def _is_article(name: str) -> bool:
    return name.rpartition("/")[2].endswith("Article") or name.rpartition("/")[2] in ARTICLE_TYPES
