"""The words of dates, and the one spelling in which they are looked for."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from newscrawl.persian.text import TO_LATIN
from newscrawl.persian.tidy import FORMS

LIMIT: Final = 2000  # characters of a text that are looked at

Calendar = Literal["jalali", "gregorian", "lunar"]


def _table() -> dict[int, str]:
    table = dict(FORMS)
    for to, letters in {
        "ا": "آأإٱ", "ی": "يىئےېۍێ", "ک": "كڪ", "گ": "ګ", "ه": "ةۀھہە", "و": "ؤۆ", "ر": "ڕ",
        "ل": "ڵ", "-": "‐‑‒–—―−", "/": "⁄∕／\\＼",
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


# -- Words, in the folded spelling; a blank in one is written _ and may be left out ---------------

_JALALI_MONTHS: Final = (  # Iranian, Afghan, Pashto, Kurdish, Latin
    "فروردین حمل وری خاکهلیوه farvardin hamal",
    "اردیبهشت اردی_بهشت ثور غویی گولان بانهمهر ordibehesht sawr saur",
    "خرداد جوزا غبرگولی جوزهردان khordad jawza",
    "تیر سرطان چنگاښ پوشپهر پووشپهر tir saratan",
    "مرداد امرداد اسد زمری گهلاویژ mordad amordad asad",
    "شهریور سنبله سنبلی وږی خهرمانان shahrivar sunbula",
    "مهر میزان تله تلی رهزبهر mehr mizan",
    "ابان عقرب لړم گهلاریزان خهزهلوهر aban aqrab",
    "اذر قوس لیندی سهرماوهز azar qaws",
    "دی جدی مرغومی بهفرانبار dey jadi",
    "بهمن دلو سلواغه سلواغی ریبهندان bahman dalw",
    "اسفند حوت کب رهشهمه رهشهمی esfand hut",
)
_GREGORIAN_MONTHS: Final = (  # English, Persian, Dari, Urdu, Arabic, Kurdish, Pashto
    "january jan ژانویه جنوری ینایر کانون_الثانی کانون_ثانی جانفی کانونی_دووهم",
    "february feb فوریه فبروری فروری فیبروری فبرایر شباط فیفری شوبات",
    "march mar مارس مارچ اذار یازار یادار",
    "april apr اوریل اپریل ابریل نیسان افریل یاپریل",
    "may می مه مای میی مایو ایار یایار",
    "june jun ژوین ژوان ژون جون یونیو یونیه حزیران حوزهیران",
    "july jul ژوییه ژویه جولای جولایی ژولای یولیو یولیه یولیوز تموز جویلیه تهمموز تهمووز تهممووز",
    "august aug اوت اگوست اگست اوگوست اغسطس اب غشت یاب",
    "september sept sep سپتامبر سپتمبر ستمبر سیپتمبر سپټمبر سبتمبر ایلول شتنبر یهیلول یهیلوول",
    "october oct اکتبر اکتوبر اکټوبر تشرین_الاول تشرین_اول تشرینی_یهکهم",
    "november nov نوامبر نومبر نوفمبر تشرین_الثانی تشرین_ثانی نونبر تشرینی_دووهم",
    "december dec دسامبر دسمبر دیسمبر ډسمبر کانون_الاول کانون_اول دجنبر کانونی_یهکهم",
)


def any_of(words: Iterable[str]) -> str:
    """Return a verbose pattern for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True)).replace("_", r"\ ?")


def _numbered(calendar: Calendar, months: tuple[str, ...]) -> dict[str, tuple[Calendar, int]]:
    return {name: (calendar, i) for i, names in enumerate(months, 1) for name in names.split()}


_MONTHS: Final = _numbered("jalali", _JALALI_MONTHS) | _numbered("gregorian", _GREGORIAN_MONTHS)
MONTHS: Final = {name.replace("_", ""): month for name, month in _MONTHS.items()}
MONTH: Final = any_of(_MONTHS)
MONTH_BEGINNINGS: Final = frozenset([*MONTHS, *(name.split("_")[0] for name in _MONTHS)])
LUNAR: Final = (
    r"محرم(?:\ ?الحرام)?|صفر(?:\ ?المظفر)?|ربیع\ ?(?:ال)?(?:اول|ثانی|اخر)|رجب(?:\ ?المرجب)?"
    r"|جمادی\ ?(?:ال)?(?:اولی?|ثانیه?|اخر[هی]?)|شعبان(?:\ ?المعظم)?|رمضان(?:\ ?المبارک)?"
    r"|شوال(?:\ ?المکرم)?|ذ[یو]\ ?(?:ال)?\ ?(?:قعده|حجه)(?:\ ?الحرام)?|muharram|safar|rajab"
    r"|rabi[^\W\d_]*|jumada|sha'?ban|rama[dz]an|shawwal|dh?u?l?\ ?(?:al)?[- ]?(?:hijjah?|qi?'?dah?)"
)
LUNAR_MARK: Final = r"ه?\.?\ ?ق(?!\.?\ ?ظ)|هجری\ ?قمری|قمری|ه(?!\.?\ ?[شخ])|ah"

