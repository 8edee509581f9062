r"""The grammar of dates on Persian pages: what is a date, a time of day, a relative phrase.

`read` returns the pieces of a text in order; what they mean together is decided in
`newscrawl.persian.reading`. Every pattern is bounded and only the first `LIMIT` characters are
looked at, so that no text takes longer than a millisecond or two.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Final

from newscrawl.persian.pieces import MEANING, Date, Named, Piece, Time
from newscrawl.persian.words import (
    AFTERNOON,
    COUNTED,
    DAY,
    DAY_AGO,
    DAYS_AGO,
    ENGLISH_NUMBERS,
    LUNAR,
    LUNAR_MARK,
    MONTH,
    MONTH_BEGINNINGS,
    MONTHS,
    MORNING,
    NOW,
    NUMBER,
    NUMBER_BEGINNINGS,
    UNITS,
    WEEKDAY,
)
from newscrawl.persian.zones import ABBREVIATIONS

_STOP: Final = r"(?![^\W\d_])"  # no letter: the end of a word
_BETWEEN: Final = r"[ ,،/._|-]{0,3}+"
_OF: Final = r"(?:(?:of|از|من|د)\ )?+(?:(?:ماه|شهر|برج)\ )?+"
_YEAR: Final = r"(?:1[2-5]|18|19|2[01])[0-9][0-9]"
_MONTH: Final = (  # with ezafe, and another name of it: «جوزای», «می/مه», «حمل (فروردین)»
    rf"(?P<month>{MONTH})[یء]?(?:\ ?ماه)?{_STOP}"
    rf"(?:\ ?[/(]\ ?(?P<other>{MONTH})[یء]?(?:\ ?ماه)?\ ?\)?{_STOP})?"
)
_CLOCK: Final = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
_NEXT_DATE: Final = (
    rf"[0-9]{{1,2}}\ ?(?:{MONTH}){_STOP}|{_YEAR}\ ?(?:[-/.]\ ?[0-9]|(?:{MONTH}){_STOP})"
)
_NEXT_DAY_FIRST: Final = rf"[0-9]{{1,2}}[-/][0-9]{{1,2}}[-/]{_YEAR}"
# A year, and what may follow it. Of two digits only where nothing else is meant.
_YEAR_BEHIND: Final = rf"""
    (?: {_BETWEEN} (?:(?:سال|عام|سنه)\ )?
        (?P<year> [0-9]{{4}} (?: (?![0-9]|\ ?:\ ?[0-9]) | (?={_CLOCK}|{_NEXT_DATE}) )
            | [0-9]{{2}} (?=\ *(?:\Z|[^\w\ :%٪]|ساعت|خورشیدی|شمسی|هجری|[0-9]{{1,2}}\ ?:)) )
        (?!{COUNTED})
    )
"""
_HALF: Final = rf"(?:\ ?(?:(?P<morning>{MORNING})|(?P<afternoon>{AFTERNOON})){_STOP})"  # of the day
_OFFSET: Final = (
    r"(?P<zone>(?:\ ?\(?(?:gmt|utc|گرینویچ)\ ?|\ )?(?:\+(?:0[0-9]|1[0-4])|-(?:0[0-9]|1[0-2]))"
    r":?[0-5][0-9](?![0-9/-]|\.[0-9])|(?<=:[0-9][0-9])\+(?:0[0-9]|1[0-4])(?![0-9:/.-])"
    r"|\ ?\(?(?:gmt|utc|گرینویچ)\ ?[+-](?:1[0-4]|0?[0-9])(?::[0-5][0-9])?(?![0-9:]))?"
)

# -- One pattern for each form; `read` tries them where a number or a word begins, in this order ---

# Inside 978-600-1400-04-22 is no date, nor behind a lone Latin letter (v14.5.1400).
_DATE_START: Final = r"(?:(?<![0-9][-/.])|(?<=:[0-9][0-9]-))(?<!(?<![a-z])[a-z])"
_LUNAR: Final = rf"(?P<lunar>\ ?\(?(?:{LUNAR_MARK})\.?{_STOP})?"
_FIGURES: Final = rf"""
    {_DATE_START} (?P<a>[0-9]{{4}}|[0-9]{{1,2}}) \ ?(?P<sep>[-/.])\ ? (?P<b>[0-9]{{1,2}})
    \ ?(?P=sep)\ ?
    (?P<c> [0-9]{{4}} (?=(?![0-9])|{_CLOCK}) | [0-9]{{1,2}} (?=(?![0-9])|{_NEXT_DATE}) )
    (?![/.][0-9]) (?!-[0-9]{{1,2}}(?![0-9:])) (?!/[^\W\d_]{_STOP}) (?!{COUNTED}) {_LUNAR}
