"""A message for programs: the JSON that a webhook gets. docs/usage.md has the fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from newscrawl.alerts.news import News, Telling
from newscrawl.changes.edits import EditedArticle, RemovedArticle
from newscrawl.search import Marked, Query, excerpt, mark, parse
from newscrawl.search.snippet import ELLIPSIS

#: Longest title and snippet, in characters: a page may have megabytes there, and a receiver refuse
#: the whole message for one of them.
LONGEST: Final = 2000

#: Fields of an article that are told as they are.
FIELDS: Final = (
    "site", "news_code", "url", "title", "published_at", "published_jalali", "sections", "tags",
    "topic", "agency", "author", "revision", "story_id",
)  # fmt: skip


def as_json(telling: Telling, titles: Mapping[str, str]) -> dict[str, Any]:
    """A message as values of JSON.

    Args:
        titles: Persian names of sites, as far as they are known.
    """
    query = parse(telling.query)
    return {
        "id": telling.id,
        "alert": telling.alert,
        "query": telling.query,
        "filters": dict(telling.filters),
        "hits": [_hit(news, query, titles) for news in telling.news],
        "more": telling.more,
        "search": telling.search,
    }


def _hit(news: News, query: Query, titles: Mapping[str, str]) -> dict[str, Any]:
    article = news.article
    shown = _shortened(excerpt(article, query))
    title = _shortened(mark((article.title or "")[: LONGEST + 1], query))
    return {
        "kind": news.kind.value,
        "found_at": news.at.isoformat(),
        **{name: getattr(article, name) for name in FIELDS},
        "title": title.text if article.title else article.title,
        "site_title": titles.get(article.site or ""),
        "title_marks": title.marks,
        "snippet": shown.text,
        "snippet_marks": shown.marks,
        "change": _change(news.change),
    }


def _shortened(shown: Marked) -> Marked:
    if len(shown.text) <= LONGEST:
        return shown
    text = shown.text[: LONGEST - 1] + ELLIPSIS
    return Marked(text, tuple(span for span in shown.marks if span[1] < LONGEST))


def _change(change: EditedArticle | RemovedArticle | None) -> dict[str, Any] | None:
    if isinstance(change, EditedArticle):
        return {
            "between": [change.seen_until.isoformat(), _moment(change.changed_by)],
            "removed_words": change.edit.removed,
            "added_words": change.edit.added,
            "fields": {
                name: [{"kind": part.kind, "text": part.text} for part in parts]
                for name, parts in change.edit.fields.items()
            },
        }
    if isinstance(change, RemovedArticle):
        return {
            "between": [change.seen_until.isoformat(), change.missed_at.isoformat()],
            "status": change.status,
            "reason": change.reason,
            "back_at": _moment(change.back_at),
        }
    return None


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
