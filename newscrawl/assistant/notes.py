"""What the archive lacks, in sentences: so that nobody takes a gap for silence. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from newscrawl.assistant.texts import in_one_line
from newscrawl.database.coverage import SiteCoverage
from newscrawl.database.judgement import Health
from newscrawl.persian.calendar import in_tehran
from newscrawl.trends.gaps import Unknown
from newscrawl.trends.periods import jalali_day

#: So many gaps, and so many sites, are named in a sentence.
FEW = 3


def of_site(
    known: SiteCoverage, since: date | None, until: date | None, today: date
) -> Iterator[str]:
    """What the archive lacks of a site in some days.

    Args:
        since: the first day that was asked for.
        until: the last one.
        today: in Tehran.
    """
    site, first, last = known.site, known.first_stored, known.last_stored
    if first is None or last is None:
        yield f"The archive has no dated article of {site}."
    else:
        if since is None or since < first:
            yield f"The archive has nothing of {site} before {said(first)}."
        if last < _expected(until, today):
            yield f"The archive has nothing of {site} after {said(last)}."
    if gaps := longest(_joined(known.unknown)):
        is_missing = "is missing" if known.missing == 1 else "are missing"
        more = f" and {len(gaps) - FEW:,} more gaps" if len(gaps) > FEW else ""
        named = ", ".join(map(_named, gaps[:FEW]))
        yield f"Of {site} {_many(known.missing, 'day')} {is_missing}: {named}{more}."
    if known.incomplete:
        lacking = sum(one.listed - one.stored for one in known.incomplete)
        days, lack = len(known.incomplete), "lacks" if len(known.incomplete) == 1 else "lack"
        yield f"{_many(days, 'day')} of {site} {lack} {_many(lacking, 'article')} that it lists."
    for way, total in known.totals.items():
        if total > known.stored:
            yield f"{known.stored:,} of {total:,} articles that {site} names ({way}) are stored."
    if (waiting := known.health.pending + known.health.waiting) > 0:
        yield f"Still to be fetched of {site}: {_many(waiting, 'known page')}."
    if known.undated and (since or until):
        has, are = ("has", "is") if known.undated == 1 else ("have", "are")
        number = _many(known.undated, "article")
        yield f"{number} of {site} {has} no date, and {are} in no period."
    if known.health.state != Health.WELL:
        state = "in alarm" if known.health.state == Health.ALARM else "late"
        moment = known.health.since
        began = "" if moment is None else f" since {said(in_tehran(moment).date())}"
        yield f"The crawls of {site} are {state}{began}: {in_one_line(known.health.why or '')}"


def of_all(
    spans: Mapping[str, tuple[date | None, date | None]],
    since: date | None,
    until: date | None,
    today: date,
) -> Iterator[str]:
    """What the archive lacks of many sites, by their first and last days alone."""
    empty = [site for site, (first, _) in spans.items() if first is None]
    if empty:
        yield f"The archive has no dated article of {_few(empty, len(spans))}."
    if since is not None:
        late = [
            f"{site} (from {said(first)})"
            for site, (first, _) in spans.items()
            if first and since < first
        ]
        if late:
            yield f"Not from the first day on: {_few(late, len(spans))}."
    expected = _expected(until, today)
    ended = [
        f"{site} (until {said(last)})"
        for site, (_, last) in spans.items()
        if last and last < expected
    ]
    if ended:
        yield f"Not to the last day: {_few(ended, len(spans))}."
    yield "Days that are missing in between are told by the tool coverage, for each site."


def longest(gaps: Sequence[Unknown]) -> list[Unknown]:
    """The longest gaps first."""
    return sorted(gaps, key=lambda gap: (gap.first - gap.last, gap.first))


def _joined(gaps: Iterable[Unknown]) -> list[Unknown]:
    """Gaps that follow each other as one, for whatever reasons."""
    found: list[Unknown] = []
    for gap in gaps:
        if found and found[-1].last + 1 == gap.first:
            found[-1] = replace(found[-1], last=gap.last)
        else:
            found.append(gap)
    return found


def said(day: date) -> str:
    """
    >>> said(date(2021, 7, 13))
    '1400-04-22 (2021-07-13)'
    """
    return f"{jalali_day(day)} ({day.isoformat()})"


def _expected(until: date | None, today: date) -> date:
    """The day of which there should be articles. Today is not over yet."""
    return until if until is not None and until < today else today - timedelta(days=1)


def _named(gap: Unknown) -> str:
    first, last = said(date.fromordinal(gap.first)), said(date.fromordinal(gap.last))
    return first if gap.first == gap.last else f"{first} to {last}"


def _many(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def _few(names: Sequence[str], of: int) -> str:
    more = f" and {len(names) - FEW:,} more" if len(names) > FEW else ""
    return f"{', '.join(names[:FEW])}{more} ({len(names):,} of {of:,} sites)"
