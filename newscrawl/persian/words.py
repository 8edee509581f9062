"""The words of dates, and the one spelling in which they are looked for."""

import re
from typing import Final, Literal

from newscrawl.persian.text import TO_LATIN
from newscrawl.persian.tidy import FORMS

LIMIT: Final = 2000  # characters of a text that are looked at

Calendar = Literal["jalali", "gregorian", "lunar"]


def _table() -> dict[int, str]:
    table = dict(FORMS)
    for to, letters in {
        "ا": "آأإٱ", "ی": "يىئے", "ک": "كڪ", "ه": "ةۀھہە", "و": "ؤ", "-": "‐‑‒–—―−", "/": "⁄∕／",
        ":": "：∶", ".": "٫", " ": "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u202f\u205f\u3000"
        + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029",
    }.items():  # fmt: skip
        table |= {ord(letter): to for letter in letters}
    table |= {code: chr(to) for code, to in TO_LATIN.items()}
    table |= {ord("A") + i: chr(ord("a") + i) for i in range(26)}
    dropped = [0x640, 0x670, 0xAC, 0xAD, 0x61C, 0xFEFF]  # tatweel, marks, joiners, directions
    for low, high in ((0x64B, 0x65F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)):
        dropped += range(low, high + 1)
    table |= dict.fromkeys(dropped, "")
    for code, plain in table.items():
        table[code] = "".join(table.get(ord(letter), letter) for letter in plain)
    return table


_FOLD: Final = _table()
_BLANKS: Final = re.compile("  +")


def fold(text: str) -> str:
    """Return the beginning of ``text`` in the spelling that the grammar is written in."""
    folded = text[:LIMIT].translate(_FOLD)
    return _BLANKS.sub(" ", folded) if "  " in folded else folded


def unfolded(text: str, folded: str, start: int, end: int) -> str:
    """Return the part of ``text`` that became ``folded[start:end]``, without blanks around it."""
    if len(folded) == min(len(text), LIMIT):
        return text[start:end].strip()
    at, first, blank = 0, 0, False
    for index, letter in enumerate(text[:LIMIT]):
        plain = _FOLD.get(ord(letter), letter)
        if not plain or (blank and plain == " "):
            continue
        if at >= end:
            return text[first:index].strip()
        if at <= start:
            first = index
        blank = plain == " "
        at += len(plain)
    return text[first:LIMIT].strip()


# -- Words, in the folded spelling ---------------------------------------------------------------

_JALALI_MONTHS: Final = (
    "فروردین حمل farvardin",
    "اردیبهشت ثور ordibehesht",
    "خرداد جوزا khordad",
    "تیر سرطان tir",
    "مرداد امرداد اسد mordad",
    "شهریور سنبله shahrivar",
    "مهر میزان mehr",
    "ابان عقرب aban",
    "اذر قوس azar",
    "دی جدی dey",
    "بهمن دلو bahman",
    "اسفند حوت esfand",
)
_GREGORIAN_MONTHS: Final = (
    "january jan ژانویه جنوری",
    "february feb فوریه فبروری",
    "march mar مارس مارچ",
    "april apr اوریل اپریل",
    "may می مه مای",
    "june jun ژوین ژوان جون",
    "july jul ژوییه ژویه جولای جولایی ژولای",
    "august aug اوت اگوست اگست",
    "september sept sep سپتامبر سپتمبر",
    "october oct اکتبر اکتوبر",
    "november nov نوامبر نومبر",
    "december dec دسامبر دسمبر",
)


def _numbered(calendar: Calendar, months: tuple[str, ...]) -> dict[str, tuple[Calendar, int]]:
    return {name: (calendar, i) for i, names in enumerate(months, 1) for name in names.split()}


MONTHS: Final = _numbered("jalali", _JALALI_MONTHS) | _numbered("gregorian", _GREGORIAN_MONTHS)
LUNAR: Final = (
    r"محرم(?:\ ?الحرام)?|صفر(?:\ ?المظفر)?|ربیع\ ?ال(?:اول|ثانی|اخر)|رجب(?:\ ?المرجب)?"
    r"|جمادی\ ?ال(?:اولی?|ثانیه?|اخر[هی]?)|شعبان(?:\ ?المعظم)?|رمضان(?:\ ?المبارک)?"
    r"|شوال(?:\ ?المکرم)?|ذ[یو]\ ?(?:ال)?\ ?(?:قعده|حجه)(?:\ ?الحرام)?"
)
NUMBERS: Final = {
    "یک": 1, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5, "شش": 6,
    "هفت": 7, "هشت": 8, "نه": 9, "ده": 10, "یازده": 11, "دوازده": 12,
}  # fmt: skip
_ORDINALS: Final = (
    "اول یکم", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم",
    "یازدهم", "دوازدهم", "سیزدهم", "چهاردهم", "پانزدهم", "شانزدهم", "هفدهم", "هجدهم هیجدهم",
    "نوزدهم", "بیستم",
)  # fmt: skip


def _days() -> dict[str, int]:
    days = {word: i for i, words in enumerate(_ORDINALS, 1) for word in words.split()}
    days |= {f"بیست و {word}": 20 + i for word, i in days.items() if i < 10}
    return days | {"سی ام": 30, "سی و یکم": 31}


DAYS: Final = _days()
UNITS: Final = {
    "ثانیه": 1, "دقیقه": 60, "ساعت": 3600, "روز": 86400, "هفته": 0, "ماه": 0, "سال": 0,
}  # fmt: skip
DAYS_AGO: Final = {"امروز": 0, "دیروز": 1, "پریروز": 2}
NOW: Final = ("لحظاتی", "لحظه", "لحظهای", "دقایقی", "همین", "هم", "هماکنون")
MORNING: Final = r"ق\.?\ ?ظ|صبح|بامداد|(?:قبل|پیش)\ ?از\ ?ظهر|a\.?m"
AFTERNOON: Final = r"ب\.?\ ?ظ|بعد\ ?از\ ?ظهر|عصر|غروب|ظهر|شب|p\.?m"