"""
_RARE_FIGURES: Final = rf"""
    {_DATE_START} (?<![0-9][,،_|:])
    (?: (?P<a>{_YEAR}) (?P<sep>[,،_|:]) (?P<b>[0-9]{{1,2}}) (?P=sep) (?P<c>[0-9]{{1,2}}) )
    (?![0-9]|(?P=sep)[0-9]) (?!{COUNTED}) {_LUNAR}
"""
_RARE_DAY_FIRST: Final = rf"""
    {_DATE_START} (?<![0-9][,،_|])
    (?P<a>[0-9]{{1,2}}) (?P<sep>[,،_|]) (?P<b>[0-9]{{1,2}}) (?P=sep) (?P<c>{_YEAR})
    (?![0-9]|(?P=sep)[0-9]) (?!{COUNTED}) {_LUNAR}
"""
_JOINED: Final = rf"""
    {_DATE_START} (?P<year>{_YEAR}) (?P<sep>[-/.]) (?P<month>[0-9]{{1,2}}) (?P=sep)
    (?P<run>[0-9]{{3,4}}) (?=:[0-5][0-9])
"""
_COMPACT: Final = rf"(?P<year>{_YEAR})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})"
_COMPACT_TIME: Final = rf"""
    (?:(?<=[0-9]{{8}})|(?<=[0-9]{{8}}[t_-]))
    (?P<hour>[0-9]{{2}})(?P<minute>[0-9]{{2}})(?P<second>[0-9]{{2}})?{_OFFSET}(?![0-9])
"""
_TIME: Final = rf"""
    (?<![0-9]:) (?P<hour>[0-9]{{1,2}}) \ ?:\ ? (?P<minute>[0-9]{{2}})
    (?:\ ?:\ ?(?P<second>[0-9]{{2}})(?:[.,][0-9]{{1,9}})?)?
    (?: (?!:?[0-9]) | (?={_NEXT_DATE}|{_NEXT_DAY_FIRST}) ) {_OFFSET}
    (?: \ ?(?:دقیقه\ ?)?(?:(?P<morning>{MORNING}|ص)|(?P<afternoon>{AFTERNOON}|م)){_STOP} )?
"""
_LOOSE_TIME: Final = rf"""
    (?P<hour>[0-9]{{2}}):(?P<minute>[0-9])(?::(?P<second>[0-9]{{1,2}}))?(?![0-9:]){_HALF}?
"""
_YEAR_DAY_MONTH: Final = rf"""
    {_DATE_START} (?P<year>{_YEAR}) {_BETWEEN} (?:(?:{WEEKDAY}){_BETWEEN})? (?P<day>[0-9]{{1,2}})
    {_BETWEEN} {_MONTH} (?!{_BETWEEN}(?:سال\ )?[0-9]{{4}}(?![0-9]))
"""
_YEAR_MONTH_DAY: Final = rf"""
    {_DATE_START} (?P<year>{_YEAR}) (?:\ ?ل?\ کال)? (?:\ د\ |{_BETWEEN}) {_MONTH} {_BETWEEN}
    (?P<day>[0-9]{{1,2}}) (?: (?![0-9]|\ ?:\ ?[0-9]) | (?={_CLOCK}) )
"""
_DAY_MONTH: Final = rf"""
    {_DATE_START} (?P<day>[0-9]{{1,2}}) (?:st|nd|rd|th|\ ?(?:ام|مین|مه|م|ی){_STOP}(?:\ روز)?)?
    {_BETWEEN} {_OF} {_MONTH} {_YEAR_BEHIND}?
"""
_SPELT_DAY_MONTH: Final = rf"""
    (?P<day>{DAY})(?:ین)? (?:\ روز)? \ {_OF} {_MONTH} {_YEAR_BEHIND}?
"""
_MONTH_DAY: Final = rf"""
    {_MONTH}\.?[ -](?P<day>[0-9]{{1,2}}) (?:st|nd|rd|th)? (?:[,،]?\ |[,،-])
    (?P<year>{_YEAR}) (?![0-9])
"""
_LUNAR_DATE: Final = rf"[0-9]{{1,2}}{_BETWEEN}(?:{LUNAR}){_STOP}(?:{_BETWEEN}[0-9]{{4}}\b)?"
_MINUTES: Final = rf"""
    (?: \ ?و\ ?(?: (?P<minute>[0-9]{{1,2}}|{NUMBER})\ ?دقیقه{_STOP} | (?P<part>نیم|ربع){_STOP} )
        (?: \ ?و\ ?(?P<second>[0-9]{{1,2}}|{NUMBER})\ ?ثانیه{_STOP} )? )
