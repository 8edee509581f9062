r"""Persian text: a lossless repair for the archive and a folded form for search.

    >>> repair("كتاب\u00a0هاي «\u200f مي&zwnj;رود »")
    'کتاب های «می\u200cرود»'
    >>> searchable("مُحَمَّد مي\u200cشود، ۱۴۰۲")
    'محمد می شود، 1402'

Both are pure and idempotent, and ``searchable(repair(x)) == searchable(x)`` for every string.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from newscrawl.persian.language import keeps_letters
from newscrawl.persian.tidy import ADDRESS, DIGITS, FORMS, LETTER, SIGNS, members, tidy

Digits = Literal["keep", "latin", "persian"]

TO_LATIN: Final = str.maketrans(DIGITS, "0123456789" * 2)
TO_PERSIAN: Final = str.maketrans("0123456789" + DIGITS[:10], DIGITS[10:] * 2)


def repair(text: str, *, digits: Digits = "keep", language: str | None = None) -> str:
    """Return ``text`` in its archive form: the same words, written in one way.

    White space, direction marks, control characters, presentation forms, what stands for ZWNJ,
    and ي ى ك in Persian texts are put right; docs/persian.md has the rules. Addresses, Latin
    text, emoji and other scripts keep every character but surplus white space.

    Args:
        text: any text.
        digits: the script for the digits of running text; those in addresses and codes are kept.
        language: of the text that this is a part of, as in ``lang=``; ``None``: this tells itself.
    """
    text = _tidied(text)
    if digits != "keep":
        table = TO_LATIN if digits == "latin" else TO_PERSIAN
        # «1 :» is Latin text, «۱ :» is not and has a blank too much: until there is no more to do
        while (tidied := _tidied(_digits(text, table))) != text:
            text = tidied
    if not _AMBIGUOUS.search(text):
        return text
    if _HAMZA.search(text):  # before ي changes, or ي + hamza could never become ئ
        text = _STRETCH.sub(_composed, text)
    return text if keeps_letters(language, text) else _STRETCH.sub(_unified, text)


def searchable(text: str) -> str:
    """Return the folded form of ``text``, for search, comparison and fingerprints only.

    One line; digits in Latin; no vowel signs, tatweel or ZWNJ (a space in its place); letters
    that are written in several ways (ي ك ة ۀ أ إ ؤ ئ) as one. Letter case is kept.
    """
    text = _SPACED_COLON.sub("", _SPACES.sub(" ", repair(text)))
    while True:
        folded = _FOLDED.sub(lambda m: FOLD[m.group()], text)
        if folded == text:
            return text
        text = tidy(folded)


#: :func:`searchable` for comparing stored texts, and for their hashes; cached, as the index folds
#: the same texts soon after. It must not change: all articles of an archive would count as edited.
compared: Final = lru_cache(1024)(searchable)


def to_latin_digits(text: str) -> str:
    """Return ``text`` with every Persian and Arabic digit in Latin."""
    return text.translate(TO_LATIN)


def to_persian_digits(text: str) -> str:
    """Return ``text`` with every Latin and Arabic digit in Persian."""
    return text.translate(TO_PERSIAN)


# -- Verse: the gap between the two halves of a line ---------------------------------------------

_GAP: Final = re.compile(r"[ \u00a0]{3,}|[ \u00a0]*[\t\u2001\u2003][ \u00a0\t\u2001\u2003]*")
_WIDTHS: Final = {"\t": 4, "\u2001": 2, "\u2003": 2}
#: Each gap has one of these: they are found faster.
_IN_GAPS: Final = ("   ", "\u00a0", "\t", "\u2001", "\u2003")
#: Three to twelve words of letters and the punctuation of Persian.
_HALF_WORD: Final = rf"[{LETTER}][{LETTER}\u200c«»،؛؟!.]*+"
_HALF: Final = re.compile(rf"«?+{_HALF_WORD}(?: «?+{_HALF_WORD}){{2,11}}(?<!«)")
#: Stands for a blank of a gap meanwhile: a character of no meaning.
_KEPT: Final = "\ue000"


def _tidied(text: str) -> str:
    """Tidy a text, in which the gap in a line of verse keeps its blanks."""
    if not any(map(text.__contains__, _IN_GAPS)) or _KEPT in text or not _GAP.search(text):
        return tidy(text)
    text = "\n".join(map(_verse, text.split("\n")))
    return tidy(text).replace(_KEPT, " ")


def _verse(line: str) -> str:
    """A line of verse has two halves of some words, about as long as each other."""
    text = line.strip()
    gaps = list(_GAP.finditer(text))
    if len(gaps) != 1:
        return line
    halves = [text[: gaps[0].start()], text[gaps[0].end() :]]
    shorter, longer = sorted(map(len, halves))
    if longer > 1.6 * shorter or not all(map(_HALF.fullmatch, halves)):
        return line
    width = sum(_WIDTHS.get(blank, 1) for blank in gaps[0][0])
    return (_KEPT * max(3, width)).join(halves)


# -- Letters: ي ى ك become ی ی ک, unless the words are Arabic or of another language --------------

_HAMZA: Final = re.compile(r"[\u0653-\u0655]")
_AMBIGUOUS: Final = re.compile(r"[يىك\u0653-\u0655]")
_STRETCH: Final = re.compile(  # an address, or words with nothing but blanks between them
    rf"{ADDRESS}|[{LETTER}][{LETTER}\u200c\u200d ]*+"
)
_ONLY_PERSIAN: Final = re.compile("[پچژگکی\u200c]")
_FOREIGN: Final = re.compile(  # Kurdish, Urdu, Pashto, Uyghur…; not ڪ and ھ, seen in Persian
    r"[\u0672-\u067d\u067f-\u0685\u0687-\u0697\u0699-\u06a8\u06ab-\u06ae\u06b0-\u06bd\u06bf"
    r"\u06c1-\u06cb\u06cd-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08c9]"
)
_VOWEL: Final = re.compile(r"[\u064c-\u0650\u0652\u0670\u06d6-\u06ed]")  # not tanvin and shadda
_MARKS: Final = r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08ca-\u08ff"
_NO_LETTER: Final = re.compile(f"[{_MARKS} ]")
_ARABIC_SPELLING: Final = re.compile(r"[إٱ]|ة(?= |\Z)")
#: Without one of these, no word among others is Arabic by its spelling or its vowel signs.
_MAY_BE_ARABIC: Final = re.compile(rf"{_VOWEL.pattern}|{_ARABIC_SPELLING.pattern}")
_TO_PERSIAN_LETTERS: Final = str.maketrans("يىك", "ییک")
_ARABIC_SIGN: Final = re.compile(r"[إٱة\u064c\u064d\u0652\u06d6-\u06ed]")


def _composed(match: re.Match[str]) -> str:
    found = match.group()
    return found if found[0] in ":.wW" else unicodedata.normalize("NFC", found)


def _unified(match: re.Match[str]) -> str:
    """Words with nothing but blanks between them, in a text that is not Arabic."""
    found = match.group()
    if not _AMBIGUOUS.search(found) or found[0] in ":.wW" or _FOREIGN.search(found):
        return found
    if not _MAY_BE_ARABIC.search(found):
        return found.translate(_TO_PERSIAN_LETTERS)  # as nearly always, and told fast
    if not _ONLY_PERSIAN.search(found) and (_is_vocalised(found) or _is_spelt_arabic(found)):
        return found
    words = found.split(" ")
    stays = False
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        stays = _is_arabic(word, stays, following)
        if not stays:
            words[index] = word.translate(_TO_PERSIAN_LETTERS)
    return " ".join(words)


def _is_arabic(word: str, after_arabic: bool, following: str) -> bool:
    """Tell whether a word among Persian ones is Arabic: by its spelling, by its vowel signs if
    Persian has not all of them, or by an Arabic word beside it. A final ة alone is Persian, too."""
    if _ONLY_PERSIAN.search(word):
        return False
    if _is_vocalised(word) and (after_arabic or _ARABIC_SIGN.search(word)):
        return True
    if _ARABIC_SPELLING.search(word):
        beside = after_arabic or following.startswith("ال") or _ARABIC_SPELLING.search(following)
        return bool(beside) or not word.endswith("ة")
    return after_arabic and word.startswith("ال")


def _is_vocalised(words: str) -> bool:
    """Tell whether there is at least one vowel sign for every two letters."""
    return len(_VOWEL.findall(words)) * 2 >= len(_NO_LETTER.sub("", words)) > 0


def _is_spelt_arabic(stretch: str) -> bool:
    """Tell whether two words, and one in four, have an إ or ٱ or end in ة; or the only word."""
    if not _ARABIC_SPELLING.search(stretch):
        return False
    words = stretch.split()
    marked = sum(1 for word in words if _ARABIC_SPELLING.search(word))
    return marked * 4 >= len(words) and marked >= min(2, len(words))


# -- Digits --------------------------------------------------------------------------------------

_TOKEN: Final = re.compile(rf"(?:[^\s«»()\[\]،؛؟:.wW]++|{ADDRESS}|[:.wW])++")
# With a Latin letter in it, or looking like an IP address or a version, a token is not a number.
_CODE: Final = re.compile(r"[A-Za-z@_\\&]|://|[0-9]\.[0-9]+\.[0-9]")


def _digits(text: str, table: dict[int, int]) -> str:
    return _TOKEN.sub(
        lambda m: m.group() if _CODE.search(m.group()) else m.group().translate(table), text
    )


# -- Folding -------------------------------------------------------------------------------------


def _folding() -> dict[str, str]:
    alike = {"ی": "يىےئ", "ک": "كڪ", "ه": "ةۀھہ", "ا": "أإٱ", "و": "ؤ"}
    alike |= {".": "٫", ",": "٬", "%": "٪", " ": "\n\u200c"}
    fold = {letter: to for to, letters in alike.items() for letter in letters}
    fold |= {chr(code): chr(to) for code, to in TO_LATIN.items()}
    fold |= dict.fromkeys(members(f"[{_MARKS}]"), "")
    for code, words in (FORMS | SIGNS).items():
        fold[chr(code)] = "".join(fold.get(letter, letter) for letter in words)
    return fold


_SPACES: Final = re.compile("  +")
#: «۳ : ۲» is found by «۳: ۲», as it was written in the archive for long.
_SPACED_COLON: Final = re.compile(rf"(?<=[{DIGITS}]) (?=: [0-9{DIGITS}])")
#: What `searchable` puts in the place of a character.
FOLD: Final = _folding()
_FOLDED: Final = re.compile(f"[{''.join(map(re.escape, FOLD))}]")
