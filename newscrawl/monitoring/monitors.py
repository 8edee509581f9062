"""Spidermon's monitors of a finished crawl: is it as the site's own past lets us expect?

What they find wrong goes to the stat ``newscrawl/alarms``, and to the table ``alarms`` when the end
of the crawl is recorded; while an alarm stands, ``scrapy crawl`` ends with 3.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from spidermon import Monitor, MonitorSuite
from spidermon.contrib.scrapy.extensions import Spidermon
from spidermon.results.monitor import MonitorResult
from spidermon.runners import MonitorRunner
from spidermon.settings import MONITOR

from newscrawl.crawling.components import has_archive
from newscrawl.crawling.extension import ArchiveExtension
from newscrawl.crawling.summary import STOPPED, problem_of
from newscrawl.database.alarms import END_OF_CRAWL
from newscrawl.items import OPTIONAL_FIELDS, Article
from newscrawl.monitoring.actions import load_actions
from newscrawl.monitoring.alarms import (
    articles_tell,
    coverage_fallen,
    failures_risen,
    few_articles,
    shares_tell,
)
from newscrawl.monitoring.past import HAVING, Past, failed, having
from newscrawl.private import monitored_data, run_suites_by

logger = logging.getLogger(__name__)

#: The stat with what is wrong: a list of lines.
ALARMS = "newscrawl/alarms"


class Monitors(Spidermon):  # type: ignore[misc]
    """Spidermon, without its thirty lines of log and forty stats for every crawl."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        run_suites_by(self, self.run_suites)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not has_archive(crawler):
            raise NotConfigured
        monitors: Self = super().from_crawler(crawler)
        crawler.signals.connect(monitors.count_fields, signals.item_scraped)
        return monitors

    def count_fields(self, item: Any) -> None:
        if isinstance(item, Article):
            for name in OPTIONAL_FIELDS:
                if getattr(item, name):
                    self.crawler.stats.inc_value(HAVING + name)

    def run_suites(self, spider: Spider, suites: list[MonitorSuite]) -> None:
        if not suites:  # as when a crawl begins
            return
        data = monitored_data(self, spider) | {"past": Past(self.crawler)}
        for suite in suites:
            result = MonitorRunner().run(suite, **data)
            for done in result.monitors_failed_action_results:
                if done.error:
                    reason = done.error.strip().splitlines()[-1]
                    logger.error("%s failed: %s", done.item.name, reason)


class CrawlMonitor(Monitor):  # type: ignore[misc]
    """Each test is a monitor; it fails when an alarm begins, and not while it stands."""

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

    @property
    def past(self) -> Past:
        past: Past = self.data.past
        return past

    def test_finish_reason(self) -> None:
        reason = self.stats.get("finish_reason")
        if reason != STOPPED:  # whoever stopped it knows
            self._tell({END_OF_CRAWL: problem_of(self.stats)})

    def test_number_of_articles(self) -> None:
        # A crawl that a limit ended has not seen all articles.
        days = self.past.days(self.stats.get("newscrawl/new", 0))
        if days is None or self.stats.get("finish_reason") != "finished":
            return
        today, before = days
        least = self.settings.getint("MONITOR_ARTICLES_LEAST")
        ratio = self.settings.getfloat("MONITOR_ARTICLES_RATIO")
        if articles_tell(before, least=least):
            self._tell({"articles": few_articles(today, before, ratio=ratio, least=least)})

    def test_coverage_of_fields(self) -> None:
        drop = self.settings.getfloat("MONITOR_COVERAGE_DROP")
        ratios = {
            name: (having(self.stats, name), having(self.past.sums, name))
            for name in OPTIONAL_FIELDS
        }
        self._tell(
            {
                f"coverage of {name}": coverage_fallen(name, now, past, drop=drop)
                for name, (now, past) in ratios.items()
                if shares_tell(now, past)
            }
        )

    def test_failures(self) -> None:
        rise = self.settings.getfloat("MONITOR_FAILURES_RISE")
        now, past = failed(self.stats), failed(self.past.sums)
        if shares_tell(now, past):
            self._tell({"failures": failures_risen(now, past, rise=rise)})

    def _tell(self, findings: Mapping[str, str | None]) -> None:
        """Report what was found; fails, for Spidermon, if an alarm begins.

        Args:
            findings: what a monitor watches → what is wrong with it, ``None`` if nothing is.
        """
        extension = self.data.crawler.get_extension(ArchiveExtension)
        extension.findings |= findings
        begins = []
        for watched, problem in findings.items():
            if problem is None:
                continue
            stands = watched in self.past.standing
            logger.warning("Alarm%s: %s", " stands" if stands else "", problem)
            found = self.data.crawler.stats.get_value(ALARMS, [])
            self.data.crawler.stats.set_value(ALARMS, [*found, problem])
            begins += [] if stands else [problem]
        if begins:
            self.alarm = "; ".join(begins)
            raise self.failureException(self.alarm)


class CrawlSuite(MonitorSuite):  # type: ignore[misc]
    """The monitors, and the actions of ``MONITOR_ACTIONS``, which run if one failed."""

    monitors = (CrawlMonitor,)

    def __init__(self, *args: Any, crawler: Crawler | None = None, **kwargs: Any) -> None:
        actions = load_actions(crawler.settings) if crawler is not None else []
        super().__init__(*args, crawler=crawler, monitors_failed_actions=actions, **kwargs)
        self.crawler = crawler

    def on_monitors_finished(self, result: MonitorResult) -> None:
        for broken in result.monitors_failed_results:
            if broken.status == MONITOR.STATUS.ERROR:  # not one that raised an alarm
                logger.error("A monitor broke: %s", broken.error.strip().splitlines()[-1])
