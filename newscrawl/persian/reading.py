"""From the pieces of a text to the one date that it is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

import jdatetime

from newscrawl.persian.calendar import MONTHS, in_tehran, localized, to_jalali
from newscrawl.persian.choosing import CHANGED, DAY, chosen, note, settled
from newscrawl.persian.grammar import read
from newscrawl.persian.pieces import Date, Piece, Relative, Time
from newscrawl.persian.text import to_persian_digits
from newscrawl.persian.words import (
    LONGEST_WEEKDAY,
    WEEKDAY,
    WEEKDAY_AFTER,
    WEEKDAY_BEFORE,
    WEEKDAY_ENDS,
    fold,
    unfolded,
)
from newscrawl.persian.zones import TEHRAN_KEY, UNKNOWN

Precision = Literal["day", "minute", "second"]

_ANY_TIME: Final = datetime(2000, 1, 1)  # what relative dates count from, where only words matter
_NEAR: Final = 80  # characters between a date and its time of day, at most
_PLAIN: Final = re.compile(  # what may stand between them in one phrase
    rf"(?:[\W_]|{WEEKDAY}|ساعت|روز|در|و|سال|هجری|شمسی|خورشیدی|میلادی|مطابق|برابر|با|at|on|t"
    r"|[هشم])*+".replace(r"\ ", " ")
)


class DateError(ValueError):
    """No date could be read.

    ``reason`` says why, ``text`` is the beginning of what was given, and ``source`` the part of it
    that would have been the date, "" if there is none.
    """

    def __init__(self, reason: str, text: str | None = None, source: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = (text or "")[:200]
        self.source = source


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """One instant and how well it is known.

    ``instant`` is aware, in Tehran's offset of that moment. With precision "day" it is the first
    moment of the day in Tehran and the time of day is unknown. ``source`` is the part of the
    text that it was read from, with its weekday, without a label.
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
        clock = {"day": "", "minute": " - %H:%M", "second": " - %H:%M:%S"}[self.precision]
        return to_persian_digits(day + self.instant.strftime(clock))


@dataclass(frozen=True, slots=True)
class Found:
    """A date with what is needed to weigh it against others.

    ``wall`` is the clock as written and ``offset`` the minutes east of UTC beside it, if any;
    ``rough``: counted back from now; ``note``: what does not fit in the text itself; ``pieces``:
    day and time of day, if there are both.
    """

    date: ParsedDate
    wall: datetime
    offset: int | None = None
    rough: bool = False
    note: str = ""
    pieces: tuple[Piece, ...] = ()


def find(text: str | None, now: datetime | None, today: date | None = None) -> Found:
    """Return the date of ``text``; `parse_date` says what is accepted.

    Args:
        text: as for `parse_date`.
        now: as for `parse_date`.
        today: the day after which the future begins, if it is not that of ``now``.

    Raises:
        DateError: as `parse_date`.
    """
    if not text:
        raise DateError("no date found", text)
    folded = fold(text)
    pieces = read(folded)
    reading = _Reading(text, folded, pieces)
    dates = [piece for piece in pieces if isinstance(piece, Date)]
    dates = settled(dates, today or (now.date() if now else None))
    best = chosen(dates, folded)
    if best and best.day:
        return reading.dated(best, best.day, note=note(best, best.day, dates, folded))
    if best is None or best.weak or best.calendar == "lunar":
        for piece in pieces:
            if isinstance(piece, Relative) and (not piece.alone or reading.is_alone(piece)):
                return reading.relative(piece, now)
    if best:
        raise reading.error(best.reason, best)
    raise DateError("no date found, only a time" if pieces else "no date found", text)


def words(text: str | None) -> str | None:
    """Return the words of the date in ``text``: `newscrawl.persian.dates.date_words`."""
    try:
        found = find(text, _ANY_TIME, date.max)
    except DateError as error:
        return error.source or None
    folded = fold(text or "")
    reading = _Reading(text or "", folded, read(folded))
    if not found.pieces or reading.is_phrase(*found.pieces):
        return found.date.source
    in_order = sorted(found.pieces, key=lambda piece: piece.start)
    return " - ".join(reading.source(piece) for piece in in_order)


def parsed(instant: datetime, precision: Precision, source: str, text: str = "") -> ParsedDate:
    """Return the result for an instant in Tehran.

    Raises:
        DateError: outside 1200–1500.
    """
    jalali = _jalali(instant.date())
    if jalali is None:
        raise DateError(f"out of reach: {instant.date()}", text)
    return ParsedDate(instant, jalali, precision, source)


@lru_cache(maxsize=4096)  # jdatetime asks for the locale whenever it makes a date
def _jalali(day: date) -> jdatetime.date | None:
    jalali = to_jalali(day)
    return jdatetime.date(*jalali) if jalali else None


