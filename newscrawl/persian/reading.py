"""From the pieces of a text to the one date that it is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Final, Literal

import jdatetime

from newscrawl.persian.calendar import MONTHS, in_tehran, localized, to_jalali
from newscrawl.persian.grammar import Date, Piece, Relative, Time, read
from newscrawl.persian.text import to_persian_digits
from newscrawl.persian.words import fold, unfolded

Precision = Literal["day", "minute", "second"]

DAY: Final = timedelta(days=1)
_NEAR: Final = 80  # characters between a date and its time of day, at most
_LABEL: Final = 30  # characters before a date in which a label is looked for
_LUNAR_AHEAD: Final = timedelta(days=30 * 365)  # lunar years count 40 more than Jalali ones
_WEEKDAYS: Final = (
    "شنبه", "یک\u200cشنبه", "دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنج\u200cشنبه", "جمعه"
)  # fmt: skip
_CHANGED: Final = (
    "به روز", "بهروز", "بروز", "ویرایش", "اصلاح", "تغییر", "update", "modif", "edit"
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
        clock = {"day": "", "minute": " - %H:%M", "second": " - %H:%M:%S"}[self.precision]
        return to_persian_digits(day + self.instant.strftime(clock))


@dataclass(frozen=True, slots=True)
class Found:
    """A date with what is needed to weigh it against others.

    ``wall`` is the clock as written and ``offset`` the minutes east of UTC beside it, if any;
    ``rough``: counted back from now; ``note``: what does not fit in the text itself.
    """

    date: ParsedDate
    wall: datetime
    offset: int | None = None
    rough: bool = False
    note: str = ""


def find(text: str | None, now: datetime | None) -> Found:
    """Return the date of ``text``; `parse_date` says what is accepted. Raises DateError."""
    if not text:
        raise DateError("no date found", text)
    folded = fold(text)
    pieces = read(folded)
    reading = _Reading(text, folded, pieces)
    dates = [piece for piece in pieces if isinstance(piece, Date)]
    chosen = _chosen(dates, folded)
    if chosen and chosen.day:
        return reading.dated(chosen, chosen.day, note=_note(chosen, chosen.day, dates, folded))
    if chosen is None or chosen.weak or chosen.calendar == "lunar":
        for piece in pieces:
            if isinstance(piece, Relative) and (not piece.alone or reading.is_alone(piece)):
                return reading.relative(piece, now)
    if chosen:
        raise reading.error(chosen.reason, chosen)
    raise DateError("no date found, only a time" if pieces else "no date found", text)


def parsed(instant: datetime, precision: Precision, source: str, text: str = "") -> ParsedDate:
    """Return the result for an instant in Tehran. Raises DateError outside 1200–1500."""
    jalali = to_jalali(instant.date())
    if jalali is None:
        raise DateError(f"out of reach: {instant.date()}", text)
    return ParsedDate(instant, jdatetime.date(*jalali), precision, source)


# -- Which of the dates --------------------------------------------------------------------------


def _chosen(dates: Sequence[Date], folded: str) -> Date | None:
    """Return the date that the text is about: Jalali before Gregorian, sure before unsure.

    Of several the one that the other calendar confirms, else the one called its publication,
    else the first that is not called its last change.
    """
    if len(dates) < 2:
        return dates[0] if dates else None
    known = [d for d in dates if d.day]
    groups = (
        [d for d in dates if d.calendar == "jalali" and not d.weak],
        [d for d in known if d.calendar == "gregorian"],
        known,
        [d for d in dates if not d.weak],
        dates,
    )
    group = next(group for group in groups if group)
    if len(group) == 1:
        return group[0]
    earliest = min((d.day for d in group if d.day), default=date.max)
    group = [d for d in group if not d.day or d.day - earliest < _LUNAR_AHEAD]
    confirmed = [
        d for d in group if any(o.calendar != d.calendar and _close(d.day, o.day) for o in known)
    ]
    group = confirmed or group
    ends = {d.start: end for d, end in zip(dates, [0, *(d.end for d in dates)], strict=False)}
    labels = [folded[max(ends[d.start], d.start - _LABEL) : d.start] for d in group]
    for one, label in zip(group, labels, strict=True):
        if "انتشار" in label or "منتشر" in label:
            return one
    for one, label in zip(group, labels, strict=True):
        if not any(word in label for word in _CHANGED):
            return one
    return group[0]


def _close(one: date | None, other: date | None) -> bool:
    return bool(one and other and abs(one - other) <= DAY)


def _note(chosen: Date, day: date, dates: Sequence[Date], folded: str) -> str:
    """Return what in the text speaks against its date, "" mostly."""
    others = [d.day for d in dates if d.calendar != chosen.calendar and d.day]
    if others and not any(_close(day, other) for other in others):
        days = min(abs((day - other).days) for other in others)
        return f"Jalali and Gregorian date in the text differ by {days} days; Jalali kept"
    around = folded[max(0, chosen.start - 12) : chosen.end + 10]
    if "شنبه" not in around and "جمعه" not in around:
        return ""
    around = re.sub(r"([1-5]) ?(?=شنبه)", lambda m: fold(_WEEKDAYS[int(m[1])])[:-4], around)
    around = around.replace(" ", "")
    of_date = _WEEKDAYS[(day.weekday() + 2) % 7]
    written = [name for name in reversed(_WEEKDAYS) if fold(name) in around]
    if of_date in written[:1] or not written:
        return ""
    return f"the day in the text is a {written[0]}, its date a {of_date}; date kept"


# -- With its time of day ------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    text: str
    folded: str
    pieces: Sequence[Piece]

    def source(self, start: int, end: int) -> str:
        return unfolded(self.text, self.folded, start, end)

    def error(self, reason: str, piece: Piece) -> DateError:
        if ":" not in reason:
            reason = f"{reason}: {self.source(piece.start, piece.end)}"
        return DateError(reason, self.text)

    def clock(self, at: Piece, day: date) -> Time | None:
        """Return the time of day that belongs to a date: the nearest, the later on a tie.

        Not one with another date in between.
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
            between = [p for p in self.pieces if isinstance(p, Date) and low <= p.start < high]
            if all(p.day in (None, day) for p in between):
                best, found = rank, piece
        return found

    def dated(self, at: Piece, day: date, *, note: str = "", rough: bool = False) -> Found:
        clock = self.clock(at, day)
        if clock is None:
            wall = datetime.combine(day, time())
            source = self.source(at.start, at.end)
            date_only = parsed(localized(wall), "day", source, self.text)
            return Found(date_only, wall, rough=rough, note=note)
        if clock.hour is None:
            raise self.error(clock.reason, clock)
        wall = datetime.combine(day, time(clock.hour, clock.minute, clock.second or 0))
        if clock.offset is None:
            instant = localized(wall)
        else:
            instant = in_tehran(wall.replace(tzinfo=timezone(timedelta(minutes=clock.offset))))
        precision: Precision = "minute" if clock.second is None else "second"
        source = self.source(min(at.start, clock.start), max(at.end, clock.end))
        return Found(parsed(instant, precision, source, self.text), wall, clock.offset, note=note)

    def is_alone(self, piece: Relative) -> bool:
        """Tell whether the text holds nothing beside a relative word but a label or a time."""
        if any(isinstance(p, Time) and abs(p.start - piece.end) < 12 for p in self.pieces):
            return True
        before = self.folded[: piece.start].rstrip()
        return (not before or before[-1] in ":|-") and not self.folded[piece.end :].strip(" .|-")

    def relative(self, at: Relative, now: datetime | None) -> Found:
        source = self.source(at.start, at.end)
        if at.unit == 0:
            raise DateError(f"too vague: {source}", self.text)
        if now is None:
            raise DateError(f"relative date without a now: {source}", self.text)
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
