"""The feeds of alerts in ``scrapy browse``."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import feedparser
import pytest

pytest.importorskip("datasette")

from newscrawl.browse.server import make_datasette
from newscrawl.database import alerts, open_engine
from newscrawl.database.alerting import look
from tests.builders import store
from tests.conftest import Database, on_both, url_of
from tests.monitoring.test_teller import HOSTILE, fresh


def ask(path: Path, address: str, url: str) -> Any:
    async def main() -> Any:
        datasette = make_datasette(path, {"yjc": "باشگاه خبرنگاران جوان"}, url)
        await datasette.invoke_startup()
        return await datasette.client.get(address, follow_redirects=True)

    return asyncio.run(main())


@on_both
def test_a_feed_has_what_an_alert_found(database: Database, tmp_path: Path) -> None:
    url = url_of(database)
    engine = open_engine(url)
    with engine.begin() as connection:
        alerts.add(connection, "ارز-روز", "ارز", {}, ["feed"])
        alerts.add(connection, "mail", "ارز", {}, ["mail:a@example.org"])
    store(database, fresh(1), fresh(2, HOSTILE), fresh(3, "هوا"))
    look(engine)
    engine.dispose()
    path = database if isinstance(database, Path) else tmp_path / "copy.db"
    if not isinstance(database, Path):
        open_engine(url_of(path)).dispose()
    answer = ask(path, "/-/alerts/ارز-روز.atom", url)
    assert answer.status_code == 200, (answer.url, answer.text[-600:])
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert [entry.link for entry in feed.entries] == [f"https://yjc.ir/fa/news/{n}" for n in (2, 1)]
    assert feed.entries[1].title == "نرخ ارز در بازار"
    assert "باشگاه خبرنگاران جوان" in feed.entries[1].content[0].value
    assert "\u202e" not in answer.text
    assert "&lt;script" not in feed.entries[0].content[0].value.replace("&amp;", "&")
    assert len({entry.id for entry in feed.entries}) == 2
    for name in ("mail", "nobody"):
        assert ask(path, f"/-/alerts/{name}.atom", url).status_code == 404


def test_nobody_reads_whom_they_tell(database: Database) -> None:
    url = url_of(database)
    engine = open_engine(url)
    with engine.begin() as connection:
        alerts.add(connection, "arz", "ارز", {}, ["mail:someone@example.org"])
    store(database, fresh(1))
    look(engine)
    engine.dispose()
    assert isinstance(database, Path)
    pages = ["/", "/archive", "/archive/alerts", "/archive/outbox", "/archive/outbox/1"]
    sql = "select * from alerts join outbox where outbox.destination like 'mail%' or 1"
    pages.append(f"/archive.json?sql={sql}&_shape=array")
    for page in pages:
        answer = ask(database, page, url)
        assert answer.status_code == 200, page
        assert "example.org" not in answer.text, page
    assert "ارز" in answer.json()[0]["query"]
