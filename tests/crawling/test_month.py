"""A month of a newspaper that edits articles, takes them down and brings them back, is away for
hours and gets a new theme: what crawls with ``revisit=auto`` make of it.

What has to come out is worked out from the plan of the newspaper and from when the crawls are, by
:class:`Expected`, and not by anything of the crawler.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from newscrawl.changes.edits import EditedArticle
from newscrawl.database.changes.reading import (
    Change,
    ChangesPosition,
    changes_after,
    changes_position,
)
from newscrawl.database.reports import reading
from newscrawl.demo.month import Month
from newscrawl.demo.views import state_of
from tests.builders import let_pass
from tests.conftest import Database, Query, Scrapy, on_both, url_of
from tests.newspapers import serving

H, D = timedelta(hours=1), timedelta(days=1)
AGES = (H, 6 * H, D, 7 * D, 30 * D)
#: When the newspaper is crawled, since its month began.
CRAWLS = (
    H / 2, 3 * H, 10 * H, 30 * H, 54 * H, 4 * D, 7 * D + 2 * H, 8 * D, 12 * D + 3 * H,
    12 * D + 20 * H, 20 * D, 29 * D + 20 * H,
)  # fmt: skip
OPTIONS = ("-a", "revisit=auto", "-a", "discover=rss", "-s", "RETRY_ENABLED=0",
           "-s", "PROGRESS_ENABLED=0")  # fmt: skip


@dataclass
class Seen:
    """What crawls have seen of an article."""

    born: timedelta
    looked: timedelta
    #: How many of its edits it had when it was seen last.
    version: int
    #: What its page said of its state, as its ETag.
    state: bytes
    revision: int = 1
    vanished: timedelta | None = None
    #: It was missed twice, with time between.
    is_removed: bool = False
    #: An outage was in the way.
    is_owed: bool = False

    def is_due(self, now: timedelta) -> bool:
        starts = [one for one in (self.born, self.vanished) if one is not None]
        return any(self.looked < start + age <= now for start in starts for age in AGES)


@dataclass
class Expected:
    """What has to come of the crawls so far."""

    month: Month
    seen: dict[str, Seen] = field(default_factory=dict)
    #: Requests of articles in the last crawl: news code and status.
    asked: Counter[tuple[str, int]] = field(default_factory=Counter)
    stats: Counter[str] = field(default_factory=Counter)
    #: What ``scrapy changes`` tells only after it, and of which article.
    changes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def crawl(self, now: timedelta) -> None:
        self.asked, self.stats, self.changes = Counter(), Counter(), Counter()
        outage = self.month.outage(now)
        stories = {str(story.code): story for story in self.month.at(now).stories}
        for code, one in self.seen.items():
            if not (one.is_due(now) or (one.is_owed and outage is None)):
                continue
            self.stats["revisited"] += 1
            one.looked = now
            one.is_owed = outage is not None
            if outage is not None:
                self.asked[code, outage.reply.status] += 1
                self.stats["revisited/failed"] += 1
            elif code in stories:
                self._look(code, one, state_of(stories[code]))
            else:
                self._miss(code, one, now)
        for code, story in stories.items() if outage is None else ():
            if code not in self.seen:
                self.asked[code, 200] += 1
                self.stats["new"] += 1
                version = self.month.version(code, now)
                born = self.month.appeared(code)
                self.seen[code] = Seen(born, now, version, state_of(story))

    def _look(self, code: str, one: Seen, state: bytes) -> None:
        version = self.month.version(code, one.looked)
        is_stable = int(code) in {story.code for story in self.month.stories[::2]}
        self.asked[code, 304 if is_stable and state == one.state else 200] += 1
        self.stats["revisited/back"] += one.vanished is not None
        is_edited = version != one.version
        self.stats[f"revisited/{'edited' if is_edited else 'unchanged'}"] += 1
        one.revision += is_edited
        self.changes["edited", code] += is_edited
        self.changes["back", code] += one.is_removed
        one.vanished, one.is_removed, one.version, one.state = None, False, version, state

    def _miss(self, code: str, one: Seen, now: timedelta) -> None:
        status = {"not_found": 404, "gone": 410, "error_page": 200}
        self.asked[code, status[self.month.removal(code, now) or ""]] += 1
        self.stats["revisited/vanished" if one.vanished is None else "revisited/missing"] += 1
        is_second = one.vanished is not None and not one.is_removed
        self.changes["removed", code] += is_second
        one.is_removed |= is_second
        one.vanished = now if one.vanished is None else one.vanished


def told(change: Change) -> tuple[str, str]:
    """What a change is, as :attr:`Expected.changes` has it."""
    code = change.article.news_code or ""
    if isinstance(change, EditedArticle):
        assert change.edit.fields
        return "edited", code
    return "back" if change.is_back else "removed", code


@on_both
def test_every_change_is_found_by_the_first_crawl_that_may_look_and_no_other(
    scrapy: Scrapy, query: Query, database: Database
) -> None:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    expected, before = Expected(Month()), CRAWLS[0]
    found: Counter[str] = Counter()
    position = ChangesPosition()
    for moment in CRAWLS:
        if moment != before:
            let_pass(database, moment - before)
        before = moment
        month = Month(start=now - moment)
        expected.month = month
        expected.crawl(moment)
        with serving(month.at(moment)) as newspaper:
            done = scrapy("crawl", "demo", "-a", f"base_url={newspaper.url}", *OPTIONS)
        assert done.returncode in ((0,) if month.outage(moment) is None else (1, 3)), done.stderr
        assert Counter(newspaper.articles) == expected.asked, moment
        (row,) = query("SELECT stats FROM crawls ORDER BY run DESC LIMIT 1")
        stats = json.loads(row["stats"])
        wanted = {name: count for name, count in expected.stats.items() if count}
        names = ("new", "revisited", *(name for name in stats if "/revisited/" in name))
        names = tuple(name.removeprefix("newscrawl/") for name in names)
        counted = {name: stats.get(f"newscrawl/{name}") for name in names}
        assert {n: c for n, c in counted.items() if c} == wanted, moment
        found.update(wanted)
        with reading(url_of(database)) as connection:
            changes = [told(change) for change in changes_after(connection, position)]
            position = changes_position(connection)
        assert Counter(changes) == +expected.changes, moment
        found.update(name for name, _ in changes)
        rows = query("SELECT news_code, revision, vanished_at FROM articles")
        assert {row["news_code"]: row["revision"] for row in rows} == {
            code: one.revision for code, one in expected.seen.items()
        }, moment
        assert {row["news_code"] for row in rows if row["vanished_at"]} == {
            code for code, one in expected.seen.items() if one.vanished is not None
        }, moment
        assert not query("SELECT * FROM alarms WHERE over_at IS NULL") or month.outage(moment)
    versions = Counter(row["news_code"] for row in query("SELECT news_code FROM revisions"))
    assert versions == {
        code: one.revision - 1 for code, one in expected.seen.items() if one.revision > 1
    }
    # Of everything that can happen something did.
    for name in ("edited", "vanished", "missing", "back", "unchanged", "failed"):
        assert found[f"revisited/{name}"] > 0, name
    for name in ("edited", "removed", "back"):
        assert found[name] > 0, name
    # All at once, as the command has them.
    done = scrapy("changes", "--from-date", f"{now - 40 * D:%Y-%m-%d}", "--json")
    assert done.returncode == 0, done.stderr
    kinds_told = Counter(change["kind"] for change in json.loads(done.stdout))
    assert kinds_told == Counter(
        edited=found["edited"], vanished=found["removed"], back=found["back"]
    )
    kinds = {event.kind for event in expected.month.plan if event.code in expected.seen}
    assert len(kinds) == 12
