"""Requests that earlier versions stored with the address of a mirror."""

from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import open_engine
from newscrawl.database.mirrors import bring_over
from newscrawl.database.steps import positions
from tests.conftest import on_both
from tests.database.stories import make_older

pytestmark = on_both

ROW = (
    "INSERT INTO frontier (site, fingerprint, url, key, priority, request, state, epoch, attempts, "
    "deaths) VALUES ('{}', '{}', '{}', {}, 0, '{{}}', 'pending', 1, 0, 0)"
)
CRAWL = (
    "INSERT INTO crawls (spider, arguments, started_at, stats) VALUES "
    "('{}', '{}', '2026-01-01 00:00:00', '{{}}')"
)


@pytest.fixture
def engine(url: str, query: Any) -> sa.Engine:
    """An archive of the version before, in which one site was crawled by two mirrors."""
    make_older(url, "0007")
    query(CRAWL.format("x", '{"base_url": "http://127.0.0.1:81"}'))
    query(CRAWL.format("y", '{"discover": "front"}'))
    query(ROW.format("x", "article", "http://127.0.0.1:81/fa/news/7/a", "'7'"))
    query(ROW.format("x", "first", "http://127.0.0.1:81/fa", "NULL"))
    query(ROW.format("x", "second", "http://127.0.0.1:82/fa", "NULL"))
    query(ROW.format("x", "own", "https://x.ir/", "NULL"))
    query(ROW.format("y", "other", "https://y.ir/", "NULL"))
    return open_engine(url)


def rewrite(url: str, key: str | None) -> tuple[str, str] | None:
    path = url.partition("127.0.0.1")[2][3:]
    return (f"https://x.ir{path}", key or f"print of {path}") if path else None


def test_they_get_the_sites_own_address_once(engine: sa.Engine, query: Any) -> None:
    assert positions(engine) == {"own addresses of x": 0}
    with engine.begin() as connection:
        assert bring_over(connection, "x", rewrite) == 3
        assert bring_over(connection, "x", rewrite) == 0
    assert positions(engine) == {}
    rows = query("SELECT url, fingerprint FROM frontier WHERE site = 'x' ORDER BY url")
    assert [(row["url"], row["fingerprint"]) for row in rows] == [
        ("https://x.ir/", "own"),
        ("https://x.ir/fa", "print of /fa"),
        ("https://x.ir/fa/news/7/a", "7"),
    ]
    engine.dispose()


def test_a_site_that_had_no_mirror_is_left_alone(engine: sa.Engine, query: Any) -> None:
    with engine.begin() as connection:
        assert bring_over(connection, "y", rewrite) == 0
    assert len(query("SELECT id FROM frontier")) == 5
    engine.dispose()
