"""Lists of links to other articles inside a body of unknown design, whatever their classes."""

from __future__ import annotations

from lxml.etree import _Element as Element

from newscrawl.extraction.blocks import SILENT, blocks, text
from newscrawl.extraction.compare import bare, plain
from newscrawl.extraction.tree import Tree

#: Maximum letters of the heading above a list.
HEADING_LENGTH = 30
#: Maximum lines of what a teaser says of its article.
TEASER_LINES = 4
#: Maximum letters of a teaser that stands alone.
TEASER_LENGTH = 250
#: Minimum words of a link to a page of the site for it to be a headline.
HEADLINE_WORDS = 3
#: How deep lists in lists are looked into.
LEVELS = 3
LISTS = frozenset(("ul", "ol"))
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


class Teasers:
    """Which elements of a body are lists of other articles with their leads."""

    def __init__(self, tree: Tree, body: Element | None) -> None:
        self._tree = tree
        self._linking = _linking(tree, body)
        self._is_teaser: dict[Element, bool] = {}

    def __contains__(self, element: Element) -> bool:
        """Whether an element is a list of teasers, or one of several that stand in a row."""
        if element not in self._linking:
            return False
        if self._is_one(element) and self._is_pictured(element):
            return True
        return self._is_list(element, LEVELS) or any(
            beside in self._linking
            and (beside.tag, beside.get("class")) == (element.tag, element.get("class"))
            and self._is_one(beside)
            and self._is_one(element)
            for beside in (element.getnext(), element.getprevious())
        )

    def _is_list(self, element: Element, levels: int) -> bool:
        """Whether an element holds links to other articles, at most with a heading above.

        Args:
            element: in the body.
            levels: how deep lists in it are looked into.
        """
        children = [e for e in element.iterchildren("*") if e.tag not in SILENT and _says(e)]
        if not levels or not children or (element.text or "").strip():
            return False
        is_headed = children[0] not in self._linking and (
            children[0].tag in HEADINGS or len(children) > 2 or children[-1].tag in LISTS
        )
        if is_headed and len(bare(text(children[0]))) > HEADING_LENGTH:
            return False
        items = children[is_headed:]
        return bool(items) and all(
            e in self._linking
            and not (e.tail or "").strip()
            and (
                self._is_one(e)
                or _is_whole_link(e)
                or self._tree.is_of_links(e)
                or self._is_list(e, levels - 1)
            )
            for e in items
        )

    def _is_one(self, element: Element) -> bool:
        """Whether an element begins with a link to another article, and says little more."""
        if element not in self._is_teaser:
            found = blocks(element, is_link=self._tree.is_foreign_href)
            unlinked = [plain(block.unlinked) for block in found]
            is_short = 1 < len(unlinked) <= TEASER_LINES
            self._is_teaser[element] = is_short and not all(unlinked[:2])
        return self._is_teaser[element]

    def _is_pictured(self, element: Element) -> bool:
        """Whether the teaser has the picture of the other article, and says no more than one."""
        pictures = (image for link in element.iter("a") for image in link.iter("img")
                    if self._tree.is_foreign_href(link.get("href") or ""))  # fmt: skip
        return next(pictures, None) is not None and len(text(element)) <= TEASER_LENGTH


def _linking(tree: Tree, body: Element | None) -> set[Element]:
    """The elements of a body that hold a link to another article."""
    found: set[Element] = set()
    lists: dict[Element, bool] = {}
    for link in body.iter("a") if body is not None else ():
        if tree.is_foreign_href(link.get("href") or "") or _is_of_list(tree, link, lists):
            for element in link.iterancestors():
                if element is body or element in found:
                    break
                found.add(element)
    return found


def _is_of_list(tree: Tree, link: Element, lists: dict[Element, bool]) -> bool:
    """Whether a link is one of several items of a list, each a headline with a link to the site.

    Args:
        lists: what is known of the lists.
    """
    around = next(link.iterancestors("ul", "ol"), None)
    if around is None or not tree.is_on_site(link.get("href") or ""):
        return False
    if around not in lists:
        items = list(around.iterchildren("li"))
        lists[around] = len(items) > 1 and all(map(_is_whole_link, items))
    return lists[around]


def _is_whole_link(element: Element) -> bool:
    """Whether all that an element says is one link, of the words of a headline."""
    links = list(element.iter("a"))
    says = text(element)
    return len(links) == 1 and len(says.split()) >= HEADLINE_WORDS and text(links[0]) == says


def _says(element: Element) -> bool:
    return any(not part.isspace() for part in element.itertext())
