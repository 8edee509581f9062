"""The tools that say what the archive has, and what it lacks."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from newscrawl.assistant import notes
from newscrawl.assistant.answers import Day, day, moment
from newscrawl.assistant.asking import MOST, FromDate, Limit, Offset, OneSite, ToDate
from newscrawl.assistant.figures import (
    CoverageAnswer,
    GapOfDays,
    LackingDay,
    SiteLine,
    SitesAnswer,
    StandingProblem,
)
from newscrawl.assistant.source import ArchiveSource, today_in_tehran
from newscrawl.database.fleet import FleetSite
from newscrawl.library.filters import days_of
from newscrawl.persian.calendar import in_tehran
from newscrawl.trends.gaps import Unknown

NameLike = Annotated[
    str | None, Field(max_length=100, description="Only sites with this in their name or title")
]


class CoveringTools:
    """Sites, and what is missing of them."""

    def __init__(self, source: ArchiveSource) -> None:
        self._source = source

    def sites(self, name: NameLike = None, limit: Limit = MOST, offset: Offset = 0) -> SitesAnswer:
        """The news sites of the archive: their names for other tools, how many articles are stored
        of which days, and how their crawls are."""
        fleet = self._source.open().fleet()
        titles = self._source.titles([one.site for one in fleet.sites])
        wanted = "" if name is None else name.strip().lower()
        found = [
            one
            for one in sorted(fleet.sites, key=lambda one: one.site)
            if wanted in one.site.lower() or wanted in titles.get(one.site, "").lower()
        ]
        page = found[offset : offset + limit]
        end = offset + len(page)
        return SitesAnswer(
            sites=[_line(one, titles.get(one.site)) for one in page],
            total=len(found),
            next_offset=end if page and end < len(found) else None,
        )

    def coverage(
        self, site: OneSite, from_date: FromDate = None, to_date: ToDate = None
    ) -> CoverageAnswer:
        """What the archive has of a site, and what it lacks: since when and until when, of how many
        articles that the site names, days without articles, and how its crawls are. Ask this before
        you take "no article" for "nothing happened"."""
        archive = self._source.open()
        self._source.check_site(archive, site)
        since, until = days_of(from_date, to_date)
        known = archive.coverage(site, from_date=since, to_date=until)
        lacking = sorted(known.incomplete, key=lambda one: (one.stored - one.listed, one.day))
        return CoverageAnswer(
            site=site,
            title=self._source.titles([site]).get(site),
            stored=known.stored,
            undated=known.undated,
            stored_from=day(known.first_stored),
            stored_to=day(known.last_stored),
            named_by_site=known.totals,
            looked_at_from=day(known.first),
            looked_at_to=day(known.last),
            articles=known.articles,
            empty_days=known.empty,
            missing_days=known.missing,
            gaps=[_gap(gap) for gap in notes.longest(known.unknown)[:MOST]],
            gaps_total=len(known.unknown),
            incomplete_days=[
                LackingDay(day=Day.of(one.day), listed=one.listed, stored=one.stored)
                for one in lacking[:MOST]
            ],
            incomplete_days_total=len(lacking),
            state=str(known.health.state),
            why=known.health.why,
            alarms=[
                StandingProblem(
                    problem=alarm.problem, since=in_tehran(alarm.began_at).isoformat("T", "seconds")
                )
                for alarm in known.alarms[:MOST]
            ],
            first_crawl_at=moment(known.first_crawl_at),
            last_crawl_at=moment(known.health.last_crawl_at),
            last_good_crawl_at=moment(known.health.last_success_at),
            pages_to_fetch=known.health.pending + known.health.waiting,
            failed_pages=dict([*known.health.failures.items()][:MOST]),
            coverage=list(notes.of_site(known, since, until, today_in_tehran())),
        )


def _line(one: FleetSite, title: str | None) -> SiteLine:
    return SiteLine(
        site=one.site,
        title=title,
        articles=one.articles,
        first_day=day(one.oldest_at and in_tehran(one.oldest_at).date()),
        last_day=day(one.newest_at and in_tehran(one.newest_at).date()),
        state=str(one.state),
        why=one.why,
        last_good_crawl_at=moment(one.last_success_at),
    )


def _gap(gap: Unknown) -> GapOfDays:
    return GapOfDays(
        first=Day.of(date.fromordinal(gap.first)),
        last=Day.of(date.fromordinal(gap.last)),
        days=gap.last - gap.first + 1,
        reason=str(gap.reason),
    )
