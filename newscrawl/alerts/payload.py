"""A message for programs: the JSON that a webhook gets. docs/usage.md has the fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from newscrawl.alerts.news import News, Telling
from newscrawl.search import Query, excerpt, mark, parse

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
    shown = excerpt(article, query)
    return {
        "kind": news.kind.value,
        "found_at": news.at.isoformat(),
        **{name: getattr(article, name) for name in FIELDS},
        "site_title": titles.get(article.site or ""),
        "title_marks": mark(article.title or "", query).marks,
        "snippet": shown.text,
        "snippet_marks": shown.marks,
    }
