r"""Persian text: a lossless repair for the archive and a folded form for search.

    >>> repair("كتاب\u00a0هاي «\u200f مي&zwnj;رود »")
    'کتاب های «می\u200cرود»'
    >>> searchable("مُحَمَّد مي\u200cشود، ۱۴۰۲")
    'محمد می شود، 1402'

Both are pure and idempotent, and ``searchable(repair(x)) == searchable(x)`` for every string.
"""

import re
import unicodedata
from typing import Final, Literal

from newscrawl.persian.tidy import ADDRESS, DIGITS, FORMS, LETTER, SIGNS, members, tidy

Digits = Literal["keep", "latin", "persian"]

TO_LATIN: Final = str.maketrans(DIGITS, "0123456789" * 2)
TO_PERSIAN: Final = str.maketrans("0123456789" + DIGITS[:10], DIGITS[10:] * 2)


def repair(text: str, *, digits: Digits = "keep") -> str:
    """Return ``text`` in its archive form: the same words, written in one way.

    White space, direction marks, control characters, presentation forms, what stands for ZWNJ,
    and ي ى ك in Persian words are put right; docs/persian.md has the rules. Addresses, Latin
    text, emoji and other scripts keep every character but surplus white space. With ``digits``
    the digits of running text are written in that script, those in addresses and codes are not.
    """
    text = tidy(text)
    if digits != "keep":
        table = TO_LATIN if digits == "latin" else TO_PERSIAN
        # «1 :» is Latin text, «۱ :» is not and has a blank too much: until there is no more to do
        while (tidied := tidy(_digits(text, table))) != text:
            text = tidied
    return _STRETCH.sub(_unified, text) if _AMBIGUOUS.search(text) else text


def searchable(text: str) -> str:
    """Return the folded form of ``text``, for search, comparison and fingerprints only.

    One line; digits in Latin; no vowel signs, tatweel or ZWNJ (a space in its place); letters
    that are written in several ways (ي ك ة ۀ أ إ ؤ ئ) as one. Letter case is kept.
    """
    text = repair(text)
    while True:
        folded = _FOLDED.sub(lambda m: _FOLD[m.group()], text)
        if folded == text:
            return text
        text = tidy(folded)


def to_latin_digits(text: str) -> str:
    """Return ``text`` with every Persian and Arabic digit in Latin."""
    return text.translate(TO_LATIN)


def to_persian_digits(text: str) -> str:
    """Return ``text`` with every Latin and Arabic digit in Persian."""
    return text.translate(TO_PERSIAN)


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


def _unified(match: re.Match[str]) -> str:
    found = match.group()
    if not _AMBIGUOUS.search(found) or found[0] in ":.wW":
        return found
    if _HAMZA.search(found):  # before ي changes, or ي + hamza could never become ئ
        found = unicodedata.normalize("NFC", found)
    if _FOREIGN.search(found):
        return found
    vowels = bool(_VOWEL.search(found))
    if not _ONLY_PERSIAN.search(found) and (
        (vowels and _is_vocalised(found)) or _is_spelt_arabic(found)
    ):
        return found
    if not vowels:
        return _to_persian(found)
    return " ".join(
        word if _is_vocalised(word) and not _ONLY_PERSIAN.search(word) else _to_persian(word)
        for word in found.split(" ")
    )


def _to_persian(words: str) -> str:
    return words.replace("ي", "ی").replace("ى", "ی").replace("ك", "ک")  # translate: 10 times slower


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


_FOLD: Final = _folding()
_FOLDED: Final = re.compile(f"[{''.join(map(re.escape, _FOLD))}]")
