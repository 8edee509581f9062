"""Lists and counts from the overview are those from the archive."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from parsel import Selector

pytest.importorskip("datasette")

from newscrawl.browse import bounds, facets, lists
from newscrawl.browse.lists import of_overview, rows_of_overview
from newscrawl.browse.server import make_datasette
from newscrawl.database.overview import ArchiveOverview
from newscrawl.items import Article
from tests.builders import article_on, store


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 articles, many of one moment, some without a date."""
    path = tmp_path_factory.mktemp("lists") / "news.db"
    store(path, *map(_article, range(1, 301)))
    return path


def _article(n: int) -> Article:
    article = article_on(
        n,
        n % 90,
        site=("yjc", "tabnak", "isna")[n % 3],
        sections=[["ورزش"], ["ورزش", "فوتبال"], ["اقتصاد"], []][n % 4],
        agency=("ایسنا", None, "مهر")[n % 7 % 3],
        topic=("sport", "sport", "economy", None)[n % 4],
        body="متن خبر " + ("باران" if n % 2 else "برف"),
    )
    if n % 10 == 0:
        article.published_at = article.published_jalali = None
    return article


def seen(page: Selector) -> tuple[Any, ...]:
    """All that a page says of a list."""
    return (
        page.css(".story h2 a::attr(href)").getall(),
        page.css("h1").get(),
        page.css(".pages a::attr(href)").get(),
        page.css("aside").get(),
    )


LISTS: list[dict[str, str]] = [
    {},
    {"site": "yjc", "_sort_desc": "published_at"},
    {"sections__arraycontains": "ورزش"},
    {"sections__arraycontains": "نیست"},
    {"agency": "مهر"},
    {"published_jalali__startswith": "1400-05"},
    {"published_jalali__startswith": "1400-05", "agency": "ایسنا", "site": "yjc"},
    {"_search": "باران"},
    {"_search": "باران -متن"},
    {"_search": "برف", "sections__arraycontains": "ورزش", "site": "tabnak"},
    {"topic": "sport", "site": "yjc"},
    {"_search": "برف", "topic": "economy"},
    {"_sort": "published_at"},
    {"_sort": "id"},
    {"title__contains": "7"},
    {"published_jalali__startswith": "1400_05"},
    {"_size": "7", "agency": "مهر"},
]


@pytest.mark.parametrize("values", LISTS, ids=urlencode)
def test_pages_are_the_same(archive: Path, tmp_path: Path, values: dict[str, str]) -> None:
    async def main() -> None:
        overview = ArchiveOverview(archive, tmp_path / "overview.db")
        ours, plain = make_datasette(archive, {}, overview=overview), make_datasette(archive, {})
        await ours.invoke_startup()
        await plain.invoke_startup()
        address: str | None = f"/archive/articles?{urlencode(values)}"
        facets = None
        pages = 0
        while address:
            found = []
            for one in (plain, ours):
                response = await one.client.get(address.removeprefix("http://localhost"))
                assert response.status_code == 200, response.text
                found.append(seen(Selector(response.text)))
            assert found[0][:3] == found[1][:3]
            if facets is None:
                facets = found[0][3]
                assert found[1][3] == facets
            pages += 1
            address = found[0][2]
        assert pages > (len(values) == 0)

    asyncio.run(main())


def test_facets_of_later_pages_are_of_the_whole_list(archive: Path, tmp_path: Path) -> None:
    async def main() -> None:
        datasette = make_datasette(
            archive, {}, overview=ArchiveOverview(archive, tmp_path / "overview.db")
        )
        await datasette.invoke_startup()
        for address in ("/archive/articles", "/archive/articles?agency=مهر"):
            counts = []
            for _ in range(2):
                page = Selector((await datasette.client.get(address)).text)
                counts.append(page.css("aside li .soft::text").getall())
                following = page.css(".pages a::attr(href)").get()
                assert following is not None
                address = following.removeprefix("http://localhost")
            assert counts[0] == counts[1] != []

    asyncio.run(main())