# -- With its time of day ------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    text: str
    folded: str
    pieces: Sequence[Piece]

    def source(self, *pieces: Piece) -> str:
        """Return the part of the text from the first to the last of the pieces, with weekdays."""
        return unfolded(self.text, self.folded, *self.span(*pieces))

    def span(self, *pieces: Piece) -> tuple[int, int]:
        """Return where it begins and ends in the folded text."""
        start = min(p.start for p in pieces)
        end = max(max(p.end, p.reach) if isinstance(p, Time) else p.end for p in pieces)
        low = max(0, start - LONGEST_WEEKDAY)
        is_weekday = self.folded[low:start].rstrip(" ,،.|/-").endswith(WEEKDAY_ENDS)
        if is_weekday and (before := WEEKDAY_BEFORE.search(self.folded, low, start)):
            start = before.start()
        behind = self.folded[end : end + 4].lstrip(" ,،.|/-")[:1]
        if behind.isalnum() and (after := WEEKDAY_AFTER.match(self.folded, end)):
            end = after.end()
        if self.folded[end : end + 1] == ")" and "(" in self.folded[start:end]:
            end += 1
        return start, end

    def is_phrase(self, at: Piece, clock: Piece) -> bool:
        """Tell whether nothing but what belongs to them stands between a day and its time."""
        first, second = (at, clock) if at.start < clock.start else (clock, at)
        between, end = "", first.end
        for piece in self.pieces:
            if first.end <= piece.start < second.start:
                between, end = between + self.folded[end : piece.start], piece.end
        return _PLAIN.fullmatch(between + self.folded[end : second.start]) is not None

    def error(self, reason: str, piece: Piece) -> DateError:
        source = self.source(piece)
        if ":" not in reason:
            reason = f"{reason}: {unfolded(self.text, self.folded, piece.start, piece.end)}"
        return DateError(reason, self.text, source)

    def clock(self, at: Piece, day: date) -> Time | None:
        """Return the time of day that belongs to a date: the nearest, the later on a tie.

        Not one with another date in between, nor one behind the date that is called its change.
        """
        best: tuple[int, bool] | None = None
        found = None
        for piece in self.pieces:
            if not isinstance(piece, Time):
                continue
            before = piece.start < at.start
            low, high = (piece.end, at.start) if before else (at.end, piece.start)
            rank = (high - low, before)
            if high - low > _NEAR or (best and best <= rank):
                continue
            label = self.folded[low:high]
            if not before and high - low > 6 and any(word in label for word in CHANGED):
                continue
            between = [p for p in self.pieces if isinstance(p, Date) and low <= p.start < high]
            if all(p.day in (None, day) for p in between):
                best, found = rank, piece
        return found

    def dated(self, at: Piece, day: date, *, note: str = "", rough: bool = False) -> Found:
        clock = self.clock(at, day)
        if clock and clock.place == UNKNOWN:
            words = unfolded(self.text, self.folded, clock.start, max(clock.end, clock.reach))
            note, clock = note or f"time of day in an unknown zone left out: {words}", None
        if clock is None:
            wall = datetime.combine(day, time())
            date_only = parsed(localized(wall), "day", self.source(at), self.text)
            return Found(date_only, wall, rough=rough, note=note)
        if clock.hour is None:
            raise self.error(clock.reason, clock)
        wall = datetime.combine(day, time(clock.hour, clock.minute, clock.second or 0))
        offset = clock.offset
        if clock.place and clock.place != TEHRAN_KEY:
            there = wall.replace(tzinfo=ZoneInfo(clock.place)).utcoffset() or timedelta()
            offset = int(there.total_seconds()) // 60
        if offset is None:
            instant = localized(wall)
        else:
            instant = in_tehran(wall.replace(tzinfo=timezone(timedelta(minutes=offset))))
        precision: Precision = "minute" if clock.second is None else "second"
        source = self.source(at, clock)
        date = parsed(instant, precision, source, self.text)
        return Found(date, wall, offset, note=note, pieces=(at, clock))

    def is_alone(self, piece: Relative) -> bool:
        """Tell whether the text holds nothing beside a relative word but a label or a time."""
        if any(isinstance(p, Time) and abs(p.start - piece.end) < 12 for p in self.pieces):
            return True
        before = self.folded[: piece.start].rstrip()
        return (not before or before[-1] in ":|-") and not self.folded[piece.end :].strip(" .|-")

    def relative(self, at: Relative, now: datetime | None) -> Found:
        source = self.source(at)
        if at.unit == 0:
            raise self.error("too vague", at)
        if now is None:
            raise self.error("relative date without a now", at)
        try:
            now = localized(now) if now.tzinfo is None else in_tehran(now)
            if at.unit == DAY.total_seconds():
                day = now.date() - timedelta(days=at.amount)
                return self.dated(at, day, rough=True)
            then = in_tehran(now - timedelta(seconds=at.amount * at.unit))
        except OverflowError:
            raise DateError(f"out of reach: {source}", self.text) from None
        then = then.replace(second=0, microsecond=0)
        wall = then.replace(tzinfo=None)
        return Found(parsed(then, "minute", source, self.text), wall, rough=True)
