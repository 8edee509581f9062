"""Search queries of users."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from newscrawl.search.forms import forms, number_forms, without_ending
from newscrawl.search.terms import ZWNJ, words

#: Maximum number of words in a query.
MAX_WORDS: Final = 32
#: Columns that a term may be limited to, as in ``title:word``.
FIELDS: Final = ("title",)
_QUOTES: Final = {'"': '"', "«": "»", "“": "”"}
_PART: Final = re.compile(
    r"""(?P<minus>[-−]?)(?:(?P<field>[a-z_]{2,}):(?![/\s]|\Z))?
    (?:"(?P<a>[^"]*)"|«(?P<b>[^»]*)»|“(?P<c>[^”]*)”|(?P<word>[^\s"«»“”]+))""",
    re.VERBOSE,
)
_PERSIAN: Final = re.compile(r"[\u0600-\u06ff]+")
_OPERATORS: Final = ("AND", "OR", "NOT")

Ways = tuple[tuple[str, ...], ...]


class QueryError(ValueError):
    """The query has nothing to search for, or cannot mean anything; the message is one line."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that an article has to contain, in one of several ways."""

    #: As written, in several spellings. Each is a sequence of folded words side by side.
    ways: Ways
    #: The last word of each is only the beginning of a word.
    is_prefix: bool = False
    #: Other forms of the words, such as plurals; see :mod:`newscrawl.search.forms`.
    forms: Ways = ()
    #: The column that has to have them, ``None`` for any.
    field: str | None = None

    @property
    def all_ways(self) -> Ways:
        """All sequences of words of which an article has to contain one."""
        return self.ways + self.forms


