"""What the monitors know of earlier crawls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from scrapy.settings import Settings

from newscrawl.monitoring.coverage import Ratio
from newscrawl.monitoring.past import HAVING, Past, failed, having

GOOD = {"newscrawl/new": 8, "newscrawl/changed": 2, HAVING + "lead": 5}
OLD = {"newscrawl/new": 100}  # from before fields were counted


def past(*crawls: tuple[float, float | None, dict[str, Any]]) -> Past:
    """Of crawls that started, and ended, so many hours ago."""

    def moment(hours: float | None) -> datetime | None:
        return None if hours is None else datetime.now(UTC) - timedelta(hours=hours)

    rows = [(moment(start), moment(end), stats) for start, end, stats in crawls]
    archive = SimpleNamespace(
        rows=lambda query: rows,
        scalars=lambda query: ["articles"],
        look_up_now=lambda query: datetime.now(UTC),
    )
    extension = SimpleNamespace(run=7, archive=archive)
    crawler: Any = SimpleNamespace(
        settings=Settings({"MONITOR_HISTORY_DAYS": 30}), get_extension=lambda cls: extension
    )
    return Past(crawler)


def test_sums_leave_out_crawls_that_counted_no_fields() -> None:
    sums = past((30, 29, GOOD), (20, 19, OLD), (10, 9, GOOD)).sums
    assert having(sums, "lead") == Ratio(10, 20)
    assert having(sums, "kicker") == Ratio(0, 20)


def test_days_are_of_24_hours_and_the_last_has_this_crawl() -> None:
    days = past((51, 50, GOOD), (30, 29, OLD), (2, 1, GOOD)).days(3)
    assert days == (11, [100, 8])


def test_a_killed_crawl_of_today_makes_the_day_unknown() -> None:
    assert past((51, 50, GOOD), (5, None, {})).days(3) is None
    assert past((51, 50, GOOD), (30, None, {})).days(3) == (3, [8])


def test_what_has_an_alarm_is_known() -> None:
    assert past().standing == {"articles"}


def test_failures_are_of_the_pages_that_came_to_an_end() -> None:
    stats = {"newscrawl/new": 1, "newscrawl/changed": 1, "newscrawl/duplicate": 1}
    assert failed({**stats, "newscrawl/failure": 1, "response_received_count": 9}) == Ratio(1, 4)


def test_articles_that_are_looked_at_again_are_left_aside() -> None:
    new = {"newscrawl/new": 20, "newscrawl/changed": 1, "newscrawl/failure": 9}
    again = {
        "newscrawl/changed": 4,  # three of them were looked at again
        "newscrawl/duplicate": 50,
        "newscrawl/unchanged": 130,
        "newscrawl/failure": 16,
        "newscrawl/revisited": 200,
        "newscrawl/revisited/unchanged": 180,
        "newscrawl/revisited/edited": 3,
        "newscrawl/revisited/vanished": 10,
        "newscrawl/revisited/failed": 7,
    }
    assert failed(new | again) == failed(new) == Ratio(9, 30)
