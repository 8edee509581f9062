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

from newscrawl.extraction.blocks import blocks

#: Types of schema.org that name an article; their subtypes end in "Article".
ARTICLE_TYPES = frozenset(("BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting"))
#: Types of a page that may hold one article.
PAGE_TYPES = frozenset(("WebPage", "ItemPage"))
_OPENING = re.compile(r"\s*(?:<!--|(?://\s*)?<!\[CDATA\[)")
#: Types of what libraries and journals have.
RECORD_TYPES = frozenset(("Book", "Thesis", "PublicationIssue", "PublicationVolume", "Periodical"))
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_WRONG_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])(?<!\\\\)")
_ELEMENT = re.compile(r"</?(?:p|div|br|span|a|b|strong|h\d|ul|ol|li|img)\b[^<>]*>", re.IGNORECASE)
_DECODER = json.JSONDecoder(strict=False)


def json_ld(document: Element) -> list[dict[str, Any]]:
    """Every object of a page's JSON-LD, also those in lists and in a ``@graph``.

    Common mistakes are tolerated: raw line breaks in strings, comments around, commas at ends. A
    script that cannot be read all the same is left out.

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
    """The articles among some objects."""
    return [o for o in objects if any(map(_is_article, texts(o.get("@type"))))]


def is_record(article: dict[str, Any], objects: list[dict[str, Any]]) -> bool:
    """Whether objects are of a book or a journal: the article itself, or where there is none any.

    >>> is_record({"@type": "ScholarlyArticle"}, []), is_record({}, [{"@type": "Book"}])
    (True, True)
    >>> is_record({"@type": "NewsArticle"}, [{"@type": "Book"}])
    False
    """
    if article:
        return any(name.endswith("ScholarlyArticle") for name in texts(article.get("@type")))
    return any(_bare_type(name) in RECORD_TYPES for o in objects for name in texts(o.get("@type")))


def address_of(article: dict[str, Any]) -> str | None:
    """The address that an article says is its own.

    >>> address_of({"mainEntityOfPage": {"@id": "https://a.ir/1"}}), address_of({})
    ('https://a.ir/1', None)
    """
    for value in (article.get("url"), article.get("mainEntityOfPage"), article.get("@id")):
        address = (value.get("@id") or value.get("url")) if isinstance(value, dict) else value
        # "#article" names an object of the page, and not where it is.
        if isinstance(address, str) and address.strip() and not address.strip().startswith("#"):
            return address.strip()
    return None


def pages_of(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The web pages among some objects that may be an article's: no lists, no contacts."""
    return [o for o in objects if not PAGE_TYPES.isdisjoint(map(_bare_type, texts(o.get("@type"))))]


def picture_of(value: Any) -> str | None:
    """The address of a picture: a text, an ``ImageObject``, or the first of a list of its sizes.

    >>> picture_of([{"@type": "ImageObject", "url": "/1.jpg"}, "/1-small.jpg"]), picture_of("")
    ('/1.jpg', None)
    """
    for one in _list(value):
        addresses = (one.get("url"), one.get("contentUrl")) if isinstance(one, dict) else (one,)
        for address in addresses:
            if isinstance(address, str) and address.strip():
                return address.strip()
    return None


def trail_of(objects: list[dict[str, Any]]) -> list[str]:
    """Names of the first BreadcrumbList, in order."""
    for item in objects:
        if "BreadcrumbList" in map(_bare_type, texts(item.get("@type"))):
            elements = _list(item.get("itemListElement"))
            steps = [step for step in elements if isinstance(step, dict)]
            steps.sort(key=lambda step: _number(step.get("position")))
            return [name for step in steps for name in texts(step.get("name") or step.get("item"))]
    return []


def texts(value: Any) -> list[str]:
    """The texts of a value that may be a text, a list, or objects with a name.

    Entities of HTML, which have no meaning in JSON, are resolved.

    >>> texts("a &amp; b"), texts(["a", {"name": "b"}, None, 3])
    (['a & b'], ['a', 'b'])
    """
    found = (v.get("name") if isinstance(v, dict) else v for v in _list(value))
    plain = (unescape(text).strip() for text in found if isinstance(text, str))
    return [text for text in plain if text]


def prose(value: Any) -> str:
    r"""A text, a paragraph a line, also where it is HTML.

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
    """Names of the authors that are no organization."""
    return [n for one in _list(value) if not _is_organization(one) for n in texts(one)]


def organizations(value: Any) -> list[str]:
    """Names of the authors that say that they are organizations."""
    return [n for one in _list(value) if _is_organization(one) for n in texts(one)]


def _is_organization(value: Any) -> bool:
    types = texts(value.get("@type", "Person")) if isinstance(value, dict) else ["Person"]
    return "Person" not in map(_bare_type, types)


def _load(source: str) -> Any:
    if opening := _OPENING.match(source):
        source = source[opening.end() :]
    source = source.lstrip(" \t\r\n\ufeff")
    for mend in (str, _mended):
        try:
            return _DECODER.raw_decode(mend(source))[0]  # whatever follows it
        except (ValueError, RecursionError):
            continue
    return None


def _mended(source: str) -> str:
    return _WRONG_ESCAPE.sub("", _TRAILING_COMMA.sub(r"\1", source))


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
    return _bare_type(name).endswith("Article") or _bare_type(name) in ARTICLE_TYPES


def _bare_type(name: str) -> str:
    """A type of schema.org, which may be written as an address or with a prefix.

    >>> _bare_type("http://schema.org/NewsArticle"), _bare_type("schema:NewsArticle")
    ('NewsArticle', 'NewsArticle')
    """
    return name.rpartition("/")[2].rpartition(":")[2]