@dataclass(frozen=True, slots=True)
class Query:
    """Finds articles with a term of each group, and with none of the excluded ones."""

    groups: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms that are looked for."""
        return tuple(term for group in self.groups for term in group)

    @property
    def as_written(self) -> Query:
        """The same without other forms of the words."""
        groups = (tuple(replace(term, forms=()) for term in group) for group in self.groups)
        return replace(self, groups=tuple(groups))


def parse(text: str) -> Query:
    """Read a query: words, "phrases" in quotation marks, ``-excluded`` words, ``prefix*``,
    ``this OR that``, and ``title:word``.

    >>> parse('"فضای مجازی" OR ویچ* -تن').groups[0][1]
    Term(ways=(('ویچ',),), is_prefix=True, forms=(), field=None)

    A word is found in its plural and with an ezafe, a number with and without commas. Words in
    quotation marks and prefixes are found as they are written.

    >>> parse("123450").terms[0].all_ways
    (('123450',), ('123', '450'))

    A word with a ZWNJ may be written with a space or joined, and so may two words side by side:

    >>> [term.ways for term in parse("می‌شود").terms]
    [(('می', 'شود'), ('میشود',))]
    >>> [term.ways for term in parse("می شود").terms]
    [(('می',), ('میشود',)), (('شود',), ('میشود',))]

    Raises:
        QueryError: if there is nothing to search for, or it cannot mean anything.
    """
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    plain: set[int] = set()  # indexes of groups that are one word, and follow the one before
    operator: str | None = None
    follows_wanted = False
    position = 0
    for match in _PART.finditer(text):
        _check_between(text[position : match.start()])
        position = match.end()
        if (found := _operator(match)) is not None:
            if operator or not follows_wanted:
                _misplaced(found)
            operator = found
            continue
        term = _term(match)
        if term is None:
            continue
        if match["minus"]:
            if operator:
                _misplaced(operator)
            excluded.append(term)
        elif operator == "OR":
            groups[-1].append(term)
            plain.discard(len(groups) - 1)
        else:
            if operator is None and match["word"] is not None and _is_plain(term):
                plain.add(len(groups))
            groups.append([term])
        operator, follows_wanted = None, not match["minus"]
    _check_between(text[position:])
    if operator:
        _misplaced(operator)
    _check(text, groups, excluded)
    return Query(tuple(map(tuple, _joined(groups, plain))), tuple(excluded))


def _operator(match: re.Match[str]) -> str | None:
    word: str | None = match["word"]
    if word not in _OPERATORS or match["minus"] or match["field"]:
        return None
    if word == "NOT":
        raise QueryError("NOT is no operator: -word leaves a word out")
    return word


def _term(match: re.Match[str]) -> Term | None:
    field = match["field"]
    if field is not None and field not in FIELDS:
        raise QueryError(f"{field}: is no field; {FIELDS[0]}:word is possible")
    term = _phrase(match) if match["word"] is None else _word(match["word"])
    return term and replace(term, field=field)


def _misplaced(operator: str) -> NoReturn:
    raise QueryError(f"{operator} stands between two words to look for")


def _check(text: str, groups: list[list[Term]], excluded: list[Term]) -> None:
    if not groups:
        raise QueryError(
            "expected a word to look for, not only words to leave out"
            if excluded
            else f"expected words to look for, got {text!r}"
        )
    terms = [term for group in groups for term in group]
    if sum(len(term.ways[0]) for term in (*terms, *excluded)) > MAX_WORDS:
        raise QueryError(f"expected at most {MAX_WORDS} words")
    if len(terms) > len(groups) and re.search(r"(?:^|\s)\(|\)(?:\s|$)", text):
        raise QueryError("OR joins the words beside it, without brackets: one OR other third")
    for group in groups:
        if all(term in excluded or replace(term, field=None) in excluded for term in group):
            word = " ".join(group[0].ways[0])
            raise QueryError(f"{word!r} is to be there and not to be there")


def _check_between(text: str) -> None:
    for sign in text:
        if sign in _QUOTES:
            raise QueryError(f"the quotation mark {sign} is not closed")
        if sign in _QUOTES.values():
            raise QueryError(f"the quotation mark {sign} was not opened")


def _word(word: str) -> Term | None:
    is_prefix = word.endswith("*")
    parted = tuple(words(word))
    if not parted:
        return None
    if "*" in word.rstrip("*"):
        raise QueryError(f"* stands at the end of a word, not as in {word!r}")
    if word.removesuffix(":") in FIELDS and word.endswith(":"):
        raise QueryError(f"{word} stands right before a word")
    ways = {parted: None}
    if ZWNJ in word:
        ways[tuple(words(word.replace(ZWNJ, "")))] = None
    others = [] if is_prefix else _forms(parted, joins=ZWNJ in word)
    return Term(tuple(ways), is_prefix, tuple(way for way in others if way not in ways))


def _forms(parted: tuple[str, ...], *, joins: bool) -> list[tuple[str, ...]]:
    """The other forms of a word that may be written in parts.

    Args:
        joins: the parts may be written joined, too.
    """
    *before, last = without_ending(parted) if joins else parted
    found: dict[tuple[str, ...], None] = dict.fromkeys(number_forms(parted))
    for form in forms(last):
        found[(*before, form)] = None
        if joins:
            found["".join((*before, form)),] = None
    return list(found)


def _phrase(match: re.Match[str]) -> Term | None:
    text = match["a"] or match["b"] or match["c"] or ""
    parts = tuple(words(text))
    if not parts:
        return None
    ways = [parts]
    for place in range(len(parts) - 1):  # «می شود گفت» may be written «میشود گفت»
        joined = _join(parts[place], parts[place + 1])
        if joined is not None:
            ways.append((*parts[:place], joined, *parts[place + 2 :]))
    return Term(tuple(ways))


def _is_plain(term: Term) -> bool:
    is_word = len(term.ways) == 1 and len(term.ways[0]) == 1
    return is_word and not term.is_prefix and term.field is None


def _joined(groups: Sequence[list[Term]], plain: set[int]) -> list[list[Term]]:
    """The groups, with spellings that join a plain word with the one before or after."""
    result = []
    for place, group in enumerate(groups):
        ways = list(group[0].ways)
        for first in (place - 1, place):
            if first in plain and first + 1 in plain:
                joined = _join(groups[first][0].ways[0][0], groups[first + 1][0].ways[0][0])
                if joined is not None:
                    ways.append((joined,))
        result.append([replace(group[0], ways=tuple(dict.fromkeys(ways))), *group[1:]])
    return result


def _join(first: str, second: str) -> str | None:
    both = _PERSIAN.fullmatch(first) and _PERSIAN.fullmatch(second)
    return first + second if both else None
