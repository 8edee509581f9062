"""How far named exports have come."""

from newscrawl.database import exports
from newscrawl.database.reports import reading
from newscrawl.database.selection import Position
from tests.conftest import on_both
from tests.database.stories import article, store

pytestmark = on_both


def test_the_last_export_of_a_name_is_remembered(url: str) -> None:
    exports.remember(url, "daily", {"site": "x"}, Position(1, 0), 1)
    exports.remember(url, "daily", {"site": "x"}, Position(5, 2, 3), 4)
    with reading(url) as connection:
        last = exports.last(connection, "daily")
        assert exports.last(connection, "weekly") is None
    assert last is not None
    assert (last["article_id"], last["revision_id"], last["articles"]) == (5, 2, 4)
    assert last["tombstone_id"] == 3
    assert last["selection"] == {"site": "x"}


def test_only_a_shared_archive_has_a_position_to_settle(url: str) -> None:
    store(url, article("1"), article("2"))
    expected = Position(2, 0) if url.startswith("postgresql") else None
    assert exports.settled_position(url) == expected
