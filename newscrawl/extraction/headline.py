"""The headline of a page, and the kicker that may stand in the same element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element as Element

from newscrawl.extraction.blocks import blocks, text
from newscrawl.extraction.boilerplate import is_column
from newscrawl.extraction.compare import bare, plain
from newscrawl.extraction.names import OwnNames, is_company
from newscrawl.extraction.tree import Tree

#: Minimum length of a headline that is recognized without its kicker.
MIN_HEADLINE = 10
#: Maximum number of elements in a headline that are tried as its kicker.
MAX_PARTS = 8
#: Minimum letters for a line of any element to be taken for the headline.
MIN_LETTERS = 20
#: A few words behind a dash at the end of a longer title are the site's name.
SITE_WORDS = 3
# What parts of a page's title stand between.
_BARS = re.compile(r"\s*[|•·]\s*|\s*::\s*|\s+[»«›‹]\s+")
_DASH = re.compile(r"\s+[-–—]+\s+")
_ANY_LINE = ("div", "span", "a", "strong", "b", "p", "h2", "h3", "h4", "td")


@dataclass(frozen=True, slots=True)
class Headline:
    """An element with a headline."""

    element: Element
    #: Its text without the kicker.
    title: str
    kicker: str | None

    @classmethod
    def of(cls, tree: Tree, element: Element) -> Headline:
        """Read an element, and part its text from the kicker inside."""
        kickers = _kickers_in(tree, element)
        title = _without(element, kickers) if kickers else ""
        if not title:
            return cls(element, text(element), None)
        inside = (text(e) for e in element.iter() if e in kickers)
        return cls(element, title, next(filter(None, inside), None))


def find_headline(tree: Tree) -> Headline | None:
    """The candidate that the title of the page names, else the first of all.

    The candidates are what the family's selectors of the title find.
    """
    found: list[tuple[int, Headline]] = []
    first = None
    for element in tree.visible(tree.family.title):
        headline = Headline.of(tree, element)
        name = plain(headline.title)
        if not name or name in tree.site_names:
            continue
        if any(name in title for title in tree.titles):
            found.append((len(name), headline))
        elif first is None and not tree.is_foreign_link(element):
            first = headline
    # Of several, the longest: a section's name may be a part of the headline. Of those, the
    # nearest to a text: lists beside the article may name it too.
    longest = max((length for length, _ in found), default=0)
    best = [headline for length, headline in found if length == longest]
    if len(best) < 2:
        return best[0] if best else first
    bodies = set(tree.visible(tree.family.body))
    return min(best, key=lambda h: (_steps_to(bodies, h.element), _is_in_column(h.element)))


def find_any_headline(tree: Tree) -> Headline | None:
    """The headline on a page of unknown design.

    It is what :func:`find_headline` finds if that is an ``<h1>`` or all that the page is called,
    and beside no column, else the element with the longest line that the page is called by.
    """
    found = find_headline(tree)
    if found is not None:
        element = found.element
        is_named = element.tag == "h1" or plain(text(element)) in tree.titles
        if is_named and not _is_in_column(element):
            return found
    lines = [
        (len(line), not _is_in_column(e), e)
        for e in tree.document.iter(*_ANY_LINE)
        if (line := _title_in(tree, e))
    ]
    *_, best = max(lines, key=lambda one: one[:2], default=(0, False, None))
    return found if best is None else Headline.of(tree, best)


def title_of_page(tree: Tree, own: OwnNames) -> str | None:
    """What the page is called, without the site's name before or behind it."""
    return next((name for title in tree.names for name in _own_part(title, own)), None)


def _own_part(title: str, own: OwnNames) -> Iterator[str]:
    """The part of a page's title that is no name of the site: where nobody says what the site is
    called, the longest, or all but a few words behind a dash.

    >>> from newscrawl.extraction.names import OwnNames
    >>> [*_own_part("ایران - آلمان؛ بازی دوستانه در تهران | روزنامه", OwnNames((), ""))]
    ['ایران - آلمان؛ بازی دوستانه در تهران']
    """
    parts = [part for one in _BARS.split(title) if not _is_of_site(part := one.strip(), own)]
    best = max(parts, key=lambda part: len(bare(part)), default="")
    pieces = [piece.strip() for piece in _DASH.split(best)]
    while len(pieces) > 1 and (_is_of_site(pieces[0], own) or is_company(pieces[0])):
        del pieces[0]
    while len(pieces) > 1 and (
        _is_of_site(pieces[-1], own)
        or is_company(pieces[-1])
        or len(pieces[-1].split()) <= SITE_WORDS < len(" ".join(pieces[:-1]).split())
    ):
        del pieces[-1]
    name = " - ".join(pieces)
    if not _is_of_site(name, own):
        yield name


def _is_of_site(part: str, own: OwnNames) -> bool:
    """Whether a part of a title is no more than the site's name."""
    return not bare(part) or (part in own and not _DASH.search(part))


def _title_in(tree: Tree, element: Element) -> str:
    """An element's own text where the page is called so, else the empty text."""
    name = plain(element.text or "")
    is_long = len(bare(name)) >= MIN_LETTERS and not tree.is_foreign_link(element)
    return name if is_long and any(name in title for title in tree.titles) else ""


def _kickers_in(tree: Tree, headline: Element) -> set[Element]:
    """The elements inside a headline that are its kicker.

    They are what the family's selectors find, else what stands before the words that the page is
    called by.
    """
    if next(headline.iter("span", "small"), None) is None:
        return set()
    marked = {e for css in tree.family.kicker for e in tree.index.select(css, headline)}
    marked.discard(headline)
    if marked:
        return marked
    whole = plain(text(headline))
    if any(whole in title for title in tree.titles):
        return set()
    return {
        element
        for element in islice(headline.iter("span", "small"), MAX_PARTS)
        if len(rest := plain(_without(headline, {element}))) >= MIN_HEADLINE
        and whole.endswith(rest)
        and any(rest in title for title in tree.titles)
    }


def _without(element: Element, left_out: set[Element]) -> str:
    """Text of an element without some inside."""
    return " ".join(block.text for block in blocks(element, skip=left_out.__contains__))


def _steps_to(bodies: set[Element], headline: Element) -> int:
    """How many elements outwards there is one that holds a body too; 0 inside of a body."""
    above = list(headline.iterancestors())
    if not bodies.isdisjoint(above):
        return 0
    around = {a for body in bodies for a in body.iterancestors()}
    return next((n for n, a in enumerate(above, 1) if a in around), len(above))


def _is_in_column(element: Element) -> bool:
    return any(map(is_column, element.iterancestors()))
