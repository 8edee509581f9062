"""Spidermon's monitors of a crawl that is over: is it as the site's own past lets expect?

What they find wrong goes to the stat ``newscrawl/alarms``, and with the stats to the table
``crawls``; ``scrapy crawl`` ends with 1.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object
from spidermon import Monitor, MonitorSuite
from spidermon.contrib.scrapy.extensions import Spidermon
from spidermon.core.actions import Action
from spidermon.exceptions import NotConfigured
from spidermon.results.monitor import MonitorResult
from spidermon.runners import MonitorRunner

from newscrawl.arguments import ArgumentError
from newscrawl.database.history import by_day, earlier_crawls
from newscrawl.extensions.archive import ArchiveExtension
from newscrawl.health import Share, coverage_fallen, failures_risen, few_articles
from newscrawl.items import OPTIONAL_FIELDS, Article
from newscrawl.summary import GOOD_REASONS

logger = logging.getLogger(__name__)

#: The stat that has what is wrong: a list of lines.
ALARMS = "newscrawl/alarms"
#: Stats: how many of the articles that were stored, new and changed ones, have a field.
HAVING = "newscrawl/having/"
#: Short names for Spidermon's actions in ``MONITOR_ACTIONS``.
ACTIONS = {
    "mail": "spidermon.contrib.actions.email.smtp.SendSmtpEmail",
    "slack": "spidermon.contrib.actions.slack.notifiers.SendSlackMessageSpiderFinished",
    "telegram": "spidermon.contrib.actions.telegram.notifiers.SendTelegramMessageSpiderFinished",
}


class Monitors(Spidermon):  # type: ignore[misc]
    """Spidermon, without its thirty lines of log and forty stats for every crawl."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        monitors: Self = super().from_crawler(crawler)
        crawler.signals.connect(monitors.count_fields, signals.item_scraped)
        return monitors

    def count_fields(self, item: Any) -> None:
        if isinstance(item, Article):
            for name in OPTIONAL_FIELDS:
                if getattr(item, name):
                    self.crawler.stats.inc_value(HAVING + name)

    def _run_suites(self, spider: Spider, suites: list[MonitorSuite]) -> None:
        data = self._generate_data_for_spider(spider)
        for suite in suites:
            result = MonitorRunner().run(suite, **data)
            for done in result.monitors_failed_action_results:
                if done.error:
                    reason = done.error.strip().splitlines()[-1]
                    logger.error("%s failed: %s", done.item.name, reason)


class Past:
    """Stats of the crawls before that went over the same."""

    def __init__(self, crawler: Crawler) -> None:
        extension = crawler.get_extension(ArchiveExtension)
        assert extension is not None
        self.now = datetime.now(UTC)
        days = timedelta(days=crawler.settings.getint("MONITOR_HISTORY_DAYS"))
        query = earlier_crawls(extension.run, self.now - days)
        rows = [tuple(row) for row in extension.archive.rows(query)]
        self.crawls: list[tuple[datetime, datetime | None, dict[str, Any]]] = rows

    @cached_property
    def sums(self) -> Counter[str]:
        """The sum of each number in the stats."""
        sums: Counter[str] = Counter()
        for _, _, stats in self.crawls:
            # A crawl from before fields were counted would look as if it had none.
            if any(name.startswith(HAVING) for name in stats) or not _stored(stats):
                sums.update({n: v for n, v in stats.items() if isinstance(v, int)})
        return sums

    def days(self, today: int) -> tuple[int, list[int]] | None:
        """New articles of the last 24 hours with this crawl's, and of each day before; ``None`` if
        a crawl of the last 24 hours was killed: nobody knows how many it stored."""
        ends = [(self.now, today)]
        for start, end, stats in self.crawls:
            if end is None and self.now - start < timedelta(days=1):
                return None
            if end is not None:
                ends.append((end, stats.get("newscrawl/new", 0)))
        return by_day(ends, self.now)


