"""How fast and how right Persian text and dates are read, beside other libraries on the same input.

    python -m bench.persian

The inputs are the tables of the tests. Peers are optional (``pip install newscrawl[bench]``); one
that is missing is left out, and a line says so. Each is used the way its own manual says for
this task. A date counts as right when the instant is (for a day without a time: the day), an
error when no date is returned.
"""

import importlib
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from newscrawl.persian import TEHRAN, parse_date, repair, searchable

TABLES = Path(__file__).parents[1] / "tests" / "persian"
ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\([ntr])")
NOW = datetime(2021, 7, 14, 10, 0, 30, tzinfo=TEHRAN)

Reader = Callable[[str, datetime | None], datetime | None]
Writer = Callable[[str], str]


def rows(name: str) -> Iterator[list[str]]:
    """Return the rows of a test table, its escapes undone."""
    for line in (TABLES / name).read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield [
                ESCAPE.sub(
                    lambda m: (
                        chr(int(m[1], 16)) if m[1] else {"n": "\n", "t": "\t", "r": "\r"}[m[2]]
                    ),
                    column,
                )
                for column in line.split("\t")
            ]


def optional(module: str) -> Any:
    """Return a module, or None and print a line when it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        print(f"{module}: not installed, left out")
        return None


# -- Dates ---------------------------------------------------------------------------------------


def ours(text: str, now: datetime | None) -> datetime | None:
    try:
        return parse_date(text, now=now).instant
    except ValueError:
        return None


def date_readers() -> dict[str, Reader]:
    readers: dict[str, Reader] = {"newscrawl": ours}
    if dateparser := optional("dateparser"):
        readers["dateparser"] = _dateparser(dateparser.parse)
        if jalali := optional("dateparser.calendars.jalali"):
            readers["dateparser + JalaliCalendar"] = _dateparser(
                dateparser.parse, jalali.JalaliCalendar
            )
    if persiantools := optional("persiantools.jdatetime"):
        readers["persiantools, 12 formats"] = _persiantools(persiantools.JalaliDateTime)
    return readers


def _dateparser(parse: Any, jalali: Any = None) -> Reader:
    def read(text: str, now: datetime | None) -> datetime | None:
        if jalali is not None:
            try:
                found = jalali(text).get_date()
            except Exception:  # several, none of them documented
                found = None
            if found and found.date_obj and found.period == "day":
                wall: datetime = found.date_obj
                return wall.replace(tzinfo=TEHRAN)
        settings: dict[str, Any] = {"TIMEZONE": "Asia/Tehran", "RETURN_AS_TIMEZONE_AWARE": True}
        if now:
            settings["RELATIVE_BASE"] = now.astimezone(TEHRAN).replace(tzinfo=None)
        try:
            instant: datetime | None = parse(text, languages=["fa", "en"], settings=settings)
        except Exception:
            return None
        return instant

    return read


def _persiantools(jalali_datetime: Any) -> Reader:
    characters, digits = optional("persiantools.characters"), optional("persiantools.digits")
    days = ("%d %B %Y", "%Y/%m/%d", "%Y-%m-%d", "%d/%m/%Y")
    formats = [day + clock for day in days for clock in ("", " - %H:%M", " %H:%M")]

    def read(text: str, now: datetime | None) -> datetime | None:
        text = digits.fa_to_en(digits.ar_to_fa(characters.ar_to_fa(text))).strip()
        for form in formats:
            try:
                wall: datetime = jalali_datetime.strptime(text, form, locale="fa").to_gregorian()
            except Exception:
                continue
            return wall.replace(tzinfo=TEHRAN)
        return None

    return read


def is_right(found: datetime | None, expected: str, precision: str) -> bool:
    if found is None or expected.startswith("error"):
        return found is None and expected.startswith("error")
    instant = datetime.fromisoformat(expected)
    local = found.astimezone(TEHRAN) if found.tzinfo else found.replace(tzinfo=TEHRAN)
    if precision == "day":
        return local.date() == instant.date()
    return local.replace(microsecond=0).utctimetuple() == instant.utctimetuple()


def dates() -> None:
    table = [
        (text, datetime.fromisoformat(now) if now else None, expected, precision)
        for text, now, expected, precision, _ in rows("dates.tsv")
    ]
    plain = [(text, now) for text, now, expected, _ in table if not expected.startswith("error")]
    readers = date_readers()
    print(f"\nDates: {len(table)} strings, {len(table) - len(plain)} of them errors\n")
    heading("library", "right", "strings/s", "newscrawl is")
    base = 0.0
    for name, read in readers.items():
        right = sum(is_right(read(text, now), *want) for text, now, *want in table)
        seconds = best(partial(_all, read, plain))
        rate = len(plain) / seconds
        base = base or rate
        line(name, f"{right / len(table):.0%}", f"{rate:,.0f}", f"{base / rate:.1f} x")


def _all(read: Reader, texts: list[tuple[str, datetime | None]]) -> None:
    for text, now in texts:
        read(text, now)


# -- Text ----------------------------------------------------------------------------------------


def writers() -> dict[str, Writer]:
    found: dict[str, Writer] = {"newscrawl repair": repair}
    if hazm := optional("hazm"):
        options = (
            "correct_spacing",
            "remove_diacritics",
            "remove_specials_chars",
            "decrease_repeated_chars",
            "persian_style",
            "persian_numbers",
            "unicodes_replacement",
            "seperate_mi",
        )
        found["hazm Normalizer()"] = hazm.Normalizer().normalize
        found["hazm, all options off"] = hazm.Normalizer(**dict.fromkeys(options, False)).normalize
    if characters := optional("persiantools.characters"):
        found["persiantools ar_to_fa"] = characters.ar_to_fa
    return found


ARTICLES = {
    "clean": "رئیس‌جمهور در دیدار با وزیر خارجه گفت: «ما می‌خواهیم این موضوع را پیگیری کنیم.» "
    "این گزارش در ۲۲ تیر ۱۴۰۰ منتشر شد.\n",
    "Arabic letters": "رئيس جمهور در ديدار با وزير خارجه گفت: «ما مي‌خواهيم اين موضوع را پيگيري "
    "كنيم.» اين گزارش در ۲۲ تير ۱۴۰۰ منتشر شد.\n",
    "no-break spaces": "رئیس\u00a0جمهور در دیدار با وزیر خارجه گفت : « ما می‌خواهیم این\u00a0موضوع "
    "را پیگیری کنیم. »  این گزارش در ۲۲\u00a0تیر ۱۴۰۰ منتشر شد.\n",
    "English": "The president said in a meeting with the foreign minister that the matter would "
    "be pursued. This report was published on 13 July 2021.\n",
}


def texts() -> None:
    table = [(text, repaired) for text, repaired, _, _ in rows("text.tsv")]
    found = writers() | {"newscrawl searchable": searchable}
    print(f"\nText: {len(table)} strings (the share that comes out as `repair` documents it;")
    print("the peers have other aims), and articles of about 4,000 characters, million chars/s\n")
    heading("library", "right", *ARTICLES)
    for name, write in found.items():
        rates = []
        for sample in ARTICLES.values():
            article = sample * (4000 // len(sample))
            seconds = best(partial(write, article), share=0.2)
            rates.append(f"{len(article) / seconds / 1e6:.2f}")
        right = sum(_written(write, text) == repaired for text, repaired in table)
        share = "" if write is searchable else f"{right / len(table):.0%}"
        line(name, share, *rates)


def _written(write: Writer, text: str) -> str | None:
    try:
        return write(text)
    except Exception:
        return None


# -- Growing input -------------------------------------------------------------------------------

NOISE = {
    "digits": "۱",
    "dates": "۲۲ تیر ۱۴۰۰ - ۱۹:۰۸ ",
    "direction marks": "\u202b\u200f",
    "entities": "س&zwnj;",
    "spaces": " ",
    "vowel signs": "\u064e",
    "links": "http://a.ir/ك ",
}


def growth() -> None:
    print("\nGrowing noise: milliseconds; ten times the text takes ten times as long or less\n")
    sizes = (1_000, 10_000, 100_000, 1_000_000)
    heading("noise, function", *(f"{size:,}" for size in sizes))
    for noise, unit in NOISE.items():
        for name, function in (
            ("parse_date", _or_none),
            ("repair", repair),
            ("searchable", searchable),
        ):
            cells = []
            for size in sizes:
                text = unit * (size // len(unit))
                seconds = best(partial(function, text), share=0.02)
                cells.append(f"{seconds * 1000:.2f}")
            line(f"{noise}, {name}", *cells)


def _or_none(text: str) -> datetime | None:
    return ours(text, NOW)


# -- Measuring and printing ----------------------------------------------------------------------


def best(work: Callable[[], object], *, share: float = 0.5) -> float:
    """Return the least time, in seconds, that ``work`` took in ``share`` seconds or three runs."""
    least = float("inf")
    end = time.perf_counter() + share
    runs = 0
    while runs < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        work()
        least = min(least, time.perf_counter() - start)
        runs += 1
    return least


def heading(*cells: str) -> None:
    line(*cells)
    print("|---|" + "---:|" * (len(cells) - 1))


def line(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    warnings.simplefilter("ignore")
    print(f"Python {sys.version.split()[0]}, {datetime.now():%Y-%m-%d}")
    dates()
    texts()
    growth()


if __name__ == "__main__":
    main()
