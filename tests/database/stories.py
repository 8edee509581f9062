"""Articles for the tests of the database, and storing them."""

import asyncio
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command as alembic
from alembic.config import Config

from newscrawl.database import ArchiveWriter, migrating
from newscrawl.items import Article, Failure

MOMENT = "2021-07-13T19:08:00+04:30"


def article(code: str | None, **fields: Any) -> Article:
    values: dict[str, Any] = {
        "site": "x",
        "news_code": code,
        "url": f"https://x.ir/fa/news/{code}",
        "title": "عنوان",
        "body": "متن",
        "fetched_at": MOMENT,
        "content_hash": "0",
    }
    return Article(**{**values, **fields})


def store(url: str, *items: Article | Failure) -> list[Any]:
    async def main() -> list[Any]:
        archive = ArchiveWriter(url)
        try:
            return await asyncio.gather(
                *(archive.submit(item) for item in items), return_exceptions=True
            )
        finally:
            await archive.close()

    return asyncio.run(main())


def make_older(url: str, version: str) -> None:
    """Make the tables as they were at an earlier migration."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        alembic.upgrade(config, version)
    engine.dispose()
