"""Where the article of a page stands, and which elements are near it.

Pages carry many articles: sidebars and boxes repeat the classes of the article with other articles'
headlines, leads and dates, and the header has a date of its own. So the headline and the body are
found first (:mod:`.headline`, :func:`find_body`). Every other field is looked for from the element
that holds both, outwards (:class:`Location`), without what stands beside a link to another article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain, islice

from lxml.etree import _Element as Element

from newscrawl.cms.base import Selectors
from newscrawl.extraction.blocks import all_text, text
from newscrawl.extraction.boilerplate import is_column, is_margin
from newscrawl.extraction.headline import Headline
from newscrawl.extraction.tree import Tree

#: How many elements outwards a box with links to other articles may be part of the article.
FAR = 3


def find_body(tree: Tree, headline: Headline | None) -> Element | None:
    """The candidate nearest to the headline: sidebars and comments may have longer ones.

    The candidates are what the family's selectors of the body find.
    """
    found = list(tree.visible(tree.family.body))
    above = [] if headline is None else [headline.element, *headline.element.iterancestors()]
    level = {element: number for number, element in enumerate(above)}
    found = [e for e in found if e not in level] or found
    chosen = set(found)
    outer = [e for e in found if not any(a in chosen for a in e.iterancestors())]

    def rank(element: Element) -> tuple[int, int]:
        steps = next((level[a] for a in element.iterancestors() if a in level), len(level))
        return steps, -len(all_text(element))

    return min(outer, key=rank) if len(outer) > 1 else next(iter(outer), None)


class Location:
    """Where the article of a page stands. Fields are looked for around it."""

    def __init__(
        self,
        tree: Tree,
        headline: Headline | None,
        body: Element | None,
        *,
        site_names: Iterable[str] = (),
        skips_margins: bool = False,
    ) -> None:
        """Locate an article.

        Args:
            tree: the page.
            headline: the article's headline, if found.
            body: the element that holds the article's text, if found.
            site_names: more names of the site, to compare with.
            skips_margins: whether :meth:`near` passes over the page's header and footer and the
                comments, too.
        """
        self.tree = tree
        self.headline = headline
        self.body = body
        self.site_names = tree.site_names.union(site_names)
        self.skips_margins = skips_margins
        element = None if headline is None else headline.element
        #: The element of the headline.
        self.headline_element = element
        #: The elements that the headline is in.
        self.above_headline = set() if element is None else set(element.iterancestors())
        #: The smallest element that holds the headline and the body.
        self.center = _center(tree.document, element, body)
        #: The center and the elements that it is in, the nearest first.
        self.outwards = dict.fromkeys((self.center, *self.center.iterancestors()))
        anchors = [e for e in (element, body) if e is not None]
        #: The headline, the body, and the elements that they are in.
        self.around = {e for anchor in anchors for e in (anchor, *anchor.iterancestors())}
        self._foreign: dict[Element, bool] = {}
        self._margin = dict.fromkeys(self.above_headline, False)
        self._aside = dict.fromkeys(self.outwards, False)

    # -- looking for fields --------------------------------------------------------------

    def near(self, selectors: Selectors, reach: int | None = None) -> Iterator[Element]:
        """Visible elements that selectors find, the nearest first, none of other articles.

        Args:
            selectors: those of a field.
            reach: how many elements outwards to look into, ``None`` for the whole page.
        """
        seen: set[Element] = set()
        for scope in islice(self.outwards, reach):
            for selector in selectors:
                for element in self.tree.index.select(selector, scope):
                    if element in seen:
                        continue
                    seen.add(element)
                    if self.is_foreign(element) or self.tree.is_out_of_sight(element):
                        continue
                    if not self.skips_margins or not self.is_in_margin(element):
                        yield element
            selectors = self.tree.present(selectors)
            if not selectors:
                return

    def first(self, selectors: Selectors, before: Element | None = None) -> str | None:
        """Text of the nearest element that has any and, if so asked, comes before another one."""
        for element in self.near(selectors, reach=3):
            is_placed = before is None or comes_before(element, before)
            if is_placed and (value := text(element)):
                return value
        return None

    def all(self, selectors: Selectors, own: bool = False) -> list[str]:
        """Texts of the elements in the smallest scope around the article that has any.

        Args:
            selectors: those of a field.
            own: take nothing from far boxes that link to other articles.
        """
        for far, scope in enumerate(self.outwards):
            for selector in selectors:
                found = [
                    text(e)
                    for e in self.tree.index.select(selector, scope)
                    if far == 0
                    or not (self.is_aside(e) or (own and far >= FAR and self.is_foreign(e)))
                ]
                if values := list(dict.fromkeys(value for value in found if value)):
                    return values
            selectors = self.tree.present(selectors)
            if not selectors:
                break
        return []

    # -- whether an element is the article's ---------------------------------------------

    def is_within_body(self, element: Element) -> bool:
        """Whether an element is the body or in it."""
        body = self.body
        return body is not None and (element is body or body in element.iterancestors())

    def is_in_body(self, element: Element) -> bool:
        """Whether an element is the body or in it, where the headline is not in the body too."""
        body = self.body
        if body is None or self.headline is None or body in self.above_headline:
            return False
        return self.is_within_body(element)

    def is_foreign(self, element: Element) -> bool:
        """Whether an element is in the body, or belongs to a box that links to another article."""
        return self.is_in_body(element) or self.is_beside_others(element)

    def is_beside_others(self, element: Element) -> bool:
        """Whether an element belongs to a box that links to another article."""
        branch = element
        for parent in element.iterancestors():
            if parent in self.around:
                break
            branch = parent
        if branch not in self._foreign:
            self._foreign[branch] = self.tree.is_foreign_link(branch)
        return self._foreign[branch]

    def is_in_margin(self, element: Element) -> bool:
        """Whether an element is in the page's header, its footer or the comments."""
        return _is_within_one(element, self._margin, is_margin)

    def is_aside(self, element: Element) -> bool:
        """Whether an element is in a column or footer that the article is not in."""
        return _is_within_one(element, self._aside, _is_aside)

    @cached_property
    def place(self) -> dict[Element, int]:
        """All elements, numbered in document order."""
        return {element: number for number, element in enumerate(self.tree.document.iter("*"))}

    def places(self, element: Element | None) -> range:
        """The numbers of an element and all in it."""
        if element is None:
            return range(0)
        last = element
        while (inner := next(last.iterchildren("*", reversed=True), None)) is not None:
            last = inner
        return range(self.place[element], self.place[last] + 1)


