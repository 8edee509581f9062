"""Dates as Persian pages write them: both calendars, every digit, one instant in Tehran.

    >>> date = parse_date("۲۲ تير ۱۴۰۰ - ۱۹:۰۸ - 13 July 2021")
    >>> date.instant.isoformat(), date.jalali_iso, date.precision
    ('2021-07-13T19:08:00+04:30', '1400-04-22', 'minute')
    >>> parse_date("۳۰ اسفند ۱۴۰۲")
    Traceback (most recent call last):
    newscrawl.persian.dates.DateError: no such day: 1402-12-30

A time without an offset is Tehran's, by zoneinfo: of an hour that occurs twice the first, and in
an hour that never was (clocks went on) the clock before the change counts on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

import jdatetime

from newscrawl.persian.grammar import (
    FIRST_YEAR,
    LAST_YEAR,
    LIMIT,
    Date,
    Piece,
    Relative,
    Time,
    fold,
    read,
    unfolded,
)
from newscrawl.persian.text import to_persian_digits

Precision = Literal["day", "minute", "second"]

TEHRAN: Final = ZoneInfo("Asia/Tehran")
DAY: Final = timedelta(days=1)
OLDEST: Final = 1370  # Jalali; before it there were no news sites
NEAR: Final = 80  # characters between a date and its time of day, at most
MONTHS: Final = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip


class DateError(ValueError):
    """No date could be read. ``reason`` says why, ``text`` is the beginning of what was given."""

    def __init__(self, reason: str, text: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = (text or "")[:200]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """One instant and how well it is known.

    ``instant`` is aware, in Tehran's offset of that moment. With precision "day" it is the first
    moment of the day in Tehran and the time of day is unknown. ``source`` is the part of the
    text that it was read from.
    """

    instant: datetime
    jalali: jdatetime.date
    precision: Precision
    source: str

    @property
    def jalali_iso(self) -> str:
        """The Jalali day in Latin digits: 1400-04-22."""
        return f"{self.jalali.year}-{self.jalali.month:02}-{self.jalali.day:02}"

    @property
    def persian(self) -> str:
        """As a Persian reader writes it: «۲۲ تیر ۱۴۰۰ - ۱۹:۰۸», as precise as it is known."""
        day = f"{self.jalali.day} {MONTHS[self.jalali.month - 1]} {self.jalali.year}"
        if self.precision != "day":
            day += self.instant.strftime(
                " - %H:%M" if self.precision == "minute" else " - %H:%M:%S"
            )
        return to_persian_digits(day)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The date of a page and what was wrong with it, both as `reconcile` decided."""

    date: ParsedDate | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A date with what `reconcile` needs to weigh it.

    ``wall`` is the clock as written and ``offset`` the offset beside it (minutes), if any;
    ``rough``: counted back from now; ``note``: what does not fit in the text itself.
    """

    date: ParsedDate
    wall: datetime
    offset: int | None
    rough: bool = False
    note: str = ""


def parse_date(text: str | None, *, now: datetime | None = None) -> ParsedDate:
    """Return the date that ``text`` holds, wherever in its first 2000 characters it stands.

    The Jalali date counts where a Gregorian one stands beside it. ``now`` (aware, or naive in
    Tehran) is what «۲ ساعت پیش» and «دیروز» count from; without it they are errors.

    Raises:
        DateError: no date, an impossible, ambiguous, vague or lunar one, or outside 1200–1500.
    """
    return _find(text, now).date


def _find(text: str | None, now: datetime | None) -> _Found:
    if not text:
        raise DateError("no date found", text)
    folded = fold(text)
    pieces = read(folded)
    dates = [piece for piece in pieces if isinstance(piece, Date)]
    chosen = _chosen(dates, folded)
    relative = next((piece for piece in pieces if isinstance(piece, Relative)), None)
    try:
        if chosen and chosen.day:
            others = [d.day for d in dates if d.calendar == "gregorian" and d.day]
            note = _disagreement(chosen.day, others) if chosen.calendar == "jalali" else ""
            return _dated(text, folded, pieces, chosen, chosen.day, note=note)
        if relative and (chosen is None or chosen.weak or chosen.calendar == "lunar"):
            return _relative(text, folded, pieces, relative, now)
    except OverflowError:
        raise DateError("out of reach", text) from None
    if chosen:
        raise DateError(chosen.reason, text)
    raise DateError("no date found, only a time" if pieces else "no date found", text)


def _chosen(dates: Sequence[Date], folded: str) -> Date | None:
    """Return the date that the text is about: Jalali before Gregorian, sure before unsure.

    Of several the one that the other calendar confirms, else the one called its publication,
    else the first that is not called its last change.
    """
    if len(dates) < 2:
        return dates[0] if dates else None
    known = [d for d in dates if d.day]
    for group in (
        [d for d in dates if d.calendar == "jalali" and not d.weak],
        [d for d in known if d.calendar == "gregorian"],
        known,
        [d for d in dates if not d.weak],
        dates,
    ):
        if len(group) > 1:
            confirmed = [
                d for d in group
                if any(o.calendar != d.calendar and _close(d.day, o.day) for o in known)
            ]  # fmt: skip
            group = confirmed or group
            for wanted in (_published, _first_written):
                for candidate in group:
                    if wanted(folded[max(0, candidate.start - 30) : candidate.start]):
                        return candidate
        if group:
            return group[0]
    return None


def _published(before: str) -> bool:
    return "انتشار" in before or "منتشر" in before


def _first_written(before: str) -> bool:
    words = ("به روز", "بهروز", "بروز", "ویرایش", "اصلاح", "تغییر", "update", "modif", "edit")
    return not any(word in before for word in words)


def _close(one: date | None, other: date | None) -> bool:
    return bool(one and other and abs(one - other) <= DAY)


def _disagreement(day: date, others: Sequence[date]) -> str:
    if not others or any(_close(day, other) for other in others):
        return ""
    days = min(abs((day - other).days) for other in others)
    return f"Jalali and Gregorian date in the text differ by {days} days; Jalali kept"


def _clock(pieces: Sequence[Piece], at: Piece, day: date) -> Time | None:
    """Return the time of day that belongs to the date at ``at``: the nearest, later on a tie."""
    best: tuple[int, bool] | None = None
    found = None
    for piece in pieces:
        if not isinstance(piece, Time):
            continue
        after = piece.start >= at.end
        low, high = (at.end, piece.start) if after else (piece.end, at.start)
        rank = (high - low, not after)
        if high - low > NEAR or (best and best <= rank):
            continue
        between = (p for p in pieces if isinstance(p, Date) and low <= p.start < high)
        if not any(p.day and not _close(p.day, day) for p in between):
            best, found = rank, piece
    return found


def _dated(
    text: str, folded: str, pieces: Sequence[Piece], at: Piece, day: date, *,
    note: str = "", rough: bool = False,
) -> _Found:  # fmt: skip
    clock = _clock(pieces, at, day)
    if clock is None:
        wall = datetime.combine(day, time())
        source = _source(text, folded, at.start, at.end)
        return _Found(_parsed(_localized(wall), "day", source, text), wall, None, rough, note)
    if clock.hour is None:
        raise DateError(clock.reason, text)
    wall = datetime.combine(day, time(clock.hour, clock.minute, clock.second or 0))
    if clock.offset is None:
        instant = _localized(wall)
    else:
        instant = _in_tehran(wall.replace(tzinfo=_fixed(timedelta(minutes=clock.offset))))
    source = _source(text, folded, min(at.start, clock.start), max(at.end, clock.end))
    precision: Precision = "minute" if clock.second is None else "second"
    return _Found(_parsed(instant, precision, source, text), wall, clock.offset, note=note)


def _relative(
    text: str, folded: str, pieces: Sequence[Piece], at: Relative, now: datetime | None
) -> _Found:
    source = _source(text, folded, at.start, at.end)
    if at.unit == 0:
        raise DateError(f"too vague: {source}", text)
    if now is None:
        raise DateError(f"relative date without a now: {source}", text)
    now = _localized(now) if now.tzinfo is None else _in_tehran(now)
    if at.unit == DAY.total_seconds():
        day = now.date() - timedelta(days=at.amount)
        return _dated(text, folded, pieces, at, day, rough=True)
    then = _in_tehran(now - timedelta(seconds=at.amount * at.unit)).replace(second=0, microsecond=0)
    return _Found(_parsed(then, "minute", source, text), then.replace(tzinfo=None), None, True)


def _parsed(instant: datetime, precision: Precision, source: str, text: str) -> ParsedDate:
    jalali = jdatetime.date.fromgregorian(date=instant.date())
    if not FIRST_YEAR <= jalali.year <= LAST_YEAR:
        raise DateError(f"year out of reach: {jalali.year}", text)
    return ParsedDate(instant, jalali, precision, source)


def _source(text: str, folded: str, start: int, end: int) -> str:
    if len(folded) == min(len(text), LIMIT):
        return text[start:end].strip()
    return unfolded(text, start, end)


@lru_cache(maxsize=64)
def _fixed(offset: timedelta) -> timezone:
    return timezone(offset)


def _in_tehran(instant: datetime) -> datetime:
    """Return an aware time in Tehran, with a plain offset: ZoneInfo's own compare by wall clock."""
    local = instant.astimezone(TEHRAN)
    return local.replace(tzinfo=_fixed(local.utcoffset() or timedelta()), fold=0)


