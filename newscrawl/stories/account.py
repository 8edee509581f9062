"""What can be told of a story: who had it first, who changed what, and whom they name for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from newscrawl.changes.differences import Part, differences
from newscrawl.items import Article
from newscrawl.stories.text import words

#: Words that say what an outlet is, and not which.
_KINDS: Final = frozenset(words("خبرگزاری خبرگذاری پایگاه سایت وب وبسایت خبری تحلیلی روزنامه"))


@dataclass(frozen=True, slots=True)
class Account:
    """One article of a story."""

    article: Article
    #: It is the earliest: the likely source.
    is_source: bool
    #: Field → its differences from the source's; the text is lead and body.
    changes: dict[str, list[Part]]
    #: Words of the source's text that it lacks, and those that only it has.
    removed: int
    added: int
    #: Whether the agency that it names is the site of the source; ``None``: it names none, or the
    #: name of the site is not known.
    agrees: bool | None


def accounts(articles: Sequence[Article], titles: Mapping[str, str]) -> list[Account]:
    """Tell of the articles of one story, the earliest first.

    Args:
        titles: Persian names of sites, as far as they are known.
    """
    told = sorted(articles, key=_when)
    return [_account(article, told[0], titles) for article in told]


def names(agency: str, site: str, title: str | None) -> bool | None:
    """Whether an outlet that an article names is a site.

    Args:
        site: its name in the project.
        title: its Persian name.

    >>> names("خبرگزاری ایسنا", "isna", "ایسنا"), names("مهر", "isna", "ایسنا")
    (True, False)
    >>> names("مهر", "isna", None), names("ISNA", "isna", None)
    (None, True)
    """
    if agency.strip().lower() == site:
        return True
    if title is None:
        return None
    named, own = set(words(agency)) - _KINDS, set(words(title)) - _KINDS
    return named == own


def _account(article: Article, source: Article, titles: Mapping[str, str]) -> Account:
    changes = {
        name: differences(before, after)
        for name, before, after in (
            ("title", source.title or "", article.title or ""),
            ("text", _text(source), _text(article)),
        )
        if before != after
    }
    of_text = changes.get("text", [])
    agrees = None
    if article.agency and source.site:
        agrees = names(article.agency, source.site, titles.get(source.site))
    return Account(
        article=article,
        is_source=article is source,
        changes=changes,
        removed=_count(of_text, "old"),
        added=_count(of_text, "new"),
        agrees=agrees,
    )


def _when(article: Article) -> tuple[datetime, str, str]:
    moment = article.published_at or article.fetched_at
    at = datetime.fromisoformat(moment) if moment else datetime.max.replace(tzinfo=UTC)
    return at, article.site or "", article.url or ""


def _text(article: Article) -> str:
    """Lead and body: some sites have the lead in the body."""
    lead, body = article.lead or "", article.body or ""
    return body if body.startswith(lead) else f"{lead}\n{body}".strip()


def _count(parts: Sequence[Part], kind: str) -> int:
    return sum(len(part.text.split()) for part in parts if part.kind == kind)