def _is_within_one(
    element: Element, known: dict[Element, bool], is_one: Callable[[Element], bool]
) -> bool:
    """Whether an element, or one around it, is of some kind: up to the nearest that is known."""
    passed = []
    found = False
    for e in chain((element,), element.iterancestors()):
        if e in known:
            found = known[e]
            break
        passed.append(e)
        if found := is_one(e):
            break
    known |= dict.fromkeys(passed, found)
    return found


def _is_aside(element: Element) -> bool:
    return element.tag == "footer" or is_column(element)


def _center(document: Element, headline: Element | None, body: Element | None) -> Element:
    if headline is None or body is None:
        anchor = body if headline is None else headline
        parent = anchor.getparent() if anchor is not None else None
        return document if parent is None else parent
    above = set(headline.iterancestors())
    return next((element for element in body.iterancestors() if element in above), document)


def comes_before(element: Element, other: Element) -> bool:
    """Whether an element begins before another one of its document.

    >>> from lxml.html import fromstring
    >>> a, b, c = fromstring("<a><b></b><c></c></a>").iter()
    >>> comes_before(a, b), comes_before(b, c), comes_before(c, b), comes_before(b, b)
    (True, True, False, False)
    """
    path = [*reversed([*element.iterancestors()]), element]
    other_path = [*reversed([*other.iterancestors()]), other]
    for parent, (mine, its) in zip(
        [None, *path], zip(path, other_path, strict=False), strict=False
    ):
        if mine is not its:
            return parent is not None and parent.index(mine) < parent.index(its)
    return len(path) < len(other_path)
