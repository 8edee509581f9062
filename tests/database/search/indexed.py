"""An archive whose full-text index is tested."""

from __future__ import annotations

import asyncio
from typing import Any

from newscrawl.database import ArchiveWriter
from newscrawl.database.reports import reading
from newscrawl.database.search.hits import Order, find
from newscrawl.database.selection import Selection
from newscrawl.items import Article
from newscrawl.search import parse
from tests.conftest import Database, url_of

WORDS = {
    "1": "او می‌شود گفت",
    "2": "او میشود گفت",
    "3": "او می شود گفت",
    "4": "مُحَمَّد ۱۴۰۲ COVID-19",
    "5": "نام محمد در 1402 Covid 19",
    "6": "كتاب‌هاي مســئول",
    "7": "کتابهای مسئول",
}


def article(code: str, title: str, **fields: Any) -> Article:
    values: dict[str, Any] = {
        "site": "x",
        "url": f"https://x.ir/fa/news/{code}",
        "body": "متن",
        "fetched_at": "2021-07-13T14:38:00+00:00",
        "content_hash": title,
    }
    return Article(**{**values, "news_code": code, "title": title, **fields})


def store(database: Database, *articles: Article) -> list[Any]:
    async def main() -> list[Any]:
        archive = ArchiveWriter(url_of(database))
        try:
            return await asyncio.gather(*(archive.submit(one) for one in articles))
        finally:
            await archive.close()

    return asyncio.run(main())


def codes(database: Database, query: str, order: Order = Order.NEWEST, **filters: Any) -> list[str]:
    with reading(url_of(database)) as connection:
        selection = Selection(query=parse(query), **filters)
        return [hit.article.news_code or "" for hit in find(connection, selection, order, 10)]
