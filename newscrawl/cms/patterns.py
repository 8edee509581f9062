"""Addresses written as a person would: ``/fa/news/{code}/{slug}``, ``/news.aspx?nId={code}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import quote

#: What may stand for each placeholder.
PLACEHOLDERS: Final[Mapping[str, str]] = {
    "code": "[0-9]{1,18}",
    "id": r"[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*?",
    "number": "[0-9]{1,9}",
    "year": "(?:1[234]|20)[0-9]{2}",
    "month": "[01]?[0-9]",
    "day": "[0-3]?[0-9]",
    "section": "[^/?#]+",
    "slug": "[^/?#]+",
    "headline": "[^/?#-]+(?:-[^/?#-]*){2,}",
    "word": "[^/.?#]+",
}
#: Those that may stand in a pattern several times.
MANY: Final = ("number", "word")
_PLACEHOLDER = re.compile(r"\{([^{}:]*)(?::(\d+))?\}")
_LAST_SLUG = re.compile(r"/\{slug\}/?$")


class PatternError(ValueError):
    """A pattern that cannot be. The message says what is wrong with it."""


class Pattern:
    """The addresses of one kind of pages: a path from the root, with or without a query.

    Placeholders stand for what differs: ``{code}`` (a news code; ``{code:5}``: one of five digits
    or more), ``{id}`` (letters and digits that name an article), ``{number}``, ``{year}``,
    ``{month}``, ``{day}``, ``{section}`` and ``{slug}`` (any part of a path), ``{word}`` (one
    without a dot), ``{headline}`` (one of three words or more, with hyphens between them). A last
    ``/{slug}`` may be missing, and anything may follow a last ``{slug}``. The order of parameters
    in a query, capital letters in their names, and parameters beside them do not matter.

    Raises:
        PatternError: from the constructor.

    >>> news = Pattern("/fa/news/{code}/{slug}")
    >>> news.match("/fa/news/206356/خبر", ""), news.match("/fa/news/206356", "")["code"]
    ({'code': '206356'}, '206356')
    >>> Pattern("/news.aspx?nId={code}").match("/news.aspx", "lang=fa&nid=71")
    {'code': '71'}
    >>> Pattern("/fa/{cod}")
    Traceback (most recent call last):
    newscrawl.cms.patterns.PatternError: '/fa/{cod}': there is no placeholder {cod}
    """

    def __init__(self, text: str) -> None:
        if not isinstance(text, str) or not text.startswith("/") or "#" in text:
            raise PatternError(f"{text!r}: expected a path from the root, like '/news/{{code}}'")
        #: As it was written.
        self.text = text
        #: The same without a last ``/{slug}``.
        self.short = _PLACEHOLDER.sub(r"{\1}", _LAST_SLUG.sub("", text))
        #: Names of the placeholders, in order.
        self.placeholders: list[str] = [name for name, _ in _PLACEHOLDER.findall(text)]
        for name in self.placeholders:
            if name not in PLACEHOLDERS:
                raise PatternError(f"{text!r}: there is no placeholder {{{name}}}")
            if name not in MANY and self.placeholders.count(name) > 1:
                raise PatternError(f"{text!r}: {{{name}}} stands there twice")
        if text.count("{") != len(self.placeholders) or text.count("}") != len(self.placeholders):
            raise PatternError(f"{text!r}: a bracket of a placeholder is missing")
        path, _, query = text.partition("?")
        #: Of the path; a regular expression.
        self.path_regex = _path_regex(path)
        #: The same without names of groups, to be joined with those of others.
        self.bare_regex = re.sub(r"\(\?P<\w+>", "(?:", self.path_regex)
        self._path = re.compile(self.path_regex)
        self._needed = re.compile(_regex(_LAST_SLUG.sub("", path)))
        parameters = (part.partition("=") for part in query.split("&") if part)
        self._query = {name.lower(): re.compile(_regex(value)) for name, _, value in parameters}

    def match(self, path: str, query: str) -> dict[str, str] | None:
        """What stands for the placeholders, but for a last slug; ``None`` if the address is another
        one."""
        if (match := self._path.fullmatch(path)) is None:
            return None
        found = match.groupdict()
        if self._query:
            given = parameters(query)
            for name, wanted in self._query.items():
                if (value := wanted.fullmatch(given.get(name, ""))) is None:
                    return None
                found |= value.groupdict()
        return found

    def needed_of(self, path: str, query: str) -> tuple[str, str]:
        """What an address of this kind cannot do without: its path without a last slug, and of its
        query the parameters that tell the article, with the question mark.

        >>> Pattern("/{word}?id={code}").needed_of("/page", "lang=fa&ID=71")
        ('/page', '?id=71')
        >>> Pattern("/{word}/{code}/{slug}").needed_of("/report/730/خبر", "")
        ('/report/730', '')
        """
        given = parameters(query)
        needed = "&".join(f"{name}={given.get(name, '')}" for name in self._query)
        is_shorter = _LAST_SLUG.search(self.text) and (match := self._needed.match(path))
        return match[0] if is_shorter and match else path, f"?{needed}" if needed else ""

    def names_only(self, *names: str) -> bool:
        """Whether nothing but these placeholders is needed to make its short form."""
        return {name for name, _ in _PLACEHOLDER.findall(self.short)} <= set(names)


def parameters(query: str) -> dict[str, str]:
    """Parameters of a query by their names in small letters; the first of several of a name.

    >>> parameters("nId=7&page=2&nid=8")
    {'nid': '7', 'page': '2'}
    """
    found: dict[str, str] = {}
    for part in query.split("&"):
        name, _, value = part.partition("=")
        found.setdefault(name.lower(), value)
    return found


@lru_cache(1024)
def pattern(text: str) -> Pattern:
    """:class:`Pattern`, made once of each text."""
    return Pattern(text)


def _path_regex(path: str) -> str:
    if _LAST_SLUG.search(path):
        return f"{_regex(_LAST_SLUG.sub('', path))}(?:/.*)?"
    if path.endswith("{slug}"):
        return f"{_regex(path.removesuffix('{slug}'))}[^/]*(?:/.*)?"
    return f"{_regex(path.rstrip('/'))}/?"


def _regex(text: str) -> str:
    pieces = _PLACEHOLDER.split(text)
    found = [_literal(pieces[0])]
    parts = zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
    for place, (name, least, literal) in enumerate(parts):
        group = f"{name}{place}" if name in MANY else name
        what = PLACEHOLDERS[name].replace("{1,", f"{{{least},") if least else PLACEHOLDERS[name]
        found += [f"(?P<{group}>{what})", _literal(literal)]
    return "".join(found)


def _literal(text: str) -> str:
    """Persian words may be percent-encoded, by capital or small letters."""
    if text.isascii():
        return re.escape(text)
    return f"(?:{re.escape(text)}|(?i:{re.escape(quote(text, safe='/-._~'))}))"