"""
_HOUR: Final = rf"(?<![:/.])(?P<hour>[0-9]{{1,2}}|{NUMBER}) {_MINUTES}? {_HALF}"
_HOUR_MINUTES: Final = (
    r"(?<![:/.])(?P<hour>[0-9]{1,2})"
    + rf"""
    \ ?و\ ?(?P<minute>[0-9]{{1,2}})\ ?دقیقه{_STOP}
    (?: \ ?و\ ?(?P<second>[0-9]{{1,2}})\ ?ثانیه{_STOP} )? (?!\ ?(?:پیش|قبل))
"""
)
_O_CLOCK: Final = rf"""
    ساعت (?:\ ?:?\ ?ساعت)? \ ?:?\ ?
    (?:
        (?P<hour>[0-9]{{1,2}}|{NUMBER})
        (?![0-9]|[/.-][0-9]|\ ?:|\ ?(?:{"|".join(UNITS)}|{MONTH}){_STOP})
        (?: {_MINUTES}
            | \ ?و\ ?(?P<bare>[0-9]{{1,2}})
                (?=\ ?(?:\Z|[^\w\ :/.-]|{MORNING}|{AFTERNOON}|{WEEKDAY})) )?
        {_HALF}?
    )
"""
_O_CLOCK_FIGURES: Final = rf"""
    ساعت (?:\ ?:?\ ?ساعت)? \ ?:?\ ? (?P<hour>[0-9]{{1,2}}) (?!\ ?:\ ?[0-9]{{2}}(?![0-9]))
    (?: \ ?:\ ? | (?P<slash>[/.]) ) (?P<minute>[0-9]{{1,2}}) (?: [:.](?P<second>[0-9]{{1,2}}) )?
    (?![0-9]|[:/.-][0-9]) {_HALF}?
"""
_PERSIAN_UNITS: Final = [unit for unit in UNITS if not unit.isascii()]
_ENGLISH_UNITS: Final = [unit for unit in UNITS if unit.isascii()]
_AGO: Final = rf"""
    (?P<amount>[0-9]{{1,4}}|{NUMBER}|نیم)? \ ?(?P<unit>{"|".join(_PERSIAN_UNITS)})
    (?:(?<=ربع)\ ساعت)?
    (?:\ ?و\ ?(?: (?P<more>[0-9]{{1,2}}|{NUMBER})\ ?(?P<more_unit>ساعت|دقیقه|ثانیه)
        | (?P<part>نیم|ربع) ))?
    \ ?(?:پیش|قبل) (?:\ ?تر)? (?![^\W\d_]|\ ?از\b)
"""
_ENGLISH_AGO: Final = rf"""
    (?P<amount>[0-9]{{1,4}}|an?|half\ an?|{"|".join(ENGLISH_NUMBERS)})
    \ ?(?P<unit>(?:{"|".join(_ENGLISH_UNITS)})s?)
    (?:(?:,|\ and)?\ (?P<more>[0-9]{{1,2}})\ ?(?P<more_unit>minute|min)s?)? \ ago\b
"""
_JUST_NOW: Final = rf"""
    (?:لحظاتی|(?:چند\ )?لحظه\ ?(?:ای)?|دقایقی|چند\ ثانیه)\ ?(?:پیش|قبل){_STOP}(?!\ ?از\b)
    | همین\ ?(?:حالا|الان|لحظه)\b | هم\ ?اکنون\b | just\ now\b | (?:a\ few\ )?moments\ ago\b
