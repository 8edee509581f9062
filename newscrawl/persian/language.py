"""Whether a text in Arabic letters is Arabic or Persian: it decides what becomes of ي ى ك."""

from __future__ import annotations

import re
from typing import Final

from newscrawl.persian.tidy import LETTER

#: Languages in Arabic letters that tell ي and ی, or ك and ک, apart.
_OTHERS: Final = frozenset(("ar", "arz", "ku", "ckb", "ps", "sd", "ug", "ur"))
_PERSIAN: Final = frozenset(("fa", "fas", "per", "prs", "pes", "tg", "az", "azb", "glk", "mzn"))
_WORD: Final = re.compile(rf"[{LETTER}\u200c]+")
_MARKS: Final = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ONLY_PERSIAN: Final = re.compile("[پچژگکی\u200c]")
_ONLY_ARABIC: Final = re.compile(r"[إٱ]|.ة\Z")
#: Without one of these, a text has no such word as above.
_SURE: Final = re.compile("[إٱة]")
_ARTICLE: Final = re.compile(r"[وف]?(?:[بك]?ال|لل)..")
#: Words of each that the other has not; ي and ك as they are typed in Arabic.
_OF_ARABIC: Final = frozenset(("في", "فى", "إلى", "الى", "عن", "مع", "التي", "التى", "الذي",
    "الذى", "الذين", "هذا", "هذه", "ذلك", "تلك", "أن", "لقد", "لم", "لن", "ليس", "حيث", "عند",
    "كما", "منذ", "هو", "هي", "وهو", "وهي", "عليها", "فيه", "فيها", "منه", "لها", "وقال", "وأضاف",
    "ثم", "صلى", "كانت", "سوف", "أيضا", "بأن", "لأن"))  # fmt: skip
_OF_PERSIAN: Final = frozenset(("از", "به", "در", "كه", "اين", "آن", "را", "با", "براي", "است",
    "شد", "شده", "مي", "ها", "هاي", "تا", "يا", "اما", "نيز", "خود", "كرد", "كرده", "بود", "باشد",
    "دارد", "وي", "يك", "شود", "كند", "او", "دو", "اي", "هر", "همه", "ديگر"))  # fmt: skip


def keeps_letters(language: str | None, text: str, least: int = 2) -> bool:
    """Whether a text is of a language to which ي ى ك belong.

    Args:
        language: as in ``lang=``; ``None`` or another script's where nobody says so. It decides,
            unless the text itself is clearly the other of Arabic and Persian: some themes say
            ``ar`` of all that is written from right to left.
        text: the whole text, or one paragraph of it.
        least: words that speak for Arabic.

    >>> keeps_letters(None, "افتتح اليوم معرض الكتاب في مدينة شيراز")
    True
    >>> keeps_letters(None, "نمايشگاه كتاب در شهر شيراز گشايش يافت")
    False
    """
    name = primary(language)
    if name in _OTHERS - {"ar"}:
        return True
    words = _words(text)
    if name == "ar":
        arabic, persian, _ = _counted(words)
        return not (persian >= 2 and persian > 2 * arabic)
    if _OF_ARABIC.isdisjoint(words) and not _SURE.search(text):
        return False  # as nearly always, and told fast
    if name in _PERSIAN:
        least = max(least, 3)
    arabic, persian, is_sure = _counted(words)
    return is_sure and arabic >= least and arabic > 3 * persian and arabic * 4 >= len(words)


def primary(language: str | None) -> str:
    """The language of a tag, without its script and country.

    >>> primary("fa-IR"), primary("AR_sa"), primary(None)
    ('fa', 'ar', '')
    """
    return re.split("[-_]", (language or "").strip().lower())[0]


def _words(text: str) -> list[str]:
    words: list[str] = _WORD.findall(text)
    return [_MARKS.sub("", word) for word in words] if _MARKS.search(text) else words


def _counted(words: list[str]) -> tuple[int, int, bool]:
    """How many words speak for Arabic, how many for Persian, and whether one of the first is surely
    Arabic."""
    arabic = persian = 0
    is_sure = False
    for word in words:
        if word in _OF_PERSIAN or _ONLY_PERSIAN.search(word):
            persian += 1
        elif word in _OF_ARABIC or _ONLY_ARABIC.search(word):
            arabic += 1
            is_sure = True
        elif _ARTICLE.match(word):
            arabic += 1
    return arabic, persian, is_sure