def _localized(wall: datetime) -> datetime:
    """Return the instant at which Tehran's clocks showed ``wall``; by way of UTC, for the hours
    that never were."""
    return _in_tehran(wall.replace(tzinfo=TEHRAN).astimezone(UTC))


# -- Several sources -----------------------------------------------------------------------------


def reconcile(
    visible: str | None, machine: Iterable[str] = (), *, now: datetime | None = None
) -> Reconciled:
    """Return the one date of a page from what it shows and what its meta data say, best first.

    The rule: the visible date wins as far as it goes; a machine date only fills in what it leaves
    open (no readable date; no time of day, on the same day in Tehran; a phrase like «دیروز»), and
    whatever does not fit is a problem. ``now`` as for `parse_date`; for the check that the date
    is not in the future, the clock stands in for a missing one.
    """
    problems: list[str] = []
    errors: list[str] = []
    found: _Found | None = None
    if visible and visible.strip():
        try:
            found = _find(visible, now)
        except DateError as error:
            problems.append(error.reason)
        else:
            problems += [found.note] if found.note else []
    stated: list[_Found] = []
    for text in machine:
        try:
            stated.append(_find(text, now))
        except DateError as error:
            errors.append(error.reason)
    if found is None:
        if not stated:
            return Reconciled(None, tuple(dict.fromkeys(problems or errors or ["no date found"])))
        found, stated = stated[0], stated[1:]
        found, trouble = _true_offset(found)
        problems += trouble
    elif stated:
        problems += _conflict(found, stated[0])
    parsed, trouble = _filled(found, stated)
    problems += trouble
    if parsed.precision == "day":
        problems.append("no time of day, only the day is known")
    if parsed.instant > (_in_tehran(now or datetime.now(UTC)) + DAY):
        problems.append(f"in the future: {parsed.jalali_iso}")
    if parsed.jalali.year < OLDEST:
        problems.append(f"before {OLDEST}: {parsed.jalali_iso}")
    return Reconciled(parsed, tuple(dict.fromkeys(problems)))


