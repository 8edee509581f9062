"""Finding elements of a page by CSS selectors, fast.

A family has some thirty selectors, and each would search the whole page. So the page is searched
once, for the classes and ids of its elements, and the selectors are looked up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache
from typing import NamedTuple, cast

from cssselect import HTMLTranslator
from lxml import etree
from lxml.etree import _Element as Element

Selected = Callable[[Element], list[Element]]
_NAME = r"-?[A-Za-z_][\w-]*"
_PART = re.compile(
    rf"(?P<tag>{_NAME})?(?P<names>(?:[.#]{_NAME})*)"
    rf"(?:\[(?P<attribute>{_NAME})(?:=(?P<value>{_NAME}))?\])?",
    re.ASCII,
)
# The white space of XPath's normalize-space(), which is not that of str.split().
_CLASSES = re.compile(r"[^ \t\r\n]+")


class _Part(NamedTuple):
    """What a selector asks of one element."""

    tag: str | None
    #: With their ``.`` or ``#``.
    names: tuple[str, ...]
    attribute: str | None
    #: Of the attribute; ``None`` for any.
    value: str | None


@cache
def compiled(css: str) -> Selected:
    """A CSS selector as a compiled XPath over an element and its descendants."""
    return cast("Selected", etree.XPath(HTMLTranslator().css_to_xpath(css)))


@cache
def _having(attribute: str) -> Selected:
    """The elements that have an attribute that few have: XPath finds attributes faster."""
    return cast("Selected", etree.XPath(f"descendant-or-self::*/@{attribute}/.."))


#: All ids of a page.
_IDS_OF = cast(
    "Callable[[Element], list[str]]",
    etree.XPath("descendant-or-self::*/@id", smart_strings=False),
)


@cache
def _parts(css: str) -> tuple[_Part, ...] | None:
    """A selector of elements within elements; ``None`` for one that says more than that.

    >>> _parts("ul.tags [rel]")
    (_Part(tag='ul', names=('.tags',), attribute=None, value=None), \
_Part(tag=None, names=(), attribute='rel', value=None))
    >>> _parts("ul > li")
    """
    parts = []
    for word in css.split():
        match = _PART.fullmatch(word)
        if match is None:
            return None
        tag, attribute = match["tag"], match["attribute"]
        names = tuple(re.findall(r"[.#][^.#]+", match["names"]))
        parts.append(
            _Part(tag and tag.lower(), names, attribute and attribute.lower(), match["value"])
        )
    return tuple(parts)


@cache
def _is_name(css: str) -> bool:
    """Whether a selector is a class or id and no more, as most are."""
    return re.fullmatch(rf"[.#]{_NAME}", css, re.ASCII) is not None


class Index:
    """The elements of a page, by their classes and ids."""

    def __init__(self, document: Element) -> None:
        self.document = document
        self._found: dict[str, list[Element]] = {}
        self._attributed: dict[str, list[Element]] = {}
        #: Value of ``class`` → elements, with their places; there are fewer of them than elements.
        self._classed: defaultdict[str, list[tuple[int, Element]]] = defaultdict(list)
        # Not by XPath, which looks for the attribute of each element at twice the cost.
        for place, element in enumerate(document.iter("*")):
            if (value := element.get("class")) is not None:
                self._classed[value].append((place, element))
        #: Name → values of ``class`` that have it.
        self._values: defaultdict[str, list[str]] = defaultdict(list)
        for value in self._classed:
            for name in _names(value):
                self._values[name].append(value)

    def select(self, css: str, scope: Element | None = None) -> list[Element]:
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

    def names(self, fits: Callable[[str], bool]) -> tuple[str, ...]:
        """The classes and ids on the page that fit, as selectors.

        Args:
            fits: of a name, whether it does; of several in one attribute, whether any does.
        """
        classes = (n for value in filter(fits, self._classed) for n in _names(value))
        ids = (f"#{n}" for n in filter(fits, _IDS_OF(self.document)))
        found = dict.fromkeys((*classes, *ids))
        return tuple(n for n in found if _is_name(n) and fits(n[1:]))

    def _select(self, css: str) -> list[Element]:
        if _is_name(css):
            return self._named(css)
        parts = _parts(css)
        if parts is None:
            return compiled(css)(self.document)
        if not all(self._has(name) for part in parts for name in part.names):
            return []
        candidates = self._candidates(parts)
        if candidates is None:
            return compiled(css)(self.document)
        return [
            element
            for element in candidates
            if self._fits(element, parts[-1])
            and (len(parts) == 1 or self._is_within(element, parts, self.document))
        ]

    def _candidates(self, parts: tuple[_Part, ...]) -> Iterable[Element] | None:
        """Elements in document order, among them all that the last part fits within the others."""
        *outer, last = parts
        if last.names:
            return min(map(self._named, last.names), key=len)
        if last.tag is None:
            return self._with(last.attribute) if last.attribute else None
        named = next((part for part in reversed(outer) if part.names), None)
        if named is None:
            return cast("Iterable[Element]", self.document.iter(last.tag))
        around = self._named(named.names[0])
        return dict.fromkeys(found for element in around for found in element.iter(last.tag))

    def _with(self, attribute: str) -> list[Element]:
        """Elements with an attribute: many selectors ask for the few with ``itemprop``."""
        if attribute not in self._attributed:
            self._attributed[attribute] = _having(attribute)(self.document)
        return self._attributed[attribute]

    def _has(self, name: str) -> bool:
        return name in self._values or (name[0] == "#" and name[1:] in self._identified)

    def _named(self, name: str) -> list[Element]:
        """Elements with a class or id, in document order."""
        if name[0] == "#":
            return self._identified.get(name[1:], [])
        values = self._values.get(name, ())
        found = [one for value in values for one in self._classed[value]]
        return [element for _, element in (sorted(found) if len(values) > 1 else found)]

    @cached_property
    def _identified(self) -> dict[str, list[Element]]:
        """Elements by their ids."""
        found: defaultdict[str, list[Element]] = defaultdict(list)
        for element in _having("id")(self.document):
            found[element.get("id", "")].append(element)
        return dict(found)

    def _is_within(self, element: Element, parts: tuple[_Part, ...], scope: Element) -> bool:
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

    def _fits(self, element: Element, part: _Part) -> bool:
        if part.tag is not None and element.tag != part.tag:
            return False
        if part.attribute is not None:
            value = element.get(part.attribute)
            if value is None or part.value not in (None, value):
                return False
        return all(
            element.get("id") == name[1:]
            if name[0] == "#"
            else name in _names(element.get("class") or "")
            for name in part.names
        )


@lru_cache(maxsize=4096)  # the pages of a site have the same few hundred
def _names(classes: str) -> tuple[str, ...]:
    return tuple(f".{name}" for name in dict.fromkeys(_CLASSES.findall(classes)))
