"""Other forms of the words of a query: a light fold of plural, ezafe and the commas of numbers.

Only queries are changed, not the index: a word is looked for in all of its forms. There is no
dictionary, so only endings are known that are hardly ever part of another word; docs/persian.md has
the rules and how precise they are.
"""

from __future__ import annotations

import re
from typing import Final

#: Endings that are written behind a ZWNJ, or joined to the word.
_PLURAL: Final = ("ها", "های", "هایی")
_POSSESSIVE: Final = ("هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان")
_PARTED: Final = frozenset((*_PLURAL, *_POSSESSIVE, "ی"))
_PERSIAN: Final = re.compile(r"[\u0621-\u06d3]{3,}")
#: Fewest letters of a word, and of one that has a plural in «ان»: «ارز» is not in «ارزان».
_LEAST: Final = 3
_LEAST_AN: Final = 4
#: Words that look like forms of another one, and are not.
_NO_FORMS: Final = frozenset((
    "آبادان", "چندان", "پهلوی", "خسروی", "درخشان", "آویزان", "گروگان", "استکان", "برای",
    "برایان", "فریمان", "انتها", "سرگردان", "بازرگان", "رایگان", "جزوی", "ناگهان", "امتحان",
    "پنهان",
))  # fmt: skip
_VOWELS: Final = ("و", "ا")
_THOUSANDS: Final = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")


def forms(word: str) -> tuple[str, ...]:
    """A folded word, then its plurals, its ezafe, and the word that it is one of.

    >>> forms("دانشجو")
    ('دانشجو', 'دانشجوها', 'دانشجوهای', 'دانشجوهایی', 'دانشجوی', 'دانشجویان')
    >>> "نماینده" in forms("نمایندگان"), "ایر" in forms("ایران"), forms("از")
    (True, False, ('از',))
    """
    if not _PERSIAN.fullmatch(word):
        return (word,)
    found = [word]
    for one in (word, *_bases(word)):
        found += [one, *(form for form in _plurals(one) if form not in _NO_FORMS)]
    return tuple(dict.fromkeys(found))


def base(word: str) -> str:
    """The folded word that another one is most likely a plural or ezafe of, or itself.

    It need not be a word: «نگهبان» is taken for a plural. So compare with it, and show another.

    >>> base("نمایندگان"), base("دانشجوهای"), base("ایران")
    ('نماینده', 'دانشجو', 'ایران')
    """
    if not _PERSIAN.fullmatch(word):
        return word
    return next(iter(_bases(word)), word)


def without_ending(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a word with ZWNJs, without a plural or an ezafe of its own.

    >>> without_ending(("خانه", "ی")), without_ending(("می", "شود"))
    (('خانه',), ('می', 'شود'))
    """
    return parts[:-1] if len(parts) > 1 and parts[-1] in _PARTED else parts


def number_forms(parts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The other spelling of a number of more than three digits, if the parts are one.

    >>> number_forms(("123450",)), number_forms(("123", "450")), number_forms(("19", "5"))
    ((('123', '450'),), (('123450',),), ())
    """
    if not all(part.isascii() and part.isdigit() for part in parts):
        return ()
    if len(parts) == 1:
        grouped = tuple(_THOUSANDS.split(parts[0]))
        return (grouped,) if len(grouped) > 1 else ()
    joined = "".join(parts)
    return ((joined,),) if tuple(_THOUSANDS.split(joined)) == parts else ()


def _plurals(word: str) -> list[str]:
    if len(word) < _LEAST or word.endswith(_PLURAL):
        return []
    found = [word + ending for ending in _PLURAL]
    if word.endswith(_VOWELS):
        return [*found, word + "ی", word + "یان"]
    if word.endswith("ه"):
        found.append(word[:-1] + "گان")
    if len(word) >= _LEAST_AN and not word.endswith("ان"):
        found.append(word + "ان")
    return found


def _bases(word: str) -> list[str]:
    """What a word may be a form of: no more than one, in truth."""
    if word in _NO_FORMS:
        return []
    for ending in (*_POSSESSIVE, *reversed(_PLURAL)):
        if word.endswith(ending):
            return _long(word.removesuffix(ending))
    if word.endswith(("ویان", "ایان")):
        return _long(word[:-3])
    if word.endswith("گان"):
        return [*_long(word[:-3] + "ه", _LEAST_AN), *_long(word[:-2], _LEAST_AN)]
    if word.endswith("ان") and word[-3] not in _VOWELS:
        return _long(word[:-2], _LEAST_AN)
    if word.endswith(("وی", "ای")):
        return _long(word[:-1])
    return []


def _long(word: str, least: int = _LEAST) -> list[str]:
    return [word] if len(word) >= least else []
