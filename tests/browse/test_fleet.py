"""The page of the fleet in ``scrapy browse``."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from parsel import Selector

pytest.importorskip("datasette")

from newscrawl.browse.copy import ArchiveCopy
from newscrawl.browse.server import make_datasette
from newscrawl.database.schema import schedule
from tests.conftest import Database, on_postgresql, url_of
from tests.fleets import HOUR, make_fleet, scheduled, write


def ask(path: Path, address: str, url: str | None = None) -> tuple[int, str]:
    async def main() -> tuple[int, str]:
        datasette = make_datasette(path, {"site000": "باشگاه"}, url)
        await datasette.invoke_startup()
        response = await datasette.client.get(address)
        return response.status_code, str(response.text)

    return asyncio.run(main())


def test_760_sites(database: Path) -> None:
    make_fleet(database)
    status, text = ask(database, "/-/fleet")
    page = Selector(text)
    assert status == 200
    assert page.css(".tiles b::text").getall()[:3] == ["۷۴۸", "۹", "۳"]
    assert len(page.css("#sites tbody tr")) == 760
    link = page.css(".attention a")[2]
    assert link.css("bdi::text").get() == "باشگاه"
    assert link.attrib["href"] == "/archive/articles?site=site000&_sort_desc=published_at"
    status, text = ask(database, link.attrib["href"])
    assert len(Selector(text).css(".story")) == 2


def test_every_page_leads_to_it(database: Path) -> None:
    make_fleet(database, 1, 0, 0)
    _, text = ask(database, "/")
    assert Selector(text).css('nav a[href="/-/fleet"]::text').get() == "وضعیت"


@on_postgresql
def test_of_a_copy_the_archive_itself_is_asked(database: Database, tmp_path: Path) -> None:
    url = url_of(database)
    write(database, {schedule: [scheduled("yjc", datetime.now(UTC) - 9 * HOUR)]})
    copy = ArchiveCopy(url, tmp_path / "copy.db")
    copy.refresh()
    copy.close()
    _, text = ask(tmp_path / "copy.db", "/-/fleet", url)
    assert Selector(text).css(".attention .state::text").getall() == ["هشدار", "دیرکرده"]


def test_nobody_sees_the_address_of_the_archive(database: Path) -> None:
    make_fleet(database, 1, 0, 0)
    secret = f"{url_of(database)}?timeout=4321"
    for address in ("/-/fleet", "/-/metadata.json", "/-/databases.json", "/-/settings.json"):
        assert "4321" not in ask(database, address, secret)[1]


def test_an_archive_that_went_away_is_told(database: Path) -> None:
    make_fleet(database, 1, 0, 0)
    status, text = ask(database, "/-/fleet", "sqlite:////no/such/news.db")
    assert status == 500
    assert "Traceback" not in text
