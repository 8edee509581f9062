from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings

from newscrawl.cli.crawls import check_crawl, crawl_problem, end_by, shows_summary
from newscrawl.crawling.extension import STANDING_ALARMS
from newscrawl.database.lock import SiteLock
from newscrawl.spiders.yjc import YjcSpider

GOOD = {"finish_reason": "finished", "downloader/response_status_count/200": 5}


def problem(**stats: Any) -> str | None:
    found: dict[str, Any] = {**GOOD, **{name.replace("__", "/"): v for name, v in stats.items()}}
    crawler: Any = SimpleNamespace(stats=SimpleNamespace(get_stats=lambda: found))
    return crawl_problem(crawler)


def test_what_is_wrong_with_a_crawl() -> None:
    assert problem() is None
    assert problem(finish_reason="closespider_itemcount") is None
    assert problem(finish_reason="shutdown") == "the crawl did not finish: shutdown"
    assert problem(finish_reason=None) == "the crawl did not finish: it could not start"
    assert problem(newscrawl__alarms=["few articles"]) is None  # an alarm is no failure


def test_a_crawl_that_is_done_while_alarms_stand_ends_with_3(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = {**GOOD, STANDING_ALARMS: ["few articles", "lead: 0%"]}
    stats = SimpleNamespace(get_stats=lambda: found, get_value=found.get)
    crawler: Any = SimpleNamespace(stats=stats)
    with pytest.raises(SystemExit) as end:
        end_by(crawler)
    assert end.value.code == 3
    assert capsys.readouterr().err == (
        "newscrawl: done, but an alarm stands: few articles; lead: 0%\n"
    )
    found["finish_reason"] = "memusage_exceeded"
    with pytest.raises(SystemExit) as end:
        end_by(crawler)
    assert end.value.code == 1
    end_by(SimpleNamespace(stats=SimpleNamespace(get_stats=lambda: GOOD, get_value=GOOD.get)))  # type: ignore[arg-type]


def test_a_crawl_whose_only_page_was_robots_txt() -> None:
    stats = {
        "robotstxt__response_status_count__200": 5,
        "newscrawl__failure": 3,
    }
    assert problem(**stats) == "no page could be read: see the table failures"
    assert problem(newscrawl__failure=3) is None


@pytest.mark.parametrize(
    ("settings", "is_shown"),
    [
        ({}, True),
        ({"LOG_LEVEL": "DEBUG"}, True),
        ({"LOG_LEVEL": "warning"}, False),
        ({"LOG_LEVEL": "nonsense"}, False),
        ({"LOG_ENABLED": False}, False),
        ({"LOG_FILE": "x.log"}, False),
    ],
)
def test_whether_the_log_prints_the_summary(settings: dict[str, Any], is_shown: bool) -> None:
    assert shows_summary(Settings({"LOG_LEVEL": "INFO", **settings})) is is_shown


@pytest.mark.parametrize(
    ("arguments", "settings", "code", "says"),
    [
        ({"discover": "luck"}, {}, 2, "discover: "),
        ({}, {"TEXT_DIGITS": "roman"}, 2, "TEXT_DIGITS: expected keep, latin or persian"),
        ({}, {"MONITOR_ACTIONS": "pigeon"}, 2, "MONITOR_ACTIONS: expected mail"),
        ({}, {"DATABASE_URL": "sqlite:////no/such/news.db"}, 1, "DATABASE_URL: cannot open"),
    ],
)
def test_a_crawl_that_could_not_work(
    url: str,
    capsys: pytest.CaptureFixture[str],
    arguments: dict[str, str],
    settings: dict[str, Any],
    code: int,
    says: str,
) -> None:
    with pytest.raises(SystemExit) as end:
        check_crawl(YjcSpider, arguments, Settings({"DATABASE_URL": url, **settings}))
    assert end.value.code == code
    assert capsys.readouterr().err.startswith(f"newscrawl: error: {says}")


def test_not_two_crawls_of_a_site(
    url: str, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings({"DATABASE_URL": url})
    check_crawl(YjcSpider, {}, settings)
    lock = SiteLock(url, "yjc")
    lock.acquire()
    with pytest.raises(SystemExit) as end:
        check_crawl(YjcSpider, {}, settings)
    lock.release()
    assert end.value.code == 1
    assert "another crawl of yjc is running" in capsys.readouterr().err
