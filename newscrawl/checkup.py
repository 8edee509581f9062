"""Looking a site over: which fields of its articles come out, and whether that was better once.

Pure: :mod:`newscrawl.commands.check` fetches the pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from math import comb
from typing import Any

from newscrawl.items import Article

#: What can be missing on a page; the other fields are always there.
OPTIONAL = (
    "news_code", "kicker", "lead", "body", "published_at", "modified_at", "sections", "tags",
    "agency", "author", "images",
)  # fmt: skip
#: Without these a site is of no use.
NEEDED = ("body", "published_at")
#: A field has drifted if so few articles having it would have been so unlikely before.
DOUBT = 0.01


@dataclass(slots=True)
class Reading:
    """What became of one page that ought to hold an article."""

    url: str
    article: Article | None = None
    #: Why there is none.
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """In how many of some articles each field was read."""

    articles: int
    fields: dict[str, int] = field(default_factory=dict)

    def share(self, name: str) -> float:
        """From 0 to 1."""
        return self.fields.get(name, 0) / self.articles if self.articles else 0.0


def coverage(articles: Sequence[Article]) -> Coverage:
    """
    >>> coverage([Article(body="متن"), Article()]).share("body")
    0.5
    """
    counts = {name: sum(bool(getattr(a, name)) for a in articles) for name in OPTIONAL}
    return Coverage(len(articles), counts)


def complaints(readings: Sequence[Reading], before: Coverage) -> list[str]:
    """What is wrong with a site, one line each; empty if nothing is.

    Args:
        readings: of pages that ought to hold articles.
        before: of articles that the archive has of the site; empty for a new one.
    """
    if not readings:
        return ["no article found on the home page"]
    articles = [reading.article for reading in readings if reading.article is not None]
    found = []
    unread = len(readings) - len(articles)
    if unread and probability(len(articles), len(readings), 0.95) < DOUBT:
        reasons = sorted({reading.reason or "" for reading in readings if reading.article is None})
        found.append(f"{unread} of {len(readings)} articles cannot be read: {'; '.join(reasons)}")
    if not articles:
        return found or ["no article can be read"]
    now = coverage(articles)
    for name in OPTIONAL:
        had, has = before.share(name), now.fields[name]
        if before.articles and probability(has, len(articles), had) < DOUBT:
            found.append(
                f"{name}: {has} of {len(articles)} articles have it, "
                f"of the {before.articles} in the archive {had:.0%}"
            )
        elif name in NEEDED and not has:
            found.append(f"{name}: no article has it")
    return found


def probability(at_most: int, of: int, share: float) -> float:
    """How likely it is that so few of some articles have what a share of all has.

    >>> probability(0, 3, 0.5), probability(3, 3, 0.9)
    (0.125, 1.0)
    """
    if at_most >= of:
        return 1.0
    return sum(comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(at_most + 1))


def expected(article: Article) -> Mapping[str, Any]:
    """The fields of an article that a stored page says, for a test to expect."""
    left_out = {"site", "url", "fetched_at", "revision", "content_hash", "problems"}
    return {f.name: getattr(article, f.name) for f in fields(article) if f.name not in left_out}
