"""What `repair` and `searchable` make of text: a table, and properties that hold for any text."""

import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newscrawl.persian import repair, searchable, to_latin_digits, to_persian_digits

ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\([ntr])")


def unescaped(text: str) -> str:
    return ESCAPE.sub(
        lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "t": "\t", "r": "\r"}[m[2]], text
    )


def table() -> Iterator[list[str]]:
    for line in (Path(__file__).parent / "text.tsv").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            *forms, why = line.split("\t")
            yield [*map(unescaped, forms), why]


@pytest.mark.parametrize(("text", "repaired", "folded", "why"), list(table()))
def test_table(text: str, repaired: str, folded: str, why: str) -> None:
    assert repair(text) == repaired, why
    assert searchable(text) == folded, why


@pytest.mark.parametrize(
    ("text", "latin", "persian"),
    [
        ("سال ۱۴۰۲ و ١٤٠١", "سال 1402 و 1401", "سال ۱۴۰۲ و ۱۴۰۱"),
        ("12 نفر (34)،56", "12 نفر (34)،56", "۱۲ نفر (۳۴)،۵۶"),
        ("1400/04/22 19:08", "1400/04/22 19:08", "۱۴۰۰/۰۴/۲۲ ۱۹:۰۸"),
        ("۳٫۵ 3.5 ۲۰٪", "3٫5 3.5 20٪", "۳٫۵ ۳.۵ ۲۰٪"),
        ("COVID-19 و F16", "COVID-19 و F16", "COVID-19 و F16"),
        ("192.168.1.10 v1.2.3", "192.168.1.10 v1.2.3", "192.168.1.10 v1.2.3"),
        ("https://a.ir/۱۲(۳)?x=4 5", "https://a.ir/۱۲(۳)?x=4 5", "https://a.ir/۱۲(۳)?x=4 ۵"),
        ("a1@b2.ir 3", "a1@b2.ir 3", "a1@b2.ir ۳"),
    ],
)
def test_digits_of_running_text(text: str, latin: str, persian: str) -> None:
    assert repair(text) == text
    assert repair(text, digits="latin") == latin
    assert repair(text, digits="persian") == persian


def test_digits_of_codes() -> None:
    assert to_latin_digits("a۰۱۲٣٤٥6") == "a0123456"
    assert to_persian_digits("a۰۱۲٣٤٥6") == "a۰۱۲۳۴۵۶"
    assert int(to_latin_digits("۰۱۲۳۴۵۶۷۸۹")) == int(to_latin_digits("٠١٢٣٤٥٦٧٨٩")) == 123456789


# Where the rules meet: gaps, entities, addresses, look-alikes, marks, halves of characters.
PARTS = [
    *" \n\t\r:«»،؛؟()./&;#@w\"'1۲٣abZكيىکیآاأإةۀهـنرپشێھ",
    *"\u00a0\u2003\u2028\x00\x85\x1c\u200b\u200c\u200d\u200e\u200f\u202b\u2067\ufeff\u00ad\u00ac\ufffe",
    *"\u064b\u064e\u0650\u0651\u0652\u0653\u0654\u0655\u0670\u0301",
    *"\ufefb\ufdf2\ufdfa\ufdfc\ufe76\ufe77\ufc5e\ufef2\ufd3e\ud83d\ude00\ud800क्שไ",
    "zwnj", "nbsp", "amp;", "&zwnj;", "&amp;nbsp;", "&#8204;", "&#x200f;", "://", "www.", ".ir/",
    " :", " »", "« ", ":)", "\r\n", "👨\u200d👩", "ا\u0653", "می\u200cشود", "كتابهاي", "إِنَّ",
]  # fmt: skip
texts = st.text(st.characters()) | st.lists(st.sampled_from(PARTS), max_size=16).map("".join)


@given(texts)
@example("س&zw\u200fnj;س")  # noise inside an entity
@example("\r:)ك\u0670\u00ac0")
@example("1&amp;nbsp;\r1ر")
@example("، 1 »")
@example("۲\u00ad. »ک")
@example("۲&rlm;. »ک")
def test_repair_is_idempotent_and_never_changes_the_searchable_form(text: str) -> None:
    repaired, folded = repair(text), searchable(text)
    assert repair(repaired) == repaired
    assert searchable(repaired) == folded
    assert searchable(folded) == folded
    assert repair(folded) == folded
    for digits in ("latin", "persian"):
        written = repair(text, digits=digits)
        assert repair(written, digits=digits) == written


@given(texts)
@example("://\ud800")
def test_what_comes_out_can_be_stored(text: str) -> None:
    repaired, folded = repair(text), searchable(text)
    for stored in (repaired, folded):
        stored.encode()
        assert not re.search(
            r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\ufffe\uffff]", stored
        )
        assert not re.search("  | \n|\n |\n\n\n", stored)
        assert stored == stored.strip(" \n")
    assert not re.search("[\n\u200c\u0640\u064b-\u0652\u0660-\u0669\u06f0-\u06f9يكىةأإؤئ]", folded)


SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ac\u00ad\u200b-\u200c\u200e\u200f\ufeff\u061c"
                   r"\u202a-\u202e\u2066-\u2069\ufffe\uffff]+")  # fmt: skip
ALIKE = str.maketrans("يىك", "ییک")


def skeleton(text: str) -> str:
    """Return the letters of a text, without white space and invisible characters."""
    text = re.sub(
        "[\ufb50-\ufdef\ufdf2-\ufdf4\ufdf6-\ufdf9\ufe70-\ufefc]",
        lambda m: unicodedata.normalize("NFKC", m.group()),
        SPACE.sub("", text),
    )
    return unicodedata.normalize("NFD", SPACE.sub("", text)).translate(ALIKE)


@given(texts.filter(lambda text: "&" not in text and not re.search("[\ud800-\udfff]", text)))
@example("ي \u0654")
def test_repair_loses_no_letter(text: str) -> None:
    assert skeleton(repair(text)) == skeleton(text)


@given(texts)
def test_no_zwnj_is_invented(text: str) -> None:
    there = len(re.findall("[\u200b\u200c\u00ad\ufeff\u00ac]", text)) + text.count("&")
    assert repair(text).count("\u200c") <= there


not_arabic = st.characters(
    exclude_categories=["Cs", "Cc", "Zl", "Zp"],
    exclude_characters="\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u00a0\u202f\u205f\ufffe\uffff\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a",
).filter(lambda c: not ("\u0600" <= c <= "\u08ff" or "\ufb50" <= c <= "\ufefc"))


@given(st.text(not_arabic).map(lambda text: re.sub(" +", " ", text).strip(" \ufeff")))
@example("क्\u200cष ¬ \u200b\u00ad& &zwnj; « a » : b")
def test_other_scripts_stay_byte_for_byte(text: str) -> None:
    assert repair(text) == ("" if not text.strip(" \u200b\u200c\u00ad\ufeff\u00ac") else text)


@pytest.mark.parametrize(
    "unit",
    ["1", "۱", " ", "\u202e\u2066", "\u200c ", "ي", "يك ", "\u064e", "ة", "&zwnj;", "س&", "&amp;",
     "&", "http://", "w", "a.b", "a.ir/", "\u00ac", "س\u00ac", "\ud800", "« ", ":", " :", "\ufe76"],
)  # fmt: skip
def test_long_noise_takes_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.process_time()
    repair(text, digits="persian")
    searchable(text)
    assert time.process_time() - start < 5  # half a second at most; quadratic work takes minutes
