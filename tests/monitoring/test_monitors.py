"""Monitors in a crawl: what they find is stored, shown, told once and ends the crawl with 3."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from scrapy.settings import Settings
from spidermon.core.actions import Action

from newscrawl.database import ArchiveWriter
from newscrawl.database.schema import crawls
from newscrawl.items import OPTIONAL_FIELDS
from newscrawl.monitoring.monitors import ALARMS, CrawlSuite, Monitors
from newscrawl.monitoring.past import HAVING
from tests.builders import writing
from tests.conftest import Query, run_scrapy

GOOD = {
    "finish_reason": "finished",
    "downloader/response_status_count/200": 110,
    "newscrawl/new": 50,
    "newscrawl/duplicate": 50,
    "newscrawl/failure": 2,
    **{HAVING + name: 45 for name in OPTIONAL_FIELDS},
}
told: list[list[str]] = []


class Tell(Action):  # type: ignore[misc]
    """An action that tells this test."""

    def run_action(self) -> None:
        told.append([failed.item.name for failed in self.result.monitors_failed_results])


class Break(Action):  # type: ignore[misc]
    def run_action(self) -> None:
        raise OSError("no route to Slack")


class Stats(dict[str, Any]):
    def get_stats(self) -> dict[str, Any]:
        return self

    set_value = dict.__setitem__
    get_value = dict.get


class Crawler:
    """What the monitors ask of a crawler."""

    def __init__(
        self, archive: ArchiveWriter, stats: dict[str, Any], settings: dict[str, Any]
    ) -> None:
        self.settings = Settings()
        self.settings.setmodule("newscrawl.settings", priority="project")
        self.settings.setdict(settings, priority="cmdline")
        self.stats = Stats(stats)
        self.archive = archive
        self.run = archive.start_crawl("yjc", {}, "front,rss")
        self.findings: dict[str, str | None] = {}

    def get_extension(self, cls: type) -> Any:
        return self  # has what is asked of ArchiveExtension


def past(
    archive: ArchiveWriter,
    days: float,
    stats: dict[str, Any],
    *,
    site: str = "yjc",
    scope: str = "front,rss",
    is_killed: bool = False,
) -> None:
    """A crawl of some days ago."""
    run = archive.start_crawl(site, {}, scope)
    if not is_killed:
        archive.finish_crawl(run, "finished", stats)
    at = datetime.now(UTC) - timedelta(days=days)
    values = {"started_at": at, **({} if is_killed else {"finished_at": at})}
    with archive.engine.begin() as connection:
        connection.execute(sa.update(crawls).where(crawls.c.run == run).values(values))


def alarms(
    database: Path,
    stats: dict[str, Any],
    *,
    days: int = 10,
    today: bool = True,
    killed: bool = False,
    **settings: Any,
) -> list[str]:
    """What the monitors say of a crawl after some good days with ten crawls each, and today."""
    with writing(database) as archive:
        for day in range(days, -1 if today else 0, -1):
            for hour in range(10):
                past(archive, day + 0.9 - hour / 24, GOOD)
        if killed:
            past(archive, 0.1, {}, is_killed=True)
        crawler: Any = Crawler(archive, stats, settings)
        monitors = Monitors.__new__(Monitors)
        monitors.crawler = crawler
        monitors._generate_data_for_spider = lambda spider: {
            "crawler": crawler, "stats": crawler.stats, "spider": spider,
        }  # fmt: skip
        monitors.run_suites(None, [CrawlSuite(crawler=crawler)])
    found: list[str] = crawler.stats.get(ALARMS, [])
    return found


NO_LEADS = {**GOOD, f"{HAVING}lead": 0}


@pytest.mark.parametrize(
    ("stats", "says"),
    [
        (GOOD, []),
        ({**GOOD, "finish_reason": "memusage_exceeded"}, ["the crawl did not finish: memusage"]),
        ({**GOOD, "finish_reason": "shutdown"}, []),  # Ctrl-C: whoever stopped it knows
        (NO_LEADS, ["lead: 0% of 50 articles have it, usually 90%"]),
        ({**GOOD, "newscrawl/failure": 90}, ["90 of 190 pages failed (47%), usually 2%"]),
    ],
)
def test_alarms(database: Path, stats: dict[str, Any], says: list[str]) -> None:
    found = alarms(database, stats)
    assert len(found) == len(says)
    for alarm, start in zip(found, says, strict=True):
        assert alarm.startswith(start)


QUIET = {"finish_reason": "finished", "newscrawl/duplicate": 50, "newscrawl/new": 1}


@pytest.mark.parametrize(
    ("stats", "options", "says"),
    [
        (QUIET, {}, ["1 new articles in 24 hours, usually 500"]),
        (QUIET, {"killed": True}, []),  # nobody knows what it stored
        (QUIET, {"days": 6}, []),
        (QUIET, {"MONITOR_ARTICLES_LEAST": 501}, []),
        ({**QUIET, "finish_reason": "closespider_itemcount"}, {}, []),
    ],
)
def test_a_day_with_few_articles(
    database: Path, stats: dict[str, Any], options: dict[str, Any], says: list[str]
) -> None:
    assert alarms(database, stats, today=False, **options) == says


def test_a_first_crawl_raises_no_alarm(database: Path) -> None:
    poor = {**GOOD, "newscrawl/new": 200, "newscrawl/failure": 200, HAVING + "lead": 0}
    assert alarms(database, poor, days=0, today=False) == []


def test_actions_are_run_and_one_that_breaks_is_logged(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told.clear()
    actions = [f"{__name__}.Tell", f"{__name__}.Break"]
    (alarm,) = alarms(database, NO_LEADS, MONITOR_ACTIONS=actions)
    assert told == [[alarm]]
    assert "Break failed: OSError: no route to Slack" in caplog.text
    assert f"Alarm: {alarm}" in caplog.text


def test_without_an_alarm_nobody_is_told(database: Path) -> None:
    told.clear()
    assert alarms(database, GOOD, MONITOR_ACTIONS=[f"{__name__}.Tell"]) == []
    assert told == []


def test_a_crawl_with_an_alarm_ends_with_3_and_is_shown(
    database: Path, query: Query, base_url: str
) -> None:
    with writing(database) as archive:
        for day in range(1, 9):
            past(archive, day + 0.5, {"newscrawl/new": 4000}, site="roozplus", scope="rss")
    result = run_scrapy(
        database, "crawl", "roozplus", "-a", f"base_url={base_url}", "-a", "discover=rss"
    )
    assert result.returncode == 3
    stored = query("SELECT count(*) AS number FROM articles")[0]["number"]
    said = f"{stored} new articles in 24 hours, usually 4000"
    assert result.stderr.splitlines()[-1] == (f"newscrawl: done, but an alarm stands: {said}")
    assert json.loads(query("SELECT stats FROM crawls")[-1]["stats"])[ALARMS] == [said]
    (site,) = json.loads(run_scrapy(database, "status", "roozplus", "--json").stdout)
    assert site["last_runs"][0]["alarms"] == [said]
