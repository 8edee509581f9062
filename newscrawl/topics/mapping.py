"""From the sections of an article to its topic.

Sections go from the general to the special, «ورزش › فوتبال › لیگ برتر», so the last one that has a
topic tells it. What no section tells is unknown: no topic is guessed from other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from newscrawl.persian.text import searchable
from newscrawl.topics.names import data, topics

#: The topic of a section that is known to have none: a place, or a kind of article.
NONE: Final = ""
#: The subject of a whole site, in its own words.
ANY: Final = "*"
_PATH: Final = re.compile(r"[>›»/\\|]")
_AND: Final = re.compile(r"\s+و\s+|[،؛,;&+–—-]")
_SPACE: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"\w+")


def topic_of(sections: Sequence[str], site: str | None = None) -> str | None:
    """The topic of an article, ``None`` if its sections do not tell it.

    Args:
        sections: as the site names them, the special ones last.
        site: name of the spider, whose own words come first.

    >>> topic_of(["سیاسی > سياست خارجي"]), topic_of(["ستون پنجم"]), topic_of([], "varzesh3")
    ('politics', None, 'sport')
    """
    for section in reversed(sections):
        for name in reversed(_PATH.split(section)):
            if found := _topic_of_name(name, site):
                return found
    return _words_of(site).get(ANY)


def unmapped(sections: Iterable[str], site: str | None = None) -> list[str]:
    """The sections of which nothing is known, not even that they have no topic."""
    return [
        section
        for section in sections
        if all(_topic_of_name(name, site) is None for name in _PATH.split(section))
    ]


# An archive has few sections, and they come again and again.
@lru_cache(4096)
def _topic_of_name(name: str, site: str | None) -> str | None:
    """The topic of one name, :data:`NONE` if it is known to have none, ``None`` if unknown.

    >>> [_topic_of_name(name, None) for name in ("اخبار بورس و بانک", "عکس", "کتاب بازی")]
    ['economy', '', None]
    """
    own, words = _words_of(site), _words()
    wanted = key(name)
    for form in (wanted, _without_start(wanted, name)):
        for known in (own, words):
            if form in known:
                return known[form]
    return _topic_of_parts(name, site)


def _topic_of_parts(name: str, site: str | None) -> str | None:
    """The topic that all parts of a name are of, as far as they are of any, if all are known."""
    folded = searchable(name).strip()
    if folded.isdecimal():  # a year
        return NONE
    for between in (_AND, _SPACE):
        parts = [part for part in between.split(folded) if _WORD.search(part)]
        if len(parts) < 2:
            continue
        found = {_topic_of_name(part, site) for part in parts}
        if None in found:
            return None
        several = found - {NONE}
        return several.pop() if len(several) == 1 else None if several else NONE
    return None


def key(name: str) -> str:
    """A name in the form in which names are compared.

    >>> key("فرهنگي، هنري") == key("فرهنگی و\u200cهنری") == key("فرهنگی‌هنری")
    True
    """
    return "".join(word for word in _WORD.findall(searchable(name).casefold()) if word != "و")


def _without_start(wanted: str, name: str) -> str:
    """The key of a name without what may stand before names, as a word of its own."""
    for start in _starts():
        if searchable(name).lstrip().startswith(f"{start} "):
            return wanted.removeprefix(key(start))
    return wanted


@cache
def _starts() -> list[str]:
    """Long ones first."""
    return sorted(map(searchable, data()["before"]["words"]), key=len, reverse=True)


@cache
def _words() -> dict[str, str]:
    """The topic of each name, by its key."""
    found = {key(name): topic for topic in topics() for name in data()[topic]["sections"]}
    for table in data()["none"]:
        found |= {key(name): NONE for name in table["sections"]}
    return found


@cache
def _words_of(site: str | None) -> Mapping[str, str]:
    """What a site means by words of its own, by their keys."""
    own = data()["sites"].get(site, {})
    return {name if name == ANY else key(name): topic for name, topic in own.items()}