_UNITS_OF_TEN: Final = (
    "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده", "سیزده",
    "چهارده", "پانزده", "شانزده", "هفده", "هجده هیجده", "نوزده", "بیست",
)  # fmt: skip
_ORDINALS: Final = (
    "اول یکم نخست", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم",
    "یازدهم", "دوازدهم", "سیزدهم", "چهاردهم", "پانزدهم", "شانزدهم", "هفدهم", "هجدهم هیجدهم",
    "نوزدهم", "بیستم",
)  # fmt: skip
_TENS: Final = {"بیست": 20, "سی": 30, "چهل": 40, "پنجاه": 50}


def _spelt(words: tuple[str, ...], tens: Iterable[str]) -> dict[str, int]:
    numbers = {word: i for i, same in enumerate(words, 1) for word in same.split()}
    ones = [(word, i) for word, i in numbers.items() if i < 10]
    return numbers | {f"{ten}_و_{word}": _TENS[ten] + i for ten in tens for word, i in ones}


_NUMBERS: Final = _spelt(_UNITS_OF_TEN, _TENS) | _TENS  # 1–59
_DAYS: Final = (
    {word: i for word, i in (_spelt(_ORDINALS, ["بیست", "سی"]) | _NUMBERS).items() if i < 32}
    | {"سی_ام": 30}
)  # fmt: skip
ENGLISH_NUMBERS: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
NUMBERS: Final = {word.replace("_", ""): number for word, number in _NUMBERS.items()} | {
    word: number for number, word in enumerate(ENGLISH_NUMBERS, 1)
}
DAYS: Final = {word.replace("_", ""): number for word, number in _DAYS.items()}
NUMBER: Final = any_of(_NUMBERS)
DAY: Final = any_of(_DAYS)
NUMBER_BEGINNINGS: Final = frozenset(
    beginning + ending
    for word in _DAYS | _NUMBERS
    for beginning in (word.replace("_", ""), word.split("_")[0])
    for ending in ("", "ین")
)

UNITS: Final = {
    "ثانیه": 1, "دقیقه": 60, "ربع": 900, "ساعت": 3600, "روز": 86400, "هفته": 0, "ماه": 0, "سال": 0,
    "second": 1, "sec": 1, "minute": 60, "min": 60, "hour": 3600, "hr": 3600, "h": 3600,
    "day": 86400, "week": 0, "month": 0, "year": 0,
}  # fmt: skip
_DAYS_AGO: Final = {
    "امروز": 0, "دیروز": 1, "پریروز": 2, "پس_پریروز": 3, "today": 0, "yesterday": 1
}  # fmt: skip
DAYS_AGO: Final = {word.replace("_", ""): days for word, days in _DAYS_AGO.items()}
DAY_AGO: Final = any_of(_DAYS_AGO)
NOW: Final = (
    "لحظاتی", "لحظه", "لحظهای", "دقایقی", "چند", "همین", "هم", "هماکنون", "just", "moments",
)  # fmt: skip
MORNING: Final = r"ق\.?\ ?ظ|صبح|صباحا|بامداد|سحر|نیمه\ ?شب|(?:قبل|پیش)\ ?از\ ?(?:ظهر|چاشت)|a\.?m"
AFTERNOON: Final = r"ب\.?\ ?ظ|(?:بعد|پس)\ ?از\ ?(?:ظهر|چاشت)|عصر|غروب|ظهر|شب|مساءا?|p\.?m"
COUNTED: Final = (  # what the number before it counts: «۱۳ آبان ۱۴۰۰ تومان» has no year
    r"\ ?[%٪]|\ ?(?:هزار|میلی(?:ون|ارد)|تریلیون|درصد|تومان|ریال|دلار|یورو|درهم|دینار|لیر|پوند|روپیه"
    r"|نفره?|تماشاگر|هوادار|تماشاچی|خانوار|(?:سانتی|میلی|کیلو)?متر|مترمربع|هکتار|کیلو(?:گرم|وات)?"
    r"|گرم|تن|مگاوات|لیتر|بشکه|عدد|دستگاه|واحد|سهم|فقره|امتیاز|راس|قطعه)ی?(?![^\W\d_])"
)
WEEKDAY: Final = (
    r"(?:(?:یک|دو|سه|چهار|چار|پنج|[1-5])\ ?)?شنبه|جمعه|ادینه"
    r"|(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?"
)
WEEKDAY_ENDS: Final = (
    "شنبه", "جمعه", "ادینه", "day", "sun", "mon", "tue", "tues", "wed", "thu", "thur",
    "thurs", "fri", "sat",
)  # fmt: skip
LONGEST_WEEKDAY: Final = 16  # characters, with what joins it to its date
WEEKDAY_BEFORE: Final = re.compile(
    rf"(?<![^\W_])(?:{WEEKDAY})[ ,،.|/-]{{0,3}}\Z".replace(r"\ ", " ")
)
WEEKDAY_AFTER: Final = re.compile(rf"[ ,،.|/-]{{1,3}}(?:{WEEKDAY})(?![^\W_])".replace(r"\ ", " "))