class CrawlMonitor(Monitor):  # type: ignore[misc]
    """Each test is a monitor: what it fails with is an alarm."""

    alarm: str | None = None

    @property
    def name(self) -> str:
        """What is wrong: Spidermon's messages have the names of monitors, and no reasons."""
        name: str = self.alarm or super().name
        return name

    @property
    def stats(self) -> Mapping[str, Any]:
        stats: Mapping[str, Any] = self.data.crawler.stats.get_stats()
        return stats

    @property
    def settings(self) -> BaseSettings:
        settings: BaseSettings = self.data.crawler.settings
        return settings

    @cached_property
    def past(self) -> Past:
        return Past(self.data.crawler)

    def test_finish_reason(self) -> None:
        reason = self.stats.get("finish_reason")
        self._tell(None if reason in GOOD_REASONS else f"the crawl did not finish: {reason}")

    def test_number_of_articles(self) -> None:
        # One that a limit ended has not seen all.
        days = self.past.days(self.stats.get("newscrawl/new", 0))
        if days is not None and self.stats.get("finish_reason") == "finished":
            self._tell(
                few_articles(
                    *days,
                    ratio=self.settings.getfloat("MONITOR_ARTICLES_RATIO"),
                    least=self.settings.getint("MONITOR_ARTICLES_LEAST"),
                )
            )

    def test_coverage_of_fields(self) -> None:
        drop = self.settings.getfloat("MONITOR_COVERAGE_DROP")
        fallen = [
            coverage_fallen(
                name,
                Share(self.stats.get(HAVING + name, 0), _stored(self.stats)),
                Share(self.past.sums[HAVING + name], _stored(self.past.sums)),
                drop=drop,
            )
            for name in OPTIONAL_FIELDS
        ]
        self._tell("; ".join(filter(None, fallen)))

    def test_failures(self) -> None:
        rise = self.settings.getfloat("MONITOR_FAILURES_RISE")
        self._tell(failures_risen(_failed(self.stats), _failed(self.past.sums), rise=rise))

    def _tell(self, problem: str | None) -> None:
        self.alarm = problem
        if problem:
            raise self.failureException(problem)


def load_actions(settings: BaseSettings) -> list[type[Action]]:
    """The classes of ``MONITOR_ACTIONS``.

    Raises:
        ArgumentError: if one is unknown, lacks a library or one of its settings.
    """
    found = []
    for name in settings.getlist("MONITOR_ACTIONS"):
        try:
            action = load_object(ACTIONS.get(name, name))
            action.from_crawler(SimpleNamespace(settings=settings))
        except ModuleNotFoundError as error:
            where = f"{error.name} is missing: pip install 'newscrawl[alarms]'"
            raise ArgumentError("MONITOR_ACTIONS", f"{name}: {where}") from error
        except NotConfigured as error:
            raise ArgumentError("MONITOR_ACTIONS", f"{name}: {error}") from error
        except (ValueError, NameError, AttributeError, TypeError) as error:
            known = f"{', '.join(ACTIONS)} or the path of a Spidermon action"
            raise ArgumentError("MONITOR_ACTIONS", f"expected {known}, got {name!r}") from error
        found.append(action)
    return found


class CrawlSuite(MonitorSuite):  # type: ignore[misc]
    """The monitors, and the actions of ``MONITOR_ACTIONS`` for when one has failed."""

    monitors = (CrawlMonitor,)

    def __init__(self, *args: Any, crawler: Crawler | None = None, **kwargs: Any) -> None:
        actions = load_actions(crawler.settings) if crawler is not None else []
        super().__init__(*args, crawler=crawler, monitors_failed_actions=actions, **kwargs)

    def on_monitors_finished(self, result: MonitorResult) -> None:
        alarms = [_reason(failed) for failed in result.monitors_failed_results]
        if alarms and self._crawler is not None:
            self._crawler.stats.set_value(ALARMS, alarms)
            for alarm in alarms:
                logger.warning("Alarm: %s", alarm)


def _stored(stats: Mapping[str, Any]) -> int:
    """How many articles were stored, new and changed ones."""
    stored: int = stats.get("newscrawl/new", 0) + stats.get("newscrawl/changed", 0)
    return stored


def _failed(stats: Mapping[str, Any]) -> Share:
    """Of the pages that ended as something, how many failed."""
    outcomes = [stats.get(f"newscrawl/{name}", 0) for name in ("new", "changed", "duplicate")]
    failures = stats.get("newscrawl/failure", 0)
    return Share(failures, failures + sum(outcomes))


def _reason(failed: Any) -> str:
    """What a monitor says is wrong; of one that broke, the exception."""
    text: str = failed.reason or failed.error or "unknown"
    return text.strip().splitlines()[-1]
