"""Comments of an article in the order in which people read them. Pure."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

#: How far replies are indented: a thread may go on for ever, and a page is only so wide.
DEEPEST: Final = 5


def threaded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The comments, each followed by its replies, with their ``depth`` from 0 on.

    A reply to one that is not there stands by itself, and so does one of a circle.

    >>> rows = [{"comment_id": id, "parent_id": of} for id, of in (("3", "1"), ("1", None))]
    >>> [(row["comment_id"], row["depth"]) for row in threaded(rows)]
    [('1', 0), ('3', 1)]
    """
    replies: defaultdict[str | None, list[dict[str, Any]]] = defaultdict(list)
    known = {row["comment_id"] for row in rows}
    for row in rows:
        replies[row["parent_id"] if row["parent_id"] in known else None].append(row)
    found: list[dict[str, Any]] = []
    seen: set[str] = set()

    def follow(first: list[dict[str, Any]]) -> None:
        waiting = [(row, 0) for row in reversed(first)]
        while waiting:
            row, depth = waiting.pop()
            if row["comment_id"] in seen:
                continue
            seen.add(row["comment_id"])
            found.append({**row, "depth": min(depth, DEEPEST)})
            waiting += [(one, depth + 1) for one in reversed(replies[row["comment_id"]])]

    follow(replies[None])
    for row in rows:  # what is left replies to each other
        follow([row])
    return found