def _conflict(found: _Found, other: _Found) -> list[str]:
    if found.date.precision == "day" or other.date.precision == "day":
        gap = abs(found.date.jalali.togregorian() - other.date.jalali.togregorian())
    else:
        readings = (other.date.instant, _true_offset(other)[0].date.instant)
        gap = min(abs(found.date.instant - reading) for reading in readings)
    if gap <= DAY:
        return []
    return [f"visible date and meta differ by {round(gap / DAY)} days; visible kept"]


def _true_offset(found: _Found) -> tuple[_Found, list[str]]:
    """Undo a fixed +03:30 in Tehran's summer time: the clock counts, not the offset."""
    true = _localized(found.wall)
    if found.offset != 210 or true.utcoffset() == timedelta(minutes=210):
        return found, []
    if found.date.instant.utcoffset() == timedelta(minutes=210):  # the second 23:00 of that night
        return found, []
    date = _parsed(true, found.date.precision, found.date.source, "")
    problem = f"meta offset +03:30 is not Tehran's on {date.jalali_iso}; its clock kept"
    return _Found(date, found.wall, None), [problem]


def _filled(found: _Found, stated: Sequence[_Found]) -> tuple[ParsedDate, list[str]]:
    date = found.date
    second = _in_tehran(found.wall.replace(tzinfo=TEHRAN, fold=1).astimezone(UTC))
    for other in stated:
        if other.date.precision == "day":
            continue
        if date.precision != "day" and not found.rough:
            # the hour that occurs twice: an offset in the meta data tells which of the two
            twice = found.offset is None and second != date.instant
            if twice and other.offset is not None and other.date.instant == second:
                return _parsed(second, date.precision, date.source, ""), []
            continue
        fixed, trouble = _true_offset(other)
        same = fixed.date.jalali == date.jalali
        if same or (found.rough and abs(fixed.date.instant - date.instant) <= DAY):
            source = f"{date.source} | {fixed.date.source}"
            return ParsedDate(
                fixed.date.instant, fixed.date.jalali, fixed.date.precision, source
            ), trouble
    return date, []
