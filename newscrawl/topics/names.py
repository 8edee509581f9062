"""The 17 top-level Media Topics of IPTC, and their names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from newscrawl.persian.text import searchable

#: Before the code of a Media Topic, as IPTC writes it.
SCHEME: Final = "medtop:"


class UnknownTopic(ValueError):
    """A name of no topic; the message is one line and lists the names."""


@dataclass(frozen=True, slots=True)
class MediaTopic:
    """A top-level Media Topic."""

    #: As the column ``topic`` has it, like ``sport``.
    name: str
    #: IPTC's own name, which was changed now and then: «politics and government».
    english: str
    persian: str
    #: ``medtop:15000000``: never changed, and the same in every language.
    qcode: str


@cache
def data() -> dict[str, Any]:
    """The file of topics and section names."""
    text = (files("newscrawl.topics") / "topics.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def topics() -> dict[str, MediaTopic]:
    """The topics by name, in the order of their codes."""
    return {
        name: MediaTopic(name, table["english"], table["persian"], SCHEME + table["code"])
        for name, table in data().items()
        if isinstance(table, dict) and "code" in table
    }


def label(name: str) -> str:
    """The Persian name of a topic; of an unknown one, the name itself.

    >>> label("sport"), label("x")
    ('ورزش', 'x')
    """
    topic = topics().get(name)
    return name if topic is None else topic.persian


def parse_topic(text: str) -> str:
    """The name of a topic that is given by its name, IPTC's name or code, or in Persian.

    >>> parse_topic("Sport"), parse_topic("medtop:15000000"), parse_topic("ورزش")
    ('sport', 'sport', 'sport')

    Raises:
        UnknownTopic: if there is none.
    """
    wanted = _form(text)
    for name, topic in topics().items():
        code = topic.qcode.removeprefix(SCHEME)
        if wanted in map(_form, (name, topic.english, topic.persian, topic.qcode, code)):
            return name
    *most, last = topics()
    raise UnknownTopic(f"expected {', '.join(most)} or {last}, got {text!r}")


def _form(text: str) -> str:
    return searchable(text).strip().casefold()