def test_new_articles_show_at_once(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    store(path, _article(1))

    async def main() -> None:
        datasette = make_datasette(
            path, {}, overview=ArchiveOverview(path, tmp_path / "overview.db")
        )
        await datasette.invoke_startup()
        for count in (1, 2):
            page = Selector((await datasette.client.get("/archive/articles?site=tabnak")).text)
            assert len(page.css(".story").getall()) == count
            await asyncio.to_thread(store, path, _article(1 + 3 * count))

    asyncio.run(main())


def test_the_start_page_is_the_same_and_up_to_date(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    store(path, *map(_article, range(1, 30)))

    async def main() -> None:
        ours = make_datasette(path, {}, overview=ArchiveOverview(path, tmp_path / "overview.db"))
        plain = make_datasette(path, {})
        await ours.invoke_startup()
        for code in (31, 32):
            tables = [Selector((await d.client.get("/")).text).css("table") for d in (plain, ours)]
            rows = [table.css("td").xpath("string()").getall() for table in tables]
            assert rows[0] == rows[1]
            assert len(rows[0]) == 9
            await asyncio.to_thread(store, path, _article(code))

    asyncio.run(main())


def test_what_the_overview_is_asked(archive: Path, tmp_path: Path) -> None:
    """The lists above do come from it, as far as it has their columns."""
    asked: list[str] = []

    class Database(bounds.BoundedDatabase):
        async def execute(self, sql: str, params: Any = None, **options: Any) -> Any:
            asked.append(of_overview(sql, params))
            return await super().execute(sql, params, **options)

    async def main() -> None:
        datasette = make_datasette(
            archive, {}, overview=ArchiveOverview(archive, tmp_path / "overview.db")
        )
        datasette.databases["archive"].__class__ = Database
        await datasette.invoke_startup()
        for values in LISTS[1:10]:
            asked.clear()
            await datasette.client.get(f"/archive/articles?{urlencode(values)}")
            of_articles = [sql for sql in asked if " articles" in sql and "count" not in sql]
            assert not any("from articles " in sql for sql in asked if "count(" in sql), values
            assert any("in (select id from overview.articles" in sql for sql in of_articles), values

    asyncio.run(main())


def test_facets_of_a_search_that_finds_very_much(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_FOUND", 60)
    monkeypatch.setattr(facets, "MOST_FOUND", 60)

    async def main() -> None:
        datasette = make_datasette(
            archive, {}, overview=ArchiveOverview(archive, tmp_path / "overview.db")
        )
        await datasette.invoke_startup()
        # 150 articles have the first word, fewer than 60 both others.
        for words, found, said in (
            ("باران", "۱۵۰", ["از ۶۰ خبر یافته که آخر از همه بایگانی شده‌اند"]),
            ("برف -متن", "۰", []),
        ):
            answer = await datasette.client.get(
                f"/archive/articles?{urlencode({'_search': words})}"
            )
            page = Selector(answer.text)
            counts = page.css("#facet-site .soft::text").getall()
            assert sum(map(int, counts)) == (60 if said else int(found))
            assert page.css("aside > p.soft::text").getall() == said
            assert found in page.css("h1").xpath("string()").get("")

    asyncio.run(main())


def test_other_queries_are_left_alone() -> None:
    for sql in (
        'select count(*) from articles where "title" = :p0 ',
        "select count(*) from articles where 1 or 1 ",
        'select id, site from articles where "title" like :p0 order by published_at desc limit 31',
        "select id, site from articles order by published_at desc limit 31",
        "select * from articles",
    ):
        assert of_overview(sql, {"p0": "%a%"}) == sql
    assert rows_of_overview('select id, site from articles where "title" = :p0 ', {}) is None


def test_it_cannot_write_the_overview(archive: Path, tmp_path: Path) -> None:
    async def main() -> None:
        datasette = make_datasette(
            archive, {}, overview=ArchiveOverview(archive, tmp_path / "overview.db")
        )
        await datasette.invoke_startup()
        database = datasette.get_database("archive")
        with pytest.raises(Exception, match="readonly"):
            await database.execute("DELETE FROM overview.articles")

    asyncio.run(main())


def test_only_what_sorts_fast_is_sorted_by(archive: Path) -> None:
    async def main() -> None:
        datasette = make_datasette(archive, {})
        await datasette.invoke_startup()
        response = await datasette.client.get("/archive/articles?_sort=title")
        assert response.status_code == 400

    asyncio.run(main())
