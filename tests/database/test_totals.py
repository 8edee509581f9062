"""The table ``totals``."""

from __future__ import annotations

from newscrawl.database import open_engine
from newscrawl.database.totals import read_to, store_totals, totals_of
from newscrawl.items import Total
from tests.conftest import on_both

AT = "2021-07-13T14:38:00+00:00"


@on_both
def test_what_is_not_said_stays(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        assert read_to(connection, "x", "api", "") is None
        store_totals(connection, [Total("x", "api", 300, AT), Total("x", "api", None, AT, "", "b")])
        store_totals(connection, [Total("x", "api", 20, AT, "2021-03-21/", "a")])
        store_totals(connection, [Total("x", "sitemap", None, AT), Total("y", "api", 7, AT)])
        assert read_to(connection, "x", "api", "") == "b"
        assert read_to(connection, "x", "api", "2021-03-21/") == "a"
        assert totals_of(connection) == {"x": {"api": 300}, "y": {"api": 7}}
        assert totals_of(connection, "y") == {"y": {"api": 7}}
        store_totals(connection, [Total("x", "api", 301, AT)])
        assert totals_of(connection, "x") == {"x": {"api": 301}}
        assert read_to(connection, "x", "api", "") == "b"
        # Each sitemap counts its own, the last time that it was read.
        for number, name in ((7, "a.xml"), (5, "b.xml"), (8, "a.xml")):
            store_totals(connection, [Total("x", "sitemap", number, AT, name)])
        assert totals_of(connection, "x") == {"x": {"api": 301, "sitemap": 13}}
    engine.dispose()
