"""The pictures of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import dropwhile, islice, takewhile

from lxml.etree import _Element as Element

from newscrawl.extraction.blocks import is_hidden
from newscrawl.extraction.boilerplate import is_box
from newscrawl.extraction.decoration import is_decoration
from newscrawl.extraction.locate import Location
from newscrawl.extraction.tree import Tree
from newscrawl.urls import absolute

#: Attributes with a picture's address: scripts load those of ``data-`` later.
SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "src")

#: Where the main picture stands that is no part of the body, or the pictures of an album.
BESIDE = ("[itemprop=image]", ".item-img", ".photoGall", ".image_top_primary", ".primary_files",
          ".wp-post-image", ".post-thumbnail", ".entry-thumbnail", ".featured-image",
          ".main-image", ".main_image", ".news_image", ".news-image", ".lead-image")  # fmt: skip
#: How many elements outwards of the article these are looked for, and the pictures of an album.
NEAR = 2
ALBUM = 5
_FILE = re.compile(r"/[^/?#]{5,}\.(?:jpe?g|png|webp|gif|avif)(?=[?#]|$)", re.IGNORECASE)
#: Elements of a page in which there may be pictures of anything.
_WHOLE = frozenset(("body", "html", "main"))

Images = list[dict[str, str | None]]


def images(at: Location) -> Images:
    """The main picture, and those of the body; of an album, all that stand beside no other
    article."""
    if at.tree.is_album:
        for scope in islice(at.outwards, ALBUM):
            if scope.tag not in _WHOLE and (found := images_in(at.tree, scope, at.is_in_margin)):
                return found
    inside = images_in(at.tree, at.body) if at.body is not None else []
    files = {_file(image) for image in inside}
    beside = {_file(image): image for image in _beside(at) if _file(image) not in files}
    if not beside:
        beside = {_file(image): image for image in _between(at) if _file(image) not in files}
    return [*beside.values(), *inside]


def _beside(at: Location) -> Images:
    """Pictures that are marked as the article's, and stand near it."""
    found: Images = []
    for element in at.near(BESIDE, reach=NEAR if at.body is not None else ALBUM):
        if not (at.is_in_margin(element) or at.is_aside(element) or _is_boxed(at, element)):
            found += images_in(at.tree, element)
    return found


def _between(at: Location) -> Images:
    """Pictures that stand between headline and body, whatever their classes."""
    if at.headline_element is None or at.body is None or at.body in at.above_headline:
        return []
    if at.center.tag == "html":
        return []

    def is_elsewhere(image: Element) -> bool:
        return at.is_in_margin(image) or at.is_aside(image) or at.is_beside_others(image)

    behind = dropwhile(lambda e: e is not at.headline_element, at.center.iter("*"))
    between = takewhile(lambda e: e is not at.body, behind)
    pictures = [e for e in between if e.tag == "img"]
    return _pictures(at.tree, pictures, at.center, is_elsewhere)


def _is_boxed(at: Location, element: Element) -> bool:
    """Whether an element is in a box beside the article's parts."""
    inside = takewhile(lambda parent: parent not in at.outwards, element.iterancestors())
    return any(map(is_box, inside))


def _file(image: dict[str, str | None]) -> str:
    """What is the same of one picture in two sizes: the name of its file, if that says enough."""
    url = image["url"] or ""
    name = _FILE.search(url)
    return name[0] if name else url


def images_in(
    tree: Tree, scope: Element, skip: Callable[[Element], bool] = lambda image: False
) -> Images:
    """Pictures in an element, in page order, each once, none of boxes, themes and other articles.

    Args:
        tree: the page.
        scope: the element, which may be a picture itself.
        skip: says which pictures to leave out.

    Returns:
        For each its ``url``, absolute, and its ``alt``, ``None`` where there is none.
    """
    return _pictures(tree, scope.iter("img"), scope, skip)


def _pictures(
    tree: Tree, elements: Iterable[Element], scope: Element, skip: Callable[[Element], bool]
) -> Images:
    """As :func:`images_in`, of some of the pictures in an element."""
    found: dict[str, dict[str, str | None]] = {}
    for image in elements:
        sources = (image.get(name) for name in SOURCES)
        urls = (absolute(tree.url, source) for source in sources if source)
        url = next((url for url in urls if url is not None), None)
        if url is None or tree.is_foreign_link(image) or is_decoration(tree, image, url):
            continue
        if skip(image) or _is_in_box(tree, image, scope):
            continue
        found.setdefault(url, {"url": url, "alt": (image.get("alt") or "").strip() or None})
    return list(found.values())


def _is_in_box(tree: Tree, element: Element, scope: Element) -> bool:
    if element is scope:
        return False
    for parent in element.iterancestors():
        if parent is scope:
            return False
        if is_hidden(parent) or parent.tag == "noscript":
            return True
        if is_box(parent) or tree.is_of_links(parent):
            return True
    return False
