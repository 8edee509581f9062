"""What a page says of itself for machines: JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

#: Types of schema.org that name an article; their subtypes end in "Article".
ARTICLE_TYPES = frozenset(("BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting"))
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def json_ld(document: HtmlElement) -> list[dict[str, Any]]:
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
        if "ld+json" in (script.get("type") or ""):
            found += _objects(_load(script.text or ""))
    return found


def article_of(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """The first of some objects that is an article; empty if none is."""
    return next((o for o in objects if any(map(_is_article, texts(o.get("@type"))))), {})


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
    """The texts of a value that may be one, a list, or objects with a name.

    >>> texts("a"), texts(["a", {"name": "b"}, None, 3])
    (['a'], ['a', 'b'])
    """
    found = (v.get("name") if isinstance(v, dict) else v for v in _list(value))
    return [text.strip() for text in found if isinstance(text, str) and text.strip()]


def people(value: Any) -> list[str]:
    """Names of those authors that are no organization."""
    return [
        name
        for author in _list(value)
        if not (isinstance(author, dict) and "Person" not in texts(author.get("@type", "Person")))
        for name in texts(author)
    ]


def _load(source: str) -> Any:
    source = _WRAPPING.sub("", source)
    for text in (source, _TRAILING_COMMA.sub(r"\1", source)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    for item in _list(value):
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph"))
            yield from _objects(item.get("mainEntity"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _number(value: Any) -> int:
    return int(value) if str(value).isdecimal() else 0


def _is_article(name: str) -> bool:
    return name.rpartition("/")[2].endswith("Article") or name.rpartition("/")[2] in ARTICLE_TYPES
