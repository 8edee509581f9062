"""Comments by the selectors of a family, or by schema.org's names in the attributes of elements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, Self

from lxml.etree import _Element as Element

from newscrawl.cms.base import Family, Selectors
from newscrawl.extraction.blocks import all_text, blocks, text
from newscrawl.extraction.boilerplate import is_boilerplate, names_of
from newscrawl.extraction.comments.raw import RawComment, count_of
from newscrawl.extraction.dateline import spaced
from newscrawl.extraction.select import Index

#: Attributes that hold nothing but the id of a comment, and of the one it replies to.
_IDS: Final = ("data-comment-id", "data-commentid", "data-comment", "data-cid", "data-id")
_PARENTS: Final = ("data-parent-id", "data-parentid", "data-parent", "data-comment-parent")
_ID = re.compile(r"(?=[\w-]*\d)[\w-]{1,64}", re.ASCII)
#: ``comment-12``, ``c12``, and wpDiscuz's ``wpd-comm-12_7``, where 7 is the parent.
_OWN = re.compile(r"[A-Za-z][\w-]*?(\d{1,18})", re.ASCII)
_WPDISCUZ = re.compile(r"wpd-comm-(\d{1,18})_(\d{1,18})", re.ASCII)
_INNER = re.compile(r"(?:[\w-]+-)?comm(?:ent)?[\w-]*?(\d{1,18})", re.ASCII | re.IGNORECASE)
_LIKES = re.compile(
    r"(?:^|[\s_-])(?:likes?(?:count|num(?:ber)?)?|(?:vote|rate|rating)[_-]?up|(?:up|plus)[_-]?vote)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DISLIKES = re.compile(
    r"(?:^|[\s_-])(?:(?:dis|un)[_-]?likes?(?:count|num(?:ber)?)?|(?:vote|rate|rating)[_-]?down|"
    r"(?:down|minus)[_-]?vote)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: What stands in a comment and is none of its text.
_TOOLS = re.compile(
    r"(?:^|[\s_-])(?:reply|replies|like|dislike|vote|votes|rate|rating|report|share|avatar|"
    r"gravatar|tools?|actions?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")


class Where(NamedTuple):
    """Where comments and their parts stand."""

    each: Selectors
    author: Selectors
    date: Selectors
    text: Selectors
    likes: Selectors
    dislikes: Selectors

    @classmethod
    def of(cls, family: Family) -> Self:
        """As a family declares it."""
        return cls(
            family.comments,
            family.comment_author,
            family.comment_date,
            family.comment_text,
            family.comment_likes,
            family.comment_dislikes,
        )


#: Of microdata: ``Comment``, and ``UserComments``, which was its name before.
SCHEMA_ORG: Final = Where(
    ("[itemtype$='schema.org/Comment'], [itemtype$='schema.org/UserComments']",),
    ("[itemprop=author] [itemprop=name]", "[itemprop=creator] [itemprop=name]",
     "[itemprop=author]", "[itemprop=creator]", "[itemprop=name]"),
    ("[itemprop=dateCreated]", "[itemprop=datePublished]", "[itemprop=commentTime]"),
    ("[itemprop=text]", "[itemprop=commentText]", "[itemprop=description]"),
    ("[itemprop=upvoteCount]",),
    ("[itemprop=downvoteCount]",),
)  # fmt: skip


def comments_at(where: Where, index: Index) -> list[RawComment]:
    """The comments of a page, in its order; by the first selector of all that finds any."""
    for selector in where.each:
        if (found := index.select(selector)) and (read := _Comments(where, index, found).read()):
            return read
    return []


class _Comments:
    """Elements that may be a comment each, and what is found in them."""

    def __init__(self, where: Where, index: Index, elements: list[Element]) -> None:
        self._where = where
        self._index = index
        self._elements = elements
        self._all = set(elements)
        self._found: dict[str, dict[Element, list[Element]]] = {}
        self._owners: dict[Element, Element | None] = {}

    def read(self) -> list[RawComment]:
        comments: list[RawComment] = []
        places: dict[Element, int] = {}
        for element in self._elements:
            if (comment := self._comment(element)) is not None:
                outer = self._owner(element.getparent())
                while outer is not None and outer not in places:
                    outer = self._owner(outer.getparent())
                comment.inside = None if outer is None else places[outer]
                places[element] = len(comments)
                comments.append(comment)
        return comments

    def _comment(self, element: Element) -> RawComment | None:
        """The comment of an element; ``None`` if it has no text, or nothing that tells that it is
        one: a list of comments may have other parts."""
        where = self._where
        authors = list(self._named(element, where.author))
        dates = list(self._named(element, where.date))
        likes, liked = _counted(self._likes.get(element, []))
        dislikes, disliked = _counted(self._dislikes.get(element, []))
        paragraphs = self._text(element, where.text)
        if not paragraphs and (authors or dates):
            paragraphs = self._rest(element, {*authors, *dates, *liked, *disliked})
        if not paragraphs:
            return None
        own, parent = _ids(element)
        return RawComment(
            id=own or self._inner_id(element),
            parent_id=parent,
            author=next(filter(None, map(text, authors)), None),
            text=paragraphs,
            date=next(filter(None, map(spaced, dates)), None),
            machine_dates=[m for e in dates[:1] for m in _moments(e)],
            likes=likes,
            dislikes=dislikes,
        )

    # -- what is inside of a comment, and in no reply to it ------------------------------

    def _owner(self, element: Element | None) -> Element | None:
        """The innermost comment that an element is, or is in."""
        passed = []
        owner = None
        while element is not None:
            if element in self._owners:
                owner = self._owners[element]
                break
            passed.append(element)
            if element in self._all:
                owner = element
                break
            element = element.getparent()
        self._owners |= dict.fromkeys(passed, owner)
        return owner

    def _within(self, comment: Element, selector: str) -> list[Element]:
        """What a selector finds in a comment."""
        if selector not in self._found:
            owned: defaultdict[Element, list[Element]] = defaultdict(list)
            for element in self._index.select(selector):
                if (owner := self._owner(element)) is not None and owner is not element:
                    owned[owner].append(element)
            self._found[selector] = dict(owned)
        return self._found[selector].get(comment, [])

    def _named(self, comment: Element, selectors: Selectors) -> Iterator[Element]:
        """The elements of the first selector that finds any with a text, or a date for machines."""
        for selector in selectors:
            found = [
                e for e in self._within(comment, selector) if all_text(e).strip() or _moments(e)
            ]
            if found:
                yield from found
                return

    def _text(self, comment: Element, selectors: Selectors) -> list[str]:
        for selector in selectors:
            found = self._within(comment, selector)
            chosen = set(found)
            outer = [e for e in found if not any(a in chosen for a in e.iterancestors())]
            if lines := [line for e in outer for line in self._lines(e, frozenset())]:
                return lines
        return []

    def _rest(self, comment: Element, parts: set[Element]) -> list[str]:
        """The text of a comment without what its other fields are read from."""
        lines = self._lines(comment, parts)
        return [line for line in lines if _WORD.search(line) and not is_boilerplate(line)]

    def _lines(self, root: Element, parts: set[Element] | frozenset[Element]) -> list[str]:
        def is_other(element: Element) -> bool:
            return element in parts or element in self._all or _is_tool(names_of(element))

        return [block.text for block in blocks(root, is_other)]

    # -- likes ---------------------------------------------------------------------------

    @cached_property
    def _likes(self) -> dict[Element, list[Element]]:
        return self._voted(self._where.likes, _LIKES)

    @cached_property
    def _dislikes(self) -> dict[Element, list[Element]]:
        return self._voted(self._where.dislikes, _DISLIKES)

    def _voted(self, selectors: Selectors, names: re.Pattern[str]) -> dict[Element, list[Element]]:
        """Comment → the elements in it that selectors find, or that have names of a kind."""
        found: defaultdict[Element, list[Element]] = defaultdict(list)
        for selector in selectors or self._index.names(lambda n: names.search(n) is not None):
            for element in self._index.select(selector):
                if (owner := self._owner(element)) is not None and owner is not element:
                    found[owner].append(element)
        return found

    # -- ids -----------------------------------------------------------------------------

    def _inner_id(self, comment: Element) -> str | None:
        """The id that a part of a comment names: an anchor, a button for votes."""
        for element in comment.iter("*"):
            if element is comment or self._owner(element) is not comment:
                continue
            for name in _IDS[:3]:
                if (value := element.get(name)) and _ID.fullmatch(value):
                    return value
            if (value := element.get("id")) and (found := _INNER.fullmatch(value)):
                return found[1]
        return None


def _counted(elements: list[Element]) -> tuple[int | None, list[Element]]:
    """The first number that one of some elements says, and that element."""
    for element in elements:
        written = element.get("content") or " ".join(all_text(element).split())
        if (count := count_of(written)) is not None:
            return count, [element]
    return None, []


def _ids(element: Element) -> tuple[str | None, str | None]:
    """The id that the element of a comment names, and that of the comment which it replies to."""
    own = next((v for n in _IDS if (v := element.get(n)) and _ID.fullmatch(v)), None)
    parent = next((v for n in _PARENTS if (v := element.get(n)) and _ID.fullmatch(v)), None)
    value = element.get("id") or ""
    if found := _WPDISCUZ.fullmatch(value):
        own, parent = found[1], parent or found[2]
    elif own is None and (found := _OWN.fullmatch(value)):
        own = found[1]
    return own, None if parent == "0" else parent


@lru_cache(maxsize=4096)  # the pages of a site have the same few hundred
def _is_tool(names: str) -> bool:
    return _TOOLS.search(names) is not None


def _moments(element: Element) -> list[str]:
    """Dates for machines that an element has."""
    return [value for name in ("datetime", "content") if (value := element.get(name))]
