"""Selecting elements of a page by a family's rules.

A family has some thirty rules, and each would be a walk over the whole page. So the page is walked
once, for the classes and ids of its elements; the rules are looked up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple, cast

from cssselect import HTMLTranslator
from lxml import etree
from lxml.html import HtmlElement

Selected = Callable[[HtmlElement], list[HtmlElement]]
_NAME = r"-?[A-Za-z_][\w-]*"
_PART = re.compile(
    rf"(?P<tag>{_NAME})?(?P<names>(?:[.#]{_NAME})*)(?:\[(?P<attribute>{_NAME})\])?", re.ASCII
)
_NAMED = cast("Selected", etree.XPath("descendant-or-self::*[@class or @id]"))
# The white space of XPath's normalize-space(), which is not that of str.split().
_CLASSES = re.compile(r"[^ \t\r\n]+")


class _Part(NamedTuple):
    """What a selector asks of one element."""

    tag: str | None
    #: With their ``.`` or ``#``.
    names: tuple[str, ...]
    attribute: str | None


@cache
def compiled(css: str) -> Selected:
    """A CSS selector as a compiled XPath over an element and its descendants."""
    return cast("Selected", etree.XPath(HTMLTranslator().css_to_xpath(css)))


@cache
def _parts(css: str) -> tuple[_Part, ...] | None:
    """A selector of elements within elements; ``None`` for one that says more than that.

    >>> _parts("ul.tags [rel]")
    (_Part(tag='ul', names=('.tags',), attribute=None), _Part(tag=None, names=(), attribute='rel'))
    >>> _parts("ul > li")
    """
    parts = []
    for word in css.split():
        match = _PART.fullmatch(word)
        if match is None:
            return None
        tag, attribute = match["tag"], match["attribute"]
        names = tuple(re.findall(r"[.#][^.#]+", match["names"]))
        parts.append(_Part(tag and tag.lower(), names, attribute and attribute.lower()))
    return tuple(parts)


class Index:
    """The elements of a page, by their classes and ids."""

    def __init__(self, document: HtmlElement) -> None:
        self.document = document
        self._names: dict[HtmlElement, tuple[str, ...]] = {}
        self._by_name: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        self._found: dict[str, list[HtmlElement]] = {}
        for element in _NAMED(document):
            names = _names(element.get("class"), element.get("id"))
            self._names[element] = names
            for name in names:
                self._by_name[name].append(element)

    def select(self, css: str, scope: HtmlElement | None = None) -> list[HtmlElement]:
        """What :func:`compiled` finds in an element of the page, by default in all of it."""
        found = self._found.get(css)
        if found is None:
            found = self._found[css] = self._select(css)
        if scope is None or scope is self.document or not found:
            return found
        parts = _parts(css)
        if parts is None:
            return compiled(css)(scope)
        return [element for element in found if self._is_within(element, parts, scope)]

    def _select(self, css: str) -> list[HtmlElement]:
        parts = _parts(css)
        if parts is None:
            return compiled(css)(self.document)
        if not all(name in self._by_name for part in parts for name in part.names):
            return []
        candidates = self._candidates(parts)
        if candidates is None:
            return compiled(css)(self.document)
        return [
            element
            for element in candidates
            if self._fits(element, parts[-1]) and self._is_within(element, parts, self.document)
        ]

    def _candidates(self, parts: tuple[_Part, ...]) -> Iterable[HtmlElement] | None:
        """Elements in document order, among them all that the last part fits within the others."""
        *outer, last = parts
        if last.names:
            return min((self._by_name[name] for name in last.names), key=len)
        if last.tag is None:
            return None
        named = next((part for part in reversed(outer) if part.names), None)
        if named is None:
            return cast("Iterable[HtmlElement]", self.document.iter(last.tag))
        around = self._by_name[named.names[0]]
        return dict.fromkeys(found for element in around for found in element.iter(last.tag))

    def _is_within(
        self, element: HtmlElement, parts: tuple[_Part, ...], scope: HtmlElement
    ) -> bool:
        """Whether an element that fits the last part is in the scope, and in it the other parts."""
        wanted = len(parts) - 2
        while element is not scope:
            parent = element.getparent()
            if parent is None:
                return False
            element = parent
            if wanted >= 0 and self._fits(element, parts[wanted]):
                wanted -= 1
        return wanted < 0

    def _fits(self, element: HtmlElement, part: _Part) -> bool:
        if part.tag is not None and element.tag != part.tag:
            return False
        if part.attribute is not None and element.get(part.attribute) is None:
            return False
        return not part.names or set(part.names).issubset(self._names.get(element, ()))


@lru_cache(maxsize=4096)  # the pages of a site have the same few hundred
def _names(classes: str | None, id: str | None) -> tuple[str, ...]:
    names = [f".{name}" for name in dict.fromkeys(_CLASSES.findall(classes or ""))]
    return (*names, f"#{id}") if id else tuple(names)
