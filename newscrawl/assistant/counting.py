"""The tools that count: over time, and words."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from newscrawl.arguments import ArgumentError
from newscrawl.assistant.answers import Day
from newscrawl.assistant.asking import (
    FromDate,
    OnePerStory,
    QueryText,
    Site,
    ToDate,
    Topic,
)
from newscrawl.assistant.figures import (
    StandingWord,
    TrendAnswer,
    TrendPeriod,
    TrendPoint,
    TrendSeries,
    WordsAnswer,
)
from newscrawl.assistant.source import ArchiveSource
from newscrawl.search import QueryError
from newscrawl.trends.shares import Point, Trend

#: Periods of all series together, in one answer.
MOST_POINTS: Final = 1000

Queries = Annotated[
    list[QueryText],
    Field(
        min_length=1, max_length=5, description="Queries to compare, as the tool search has them"
    ),
]
Length = Annotated[
    Literal["day", "week", "month", "year"],
    Field(description="How long a period is, in the Jalali calendar; a week begins on Saturday"),
]
SplitBy = Annotated[
    Literal["site", "topic", "agency"] | None,
    Field(description="Tell articles apart by site, by topic, or by the agency that they name"),
]
Top = Annotated[
    int, Field(ge=1, le=20, description="With split: so many values of each query, the largest")
]


WordsQuery = Annotated[QueryText | None, Field(description="Only articles that this query finds")]
Against = Annotated[
    Literal["query", "period", "site", "topic", "all"] | None,
    Field(
        description="What the articles are compared with: those that lack this one filter and meet "
        "the rest, or all that lack any; default: the first filter that is there"
    ),
]
MostWords = Annotated[
    int, Field(ge=1, le=50, description="At most so many words, and so many phrases")
]


class CountingTools:
    """Attention over time, and words that stand out."""

    def __init__(self, source: ArchiveSource) -> None:
        self._source = source

    def trend(
        self,
        queries: Queries,
        by: Length = "month",
        site: Site = None,
        topic: Topic = None,
        from_date: FromDate = None,
        to_date: ToDate = None,
        split: SplitBy = None,
        top: Top = 8,
        one_per_story: OnePerStory = False,
    ) -> TrendAnswer:
        """How much was written about something over time: how many articles match each query in
        each day, week, month or year, and which share of all articles that is. Compare shares, not
        numbers: the archive has more of some periods than of others. A period of which the archive
        knows nothing has no number, and a reason."""
        archive = self._source.open()
        self._source.check_site(archive, site)
        try:
            found = archive.trend(
                *queries,
                by=by,
                site=site,
                topic=topic,
                from_date=from_date,
                to_date=to_date,
                split=split,
                top=top,
                one_per_story=one_per_story,
            )
        except QueryError as error:
            raise ArgumentError("queries", str(error)) from None
        points = len(found.periods) * len(found.series)
        if points > MOST_POINTS:
            raise ArgumentError(
                "by",
                f"{len(found.periods):,} periods of {len(found.series):,} series are too many, at "
                f"most {MOST_POINTS:,} together: choose longer periods, fewer days, a lower top or "
                "fewer queries",
            )
        return TrendAnswer(
            by=by,
            split=split,
            periods=_periods(found),
            series=[
                TrendSeries(
                    query=series.query,
                    value=series.value,
                    matches=series.matches,
                    undated=series.undated,
                    points=[_point(point) for point in series.points],
                )
                for series in found.series
            ],
            left_out=found.left_out,
            coverage=self._source.coverage(archive, site, from_date, to_date),
        )

    def words(
        self,
        query: WordsQuery = None,
        site: Site = None,
        topic: Topic = None,
        from_date: FromDate = None,
        to_date: ToDate = None,
        against: Against = None,
        one_per_story: OnePerStory = False,
        limit: MostWords = 20,
    ) -> WordsAnswer:
        """Which words and phrases stand out in some articles against others: in those that a query
        finds, in a period, on a site, of a topic. At least one of these is needed. Of many articles
        a sample is read."""
        archive = self._source.open()
        self._source.check_site(archive, site)
        (found,) = archive.words(
            query,
            site=site,
            topic=topic,
            from_date=from_date,
            to_date=to_date,
            against=against,
            one_per_story=one_per_story,
            limit=limit,
        )
        return WordsAnswer(
            articles=found.articles,
            read=found.read,
            others=found.others,
            others_read=found.others_read,
            words=[StandingWord(**asdict(one)) for one in found.words],
            phrases=[StandingWord(**asdict(one)) for one in found.phrases],
            coverage=self._source.coverage(archive, site, from_date, to_date),
        )


def _periods(found: Trend) -> list[TrendPeriod]:
    return [
        TrendPeriod(
            period=one.name,
            first=Day.of(date.fromordinal(one.first)),
            last=Day.of(date.fromordinal(one.last)),
        )
        for one in found.periods
    ]


def _point(point: Point) -> TrendPoint:
    return TrendPoint(
        period=point.period.name,
        matches=point.matches,
        articles=point.articles,
        share=point.share,
        unknown_days=point.unknown_days,
        reason=None if point.reason is None else str(point.reason),
    )
