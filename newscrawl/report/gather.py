"""Reading the figures of the report, aggregated in SQL.

The results have one row for each site and day, and do not grow with the number of articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from newscrawl.database.clocks import possible
from newscrawl.database.dialect import is_number, list_elements, list_length
from newscrawl.database.reports import sites as known_sites
from newscrawl.database.schema import archive_days, articles, crawls, failures, revisions
from newscrawl.items import OPTIONAL_FIELDS as FIELDS
from newscrawl.report.figures import (
    CAPTURED_WITHIN,
    GAPS,
    Capture,
    CodeGap,
    Crawl,
    Figures,
    Scope,
    SiteFigures,
    jalali_name,
)
from newscrawl.report.gaps import day_gaps
from newscrawl.topics import label

#: Fields that are lists; an empty list means unknown.
LISTS = frozenset(("sections", "tags", "images"))
#: Minimum number of consecutive missing codes that count as a gap.
LEAST_CODE_GAP = 50
#: Number of tags, agencies and crawls that are listed.
TOP, CRAWLS = 20, 25


def gather(connection: sa.Connection, scope: Scope) -> Figures:
    """The figures of an archive."""
    names = [scope.site] if scope.site is not None else known_sites(connection)
    found = {name: SiteFigures(name) for name in names}
    _count_days(connection, scope, found)
    _count_failures(connection, scope, found)
    for site in found.values():
        _find_day_gaps(connection, scope, site)
        _find_code_gaps(connection, scope, site)
        site.capture = _capture(connection, scope, site.name)
    return Figures(
        made_at=datetime.now(UTC),
        scope=scope,
        sites=sorted(found.values(), key=lambda site: (-site.articles, site.name)),
        tags=_top_tags(connection, scope),
        agencies=_top_agencies(connection, scope),
        topics=_topics(connection, scope),
        crawls=list(_crawls(connection, scope)),
    )


# -- articles --------------------------------------------------------------------------


def _count_days(connection: sa.Connection, scope: Scope, found: dict[str, SiteFigures]) -> None:
    # Read the wide rows once into narrow ones, because sorting would copy whole articles.
    facts = (
        sa.select(
            articles.c.site,
            articles.c.published_jalali.label("day"),
            sa.case((articles.c.vanished_at.is_not(None), 1), else_=0).label("vanished"),
            sa.case((articles.c.revision > 1, 1), else_=0).label("revised"),
            *(sa.case((_has(connection, name), 1), else_=0).label(name) for name in FIELDS),
        )
        .where(*scope.conditions())
        .cte("facts")
        .prefix_with("MATERIALIZED")
    )
    told = ("vanished", "revised", *FIELDS)
    query = sa.select(
        facts.c.site, facts.c.day, sa.func.count(), *(sa.func.sum(facts.c[name]) for name in told)
    ).group_by(facts.c.site, facts.c.day)
    for name, day, count, *numbers in connection.execute(query):
        site, sums = found[name], dict(zip(told, map(int, numbers), strict=True))
        site.articles += count
        site.vanished += sums.pop("vanished")
        site.revised += sums.pop("revised")
        if day is None:
            site.undated += count
        else:
            site.days[day] = count
        month = site.coverage.setdefault((day or "")[:7], Counter())
        month.update(sums)
        month["articles"] += count


def _has(connection: sa.Connection, name: str) -> sa.ColumnElement[bool]:
    column = articles.c[name]
    if name not in LISTS:
        return column.is_not(None)
    return list_length(connection.dialect.name, column) > 0


def _top_tags(connection: sa.Connection, scope: Scope) -> list[tuple[str, int]]:
    tags = list_elements(connection.dialect.name, articles.c.tags, joins_implicitly=True)
    count = sa.func.count()
    query = (
        sa.select(tags.c.value, count)
        .select_from(articles)
        .where(*scope.conditions())
        .group_by(tags.c.value)
        .order_by(count.desc(), tags.c.value)
        .limit(TOP)
    )
    return [(str(name), count) for name, count in connection.execute(query)]


def _top_agencies(connection: sa.Connection, scope: Scope) -> list[tuple[str, int]]:
    count = sa.func.count()
    query = (
        sa.select(articles.c.agency, count)
        .where(articles.c.agency.is_not(None), *scope.conditions())
        .group_by(articles.c.agency)
        .order_by(count.desc(), articles.c.agency)
        .limit(TOP)
    )
    return [(str(name), count) for name, count in connection.execute(query)]


def _topics(connection: sa.Connection, scope: Scope) -> list[tuple[str, int]]:
    """By their Persian names, the most first."""
    count = sa.func.count()
    query = (
        sa.select(articles.c.topic, count)
        .where(articles.c.topic.is_not(None), *scope.conditions())
        .group_by(articles.c.topic)
        .order_by(count.desc(), articles.c.topic)
    )
    return [(label(name), count) for name, count in connection.execute(query)]


# -- gaps ------------------------------------------------------------------------------


def _find_day_gaps(connection: sa.Connection, scope: Scope, site: SiteFigures) -> None:
    query = sa.select(archive_days.c.day, archive_days.c.articles).where(
        archive_days.c.site == site.name,
        archive_days.c.day >= (jalali_name(scope.first) if scope.first else ""),
        archive_days.c.day <= (jalali_name(scope.last) if scope.last else "9999"),
    )
    site.listed = {row.day: row.articles for row in connection.execute(query)}
    site.day_gaps = day_gaps(site.days, site.listed)


def _find_code_gaps(connection: sa.Connection, scope: Scope, site: SiteFigures) -> None:
    numeric = is_number(articles.c.news_code)
    code = sa.case((numeric, sa.cast(articles.c.news_code, sa.BigInteger)))
    conditions = [articles.c.site == site.name, numeric, *scope.conditions()]
    ends = sa.select(sa.func.min(code), sa.func.max(code), sa.func.count()).where(*conditions)
    site.lowest_code, site.highest_code, site.coded = connection.execute(ends).one()
    # Only codes, which are in an index. The days of the few that are shown are looked up below.
    follower = sa.func.lead(code).over(order_by=code)
    pairs = sa.select(code.label("code"), follower.label("next")).where(*conditions).subquery()
    between = pairs.c.next - pairs.c.code - 1
    widest = connection.execute(
        sa.select(pairs.c.code, pairs.c.next)
        .where(between >= LEAST_CODE_GAP)
        .order_by(between.desc(), pairs.c.code)
        .limit(GAPS)
    )
    gaps = [(before, after) for before, after in widest]
    names = {str(code) for pair in gaps for code in pair}
    query = sa.select(articles.c.news_code, articles.c.published_jalali).where(
        articles.c.site == site.name, articles.c.news_code.in_(names)
    )
    days = {row.news_code: row.published_jalali for row in connection.execute(query)}
    site.code_gaps = [
        CodeGap(before + 1, after - 1, days.get(str(before)), days.get(str(after)))
        for before, after in gaps
    ]


# -- crawls ----------------------------------------------------------------------------


def _capture(connection: sa.Connection, scope: Scope, site: str) -> Capture:
    began = connection.scalar(
        sa.select(sa.func.min(crawls.c.started_at)).where(crawls.c.spider == site)
    )
    if began is None:
        return Capture([], None)
    first = revisions.alias()
    captured = sa.func.coalesce(first.c.fetched_at, articles.c.fetched_at)
    lag = _seconds(connection, captured) - _seconds(connection, articles.c.published_at)
    is_first = (first.c.article_id == articles.c.id) & (first.c.revision == 1)
    lags = (
        sa.select(lag.label("lag"))
        .select_from(articles.outerjoin(first, is_first))
        .where(
            articles.c.site == site,
            articles.c.published_at >= began,
            possible(captured, datetime.now(UTC)),
            ~sa.cast(articles.c.problems, sa.Text).contains("no time of day"),
            *scope.conditions(),
        )
        .subquery()
    )
    bounds = (*CAPTURED_WITHIN, None)
    place = sa.case(
        *((lags.c.lag <= bound, number) for number, bound in enumerate(CAPTURED_WITHIN)),
        else_=len(CAPTURED_WITHIN),
    )
    query = sa.select(place.label("place"), sa.func.count().label("number")).group_by(place)
    counted: dict[int, int] = {row.place: row.number for row in connection.execute(query)}
    classes = [counted.get(number, 0) for number in range(len(bounds))]
    middle = sa.select(lags.c.lag).order_by(lags.c.lag).offset(sum(classes) // 2).limit(1)
    median = connection.scalar(middle)
    return Capture(classes if any(classes) else [], None if median is None else float(median))


def _seconds(connection: sa.Connection, moment: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    if connection.dialect.name == "sqlite":
        return sa.cast(sa.func.strftime("%s", moment, type_=sa.Text), sa.Integer)
    return sa.extract("epoch", moment)


def _count_failures(connection: sa.Connection, scope: Scope, found: dict[str, SiteFigures]) -> None:
    missing = sa.func.sum(
        sa.case((failures.c.is_missing.is_(True) & failures.c.news_code.is_not(None), 1), else_=0)
    )
    query = sa.select(failures.c.site, failures.c.reason, sa.func.count(), missing).group_by(
        failures.c.site, failures.c.reason
    )
    if scope.site is not None:
        query = query.where(failures.c.site == scope.site)
    rows = [tuple(row) for row in connection.execute(query)]
    for name, reason, count, nobodys in sorted(rows, key=lambda row: (-row[2], row[1])):
        found[name].failures[reason] = count
        found[name].missing_codes += int(nobodys)


def _crawls(connection: sa.Connection, scope: Scope) -> Iterator[Crawl]:
    query = sa.select(crawls).order_by(crawls.c.run.desc())
    if scope.site is not None:
        query = query.where(crawls.c.spider == scope.site)
    for row in connection.execute(query.limit(CRAWLS)):
        stats = row.stats
        yield Crawl(
            run=row.run,
            site=row.spider,
            started_at=row.started_at,
            finished_at=row.finished_at,
            finish_reason=row.finish_reason,
            new=stats.get("newscrawl/new", 0),
            changed=stats.get("newscrawl/changed", 0),
            duplicates=stats.get("newscrawl/duplicate", 0),
            failures=stats.get("newscrawl/failure", 0),
            pages=stats.get("response_received_count", 0),
            alarms=stats.get("newscrawl/alarms", []),
        )
