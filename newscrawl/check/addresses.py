"""Guessing the patterns of a site's articles from some of their addresses. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from newscrawl.cms.patterns import PatternError, pattern

#: Parameters that hold the news code, in small letters, as seen on Persian sites.
CODE_PARAMETERS: Final = ("nid", "newsid", "news_id", "itemid", "id", "code", "nn", "show")
#: So many words at one place of a path are kinds of news, each with a pattern of its own; more are
#: the names of sections.
KINDS = 3
_NUMBER = re.compile(r"[0-9]{1,18}")
_YEAR = re.compile(r"(?:1[34]|20)[0-9]{2}")
_PART_OF_DAY = re.compile(r"[0-3]?[0-9]")
# A code with the headline before or behind it, or with the ending of a file.
_WITH_CODE: Final = (
    (re.compile(r"[0-9]{3,18}(\.[A-Za-z]{2,5})"), r"{code}\1"),
    (re.compile(r"[0-9]{3,18}([-_]).+"), r"{code}\1{slug}"),
    (re.compile(r".+([-_])[0-9]{4,18}(\.[A-Za-z]{2,5})?"), r"{slug}\1{code}\2"),
)
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_HEADLINE = re.compile(r"[^-]+(?:-[^-]*){2,}")
#: Stands for a word in a shape, until all words at its place are known.
_WORD: Final = ""


def guess_patterns(urls: Iterable[str]) -> tuple[str, ...]:
    """Patterns that articles with such addresses may be declared by, those of most first.

    Args:
        urls: of articles, absolute or paths. An address with neither a code, a day nor a headline
            tells nothing, and is left out.

    >>> guess_patterns(["/news/123456/ایران", "/news/123457/جهان"])
    ('/news/{code}/{slug}',)
    >>> guess_patterns(["/2024/01/02/slug", "/news.aspx?nId=5"])
    ('/{year}/{month}/{day}/{slug}', '/news.aspx?nId={code}')
    """
    shaped: defaultdict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    given = list(dict.fromkeys(urls))
    for url in given:
        parts = urlsplit(url)
        words = [unquote(word) for word in parts.path.split("/")[1:]]
        words = words[:-1] if words and not words[-1] else words
        if words and not any(set(word) & set("{}#?") for word in words):
            shaped[_shape(words, parts.query)].append(words)
    counts: Counter[str] = Counter()
    for shape, paths in shaped.items():
        for text, count in _texts(shape, paths):
            counts[text] += count
    return tuple(text for text, _ in counts.most_common() if _fits(text, given))


def fits(text: str, url: str) -> bool:
    """Whether a pattern fits an address."""
    parts = urlsplit(url)
    return pattern(text).match(unquote(parts.path), parts.query) is not None


def _shape(words: list[str], query: str) -> tuple[str, ...]:
    """What stands at each place of a path, and at last in the query."""
    shape = [_WORD] * len(words)
    for place in range(len(words) - 1):
        if _YEAR.fullmatch(words[place]) and _PART_OF_DAY.fullmatch(words[place + 1]):
            shape[place : place + 2] = "{year}", "{month}"
            if place + 2 < len(words) and _PART_OF_DAY.fullmatch(words[place + 2]):
                shape[place + 2] = "{day}"
            break
    for place, word in enumerate(words):
        if shape[place] == _WORD and _NUMBER.fullmatch(word):
            shape[place] = "{number}"
    numbers = [place for place, what in enumerate(shape) if what == "{number}"]
    if numbers:
        shape[max(numbers, key=lambda place: len(words[place]))] = "{code}"
    elif (mixed := _mixed(words[-1])) and shape[-1] == _WORD:
        shape[-1] = mixed
    has_code = any("{code}" in what for what in shape)
    return (*shape, "" if has_code else _query(query))


def _mixed(word: str) -> str | None:
    found = ((regex.fullmatch(word), text) for regex, text in _WITH_CODE)
    return next((match.expand(text) for match, text in found if match), None)


def _query(query: str) -> str:
    """The parameter with the code, with its question mark."""
    given = [part.partition("=") for part in query.split("&")]
    numbers = {name.lower(): name for name, _, value in given if _NUMBER.fullmatch(value)}
    name = next((numbers[known] for known in CODE_PARAMETERS if known in numbers), None)
    return f"?{name}={{code}}" if name else ""


def _texts(shape: tuple[str, ...], paths: list[list[str]]) -> Iterator[tuple[str, int]]:
    """Patterns of the paths of one shape, and how many paths each is of."""
    *places, query = shape
    tells = query or any(what not in (_WORD, "{number}") for what in places)
    last = len(places) - 1
    if not query and places[last] == _WORD:
        endings = {match[0] for p in paths if (match := _ENDING.search(p[-1]))}
        is_headline = all(_HEADLINE.fullmatch(path[-1]) for path in paths)
        if not (tells or is_headline):
            return
        places[last] = "{slug}" if tells else "{headline}"
        if len(endings) == 1 and all(_ENDING.search(path[-1]) for path in paths):
            places[last] += endings.pop()
    has_section = False
    for place, what in enumerate(places):
        if what == _WORD and len({path[place] for path in paths}) > KINDS:
            places[place] = "{word}" if has_section else "{section}"
            has_section = True
    yield from Counter(
        "/" + "/".join(what or word for what, word in zip(places, path, strict=True)) + query
        for path in paths
    ).items()


def _fits(text: str, urls: list[str]) -> bool:
    try:
        return any(fits(text, url) for url in urls)
    except PatternError:
        return False