"""
_SOME_AGO: Final = (
    rf"(?:چند\ (?:{'|'.join(_PERSIAN_UNITS)})|ساعاتی|روزهایی|مدتی)\ ?(?:پیش|قبل){_STOP}(?!\ ?از\b)"
)
_PLACE: Final = r"(?:(?<=به\ )وقت|بهوقت)\ (?:محلی\ )?(?P<first>[^\W\d_]+)(?P<second>\ [^\W\d_]+)?"


class _Form:
    """A pattern, compiled when a text first needs it: all of them take 0.15 s, most texts few."""

    def __init__(self, kind: str, pattern: str) -> None:
        self.kind = kind
        self._pattern = pattern

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        return re.compile(self._pattern, re.VERBOSE).match


_Forms = Sequence[_Form]


def _forms(*forms: tuple[str, str]) -> list[_Form]:
    return [_Form(kind, pattern) for kind, pattern in forms]


_Behind = dict[str, _Forms]


def _by_letter(*forms: tuple[str, str, Iterable[str]]) -> _Behind:
    """Return the forms by the first letter of the word that goes on with them."""
    behind: dict[str, list[_Form]] = {}
    for kind, pattern, words in forms:
        form = _Form(kind, pattern)
        for letter in {word[0] for word in words}:
            behind.setdefault(letter, []).append(form)
    return dict(behind)


# By what comes first behind a number, but for a blank: most numbers belong to no date.
_WITH_MONTH: Final = _forms(("words", _DAY_MONTH), ("lunar", _LUNAR_DATE))
_BEHIND_NUMBER: Final = _by_letter(  # of one or two digits
    ("words", _DAY_MONTH, [*MONTHS, *"snrtoامیدشب"]),
    ("lunar", _LUNAR_DATE, "محصرجشذsrjdzu"),
    ("ago", _AGO, _PERSIAN_UNITS),
    ("ago", _ENGLISH_AGO, _ENGLISH_UNITS),
    ("time", _HOUR, "وقصبسنپعغظشمap"),
    ("time", _HOUR_MINUTES, "و"),
) | {
    ":": _forms(("time", _TIME), ("loose", _LOOSE_TIME)),
    **dict.fromkeys("/-.", _forms(("figures", _FIGURES)) + _WITH_MONTH),
    **dict.fromkeys(",،_|", _forms(("figures", _RARE_DAY_FIRST)) + _WITH_MONTH),
}
_BEHIND_SPELT_NUMBER: Final = _by_letter(
    ("words", _SPELT_DAY_MONTH, [*MONTHS, *"وراماشب"]),
    ("ago", _AGO, ["و", *_PERSIAN_UNITS]),
    ("time", _HOUR, "وقصبسنپعغظشمap"),
)
_AT_YEAR: Final = _forms(  # of three or four
    ("joined", _JOINED),
    ("figures", _FIGURES),
    ("figures", _RARE_FIGURES),
    ("words", _YEAR_DAY_MONTH),
    ("words", _YEAR_MONTH_DAY),
    ("time", _COMPACT_TIME),
    ("ago", _AGO),
)
_AT_LONG_NUMBER: Final = _forms(("compact", _COMPACT), ("time", _COMPACT_TIME))


def _at_words() -> dict[str, list[_Form]]:
    forms = {
        _MONTH_DAY: ("words", MONTH_BEGINNINGS),
        _AGO: ("ago", ["نیم", "ربع"]),
        _ENGLISH_AGO: ("ago", ["a", "an", "half", *ENGLISH_NUMBERS]),
        _JUST_NOW: ("now", NOW),
        _SOME_AGO: ("vague", ["چند", "ساعاتی", "روزهایی", "مدتی"]),
        rf"(?:{DAY_AGO}){_STOP}": ("day", ["پس", *DAYS_AGO]),
        _O_CLOCK: ("time", ["ساعت"]),
        _O_CLOCK_FIGURES: ("time", ["ساعت"]),
        r"[^\W\d_]+": ("zone", ABBREVIATIONS),
        _PLACE: ("place", ["وقت", "بهوقت"]),
    }
    at: dict[str, list[_Form]] = {}
    for pattern, (kind, words) in forms.items():
        form = _Form(kind, pattern)
        for word in words:
            at.setdefault(word, []).append(form)
    return at


_AT_WORD: Final = _at_words()
_BEGINNINGS: Final = NUMBER_BEGINNINGS | _AT_WORD.keys()
_WORD: Final = re.compile(r"[0-9]+|[^\W\d_]+")


_RARE: Final = ("compact", "loose")


# -- Reading -------------------------------------------------------------------------------------

_BEFORE_COMPACT: Final = re.compile(r"(?:(?:تاریخ|زمان|انتشار|درج|خبر|نشر|date|published)[ :]*)*")
_AFTER_COMPACT: Final = re.compile(  # a serial number begins with noughts, a time of day does not
    r"t[0-9]{4}|(?:[_-]?(?!00)[0-9]{4}(?:[0-9]{2})?)?\ ?z?\Z|[ |-]{1,3}[0-9]{1,2}:[0-9]{2}\b"
)
_DURATION: Final = re.compile(  # or a score, or a size
    r"(?:مدت(?: زمان)?|طول|زمان (?:مطالعه|خواندن|تقریبی|ویدیو|فیلم|کلیپ|فایل)|نتیجه|ساعت کار(?:ی)?"
    r"|duration|length|(?:reading|read) time|score)(?: [^\W\d_]+){0,2} ?:? ?\Z"
)
_DURATION_WORDS: Final = (
    "مدت", "طول", "زمان ", "نتیجه", "ساعت کار", "duration", "length", "time", "score"
)  # fmt: skip
_OF_DURATION: Final = re.compile(r" ?(?:دقیقه|ثانیه|min\b|minutes)(?! ?(?:صبح|عصر|شب|ظهر|بامداد))")
_JOINT: Final = re.compile(r"[ ,،|()-]{0,3}")
_FAR: Final = 60  # characters between a time of day and «به وقت گرینویچ» at most


@lru_cache(maxsize=64)  # the date of a page is looked at, and then read
def read(folded: str) -> tuple[Piece, ...]:
    """Return the dates, times and relative phrases of a folded text, in order."""
    pieces: list[Piece] = []
    end = 0
    zone: Named | None = None  # one that stands before its time
    for word in _WORD.finditer(folded):
        found = word.group()
        if found not in _BEGINNINGS and not found.isdigit():
            continue
        start, stop = max(end, word.start()), word.end()
        while start < stop:  # of «1404-10-1019:30» the rest, too
            new, start = _next(folded, start, stop, pieces)
            end = start
            if isinstance(new, Named):
                zone = None if _is_zone_of_last(new, pieces) else new
            elif new is not None:
                if zone is not None and isinstance(new, Time):
                    _put_before(zone, new)
                    zone = None
                pieces.append(new)
    return tuple(pieces)


def _next(
    folded: str, start: int, end: int, pieces: list[Piece]
) -> tuple[Piece | Named | None, int]:
    """Return what begins at ``start``, where a word ends at ``end``, and where to go on."""
    word = folded[start:end]
    forms: _Forms
    if not word.isdigit() and word not in NUMBER_BEGINNINGS:
        forms = _AT_WORD.get(word, ())
    elif len(word) > 2 and word.isdigit():
        forms = _AT_YEAR if len(word) <= 4 else _AT_LONG_NUMBER
    else:
        behind = _BEHIND_NUMBER if word.isdigit() else _BEHIND_SPELT_NUMBER
        forms = behind.get(folded[end : end + 2].lstrip(" ")[:1], ())
    for form in forms:
        kind, match = form.kind, form.match(folded, start)
        if match is None or (kind in _RARE and not _has_place(kind, match, pieces)):
            continue
        new = None if kind == "time" and _is_duration(match) else MEANING[kind](match)
        return new, new.end if new else match.end()
    return None, end


def _has_place(kind: str, match: re.Match[str], pieces: list[Piece]) -> bool:
    """Tell whether a form that is rarely a date stands where it is one."""
    if kind == "compact":
        text = match.string
        return bool(
            _AFTER_COMPACT.match(text, match.end())
            and (
                text[match.end() : match.end() + 1] == "t"
                or _BEFORE_COMPACT.fullmatch(text, 0, match.start())
            )
        )
    last = pieces[-1] if pieces else None
    return isinstance(last, Date) and match.start() - last.end <= 3


def _is_duration(match: re.Match[str]) -> bool:
    """Tell whether a time is none, but how long something takes, or a score."""
    text, start, end = match.string, match.start(), match.end()
    last = text[max(0, start - 2) : start].rstrip(" ")[-1:]
    if last == ":" or last.isalpha():
        before = text[max(0, start - 30) : start]
        if any(word in before for word in _DURATION_WORDS) and _DURATION.search(before):
            return True
    if text[end : end + 2].lstrip(" ")[:1] not in ("د", "ث", "m"):
        return False
    return _OF_DURATION.match(text, end) is not None and "ساعت" not in text[max(0, start - 7) : end]


def _is_zone_of_last(zone: Named, pieces: list[Piece]) -> bool:
    """Give a zone to the time before it, if it stands beside one."""
    clock = next((piece for piece in reversed(pieces[-3:]) if isinstance(piece, Time)), None)
    if clock is None or clock.hour is None:
        return False
    gap = zone.text[clock.end : zone.start]
    is_beside = _JOINT.fullmatch(gap) is not None
    if not is_beside and (zone.is_short or len(gap) > _FAR):
        return False
    if clock.offset is None and not clock.place:
        _put(zone, clock)
        clock.reach = zone.end + (gap.endswith("(") and zone.text[zone.end : zone.end + 1] == ")")
        if is_beside:
            clock.end = clock.reach
    return True


def _put_before(zone: Named, clock: Time) -> None:
    if clock.offset is None and clock.start - zone.end <= (3 if zone.is_short else 12):
        _put(zone, clock)
        clock.start = zone.start


def _put(zone: Named, clock: Time) -> None:
    if isinstance(zone.zone, int):
        clock.offset = zone.zone
    else:
        clock.place = zone.zone
