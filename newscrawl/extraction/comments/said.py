"""Comments as JSON-LD says them of the article of a page, by schema.org's names."""

from __future__ import annotations

import re
from typing import Any

from newscrawl.extraction import structured
from newscrawl.extraction.comments.raw import RawComment, count_of

#: Comments in comments, which nobody writes deeper.
DEEPEST = 50
_FRAGMENT = re.compile(r"#[A-Za-z_-]*(\d{1,18})$", re.ASCII)
_ID = re.compile(r"(?=[\w-]*\d)[\w-]{1,64}", re.ASCII)


def comments_said(told: Any) -> list[RawComment]:
    """The comments that a property ``comment`` holds, in its order, with those in them.

    >>> one = {"@type": "Comment", "text": "چه خوب", "author": {"name": "علی"}, "upvoteCount": 3}
    >>> [(c.author, c.text, c.likes) for c in comments_said(one)]
    [('علی', ['چه خوب'], 3)]
    """
    found: list[RawComment] = []
    waiting: list[tuple[Any, int | None, int]] = [(told, None, 0)]
    while waiting:  # no recursion: hostile pages nest thousands of objects
        item, inside, depth = waiting.pop()
        if isinstance(item, list):
            waiting += [(one, inside, depth) for one in reversed(item)]
        elif isinstance(item, dict) and depth < DEEPEST:
            comment = _comment(item)
            place = inside
            if comment.text:
                comment.inside = inside
                place = len(found)
                found.append(comment)
            waiting.append((item.get("comment"), place, depth + 1))
    return found


def _comment(item: dict[str, Any]) -> RawComment:
    parent = item.get("parentItem")
    prose = structured.prose(item.get("text") or item.get("commentText"))
    return RawComment(
        id=_id(item),
        parent_id=_id(parent) if isinstance(parent, dict) else None,
        author=next(iter(structured.texts(item.get("author") or item.get("creator"))), None),
        text=[line for line in (one.strip() for one in prose.split("\n")) if line],
        machine_dates=structured.texts(
            item.get("dateCreated") or item.get("datePublished") or item.get("commentTime")
        ),
        likes=_count(item.get("upvoteCount")),
        dislikes=_count(item.get("downvoteCount")),
    )


def _id(item: dict[str, Any]) -> str | None:
    """The site's own id of a comment: its identifier, or the number in its address."""
    named = item.get("identifier")
    if isinstance(named, int) and not isinstance(named, bool):
        return str(named)
    if isinstance(named, str) and _ID.fullmatch(named.strip()):
        return named.strip()
    for address in (item.get("@id"), item.get("url")):
        if isinstance(address, str) and (found := _FRAGMENT.search(address.strip())):
            return found[1]
    return None


def _count(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return count_of(str(value))
