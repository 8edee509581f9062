"""What is wrong with a site: which fields of its articles are read, and whether more were before.

Pure: :mod:`newscrawl.check.visit` fetches the pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from newscrawl.items import Article
from newscrawl.monitoring.coverage import Ratio, has_fallen

#: Fields that can be missing on a page; the others are always there.
OPTIONAL = (
    "news_code", "kicker", "lead", "body", "published_at", "modified_at", "sections", "tags",
    "agency", "author", "images",
)  # fmt: skip
#: Without these a site is of no use.
NEEDED = ("body", "published_at")
#: How improbable so few articles with a field must be for a check to doubt the site. A check looks
#: at some ten pages, once, and a person reads what it says: it may be wrong once in a hundred.
#: :mod:`newscrawl.monitoring.alarms` needs to be much surer.
DOUBT = 0.01
#: What share of the links to articles lead to one: pages are deleted, videos have no text.
USUALLY_READ = 0.95


@dataclass(slots=True)
class CheckedPage:
    """What became of one page that should hold an article."""

    url: str
    article: Article | None = None
    #: Why there is none.
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of some articles have each field."""

    articles: int
    fields: dict[str, int] = field(default_factory=dict)

    def of(self, name: str) -> Ratio:
        """How many have one field."""
        return Ratio(self.fields.get(name, 0), self.articles)


def coverage(articles: Sequence[Article]) -> Coverage:
    """
    >>> coverage([Article(body="متن"), Article()]).of("body")
    Ratio(part=1, whole=2)
    """
    counts = {name: sum(bool(getattr(a, name)) for a in articles) for name in OPTIONAL}
    return Coverage(len(articles), counts)


def complaints(pages: Sequence[CheckedPage], before: Coverage) -> list[str]:
    """What is wrong with a site, one line each; empty if nothing is.

    Args:
        pages: those that should hold articles.
        before: of articles that the archive has of the site; empty for a new one.
    """
    if not pages:
        return ["no article found on the home page"]
    articles = articles_of(pages)
    found = []
    read = Ratio(len(articles), len(pages))
    if has_fallen(read, USUALLY_READ, doubt=DOUBT):
        unread = len(pages) - len(articles)
        reasons = sorted({page.reason or "" for page in pages if page.article is None})
        found.append(f"{unread} of {len(pages)} articles cannot be read: {'; '.join(reasons)}")
    if not articles:
        return found or ["no article can be read"]
    now = coverage(articles)
    for name in OPTIONAL:
        has, had = now.of(name), before.of(name)
        if before.articles and has_fallen(has, had.value, doubt=DOUBT):
            found.append(
                f"{name}: {has.part} of {has.whole} articles have it, "
                f"of the {had.whole} in the archive {had}"
            )
        elif name in NEEDED and not has.part:
            found.append(f"{name}: no article has it")
    return found


def articles_of(pages: Sequence[CheckedPage]) -> list[Article]:
    """The articles of the pages that hold one."""
    return [page.article for page in pages if page.article is not None]


def expected(article: Article) -> Mapping[str, Any]:
    """The fields of an article that its page gives, for a test to expect."""
    left_out = {
        "site", "url", "fetched_at", "revision", "content_hash", "problems", "story_id",
    }  # fmt: skip
    return {f.name: getattr(article, f.name) for f in fields(article) if f.name not in left_out}
