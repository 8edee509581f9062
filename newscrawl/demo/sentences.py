"""Writes Persian news texts from the sentence bank in ``data/``.

The bank is a set of text files: ``= name`` opens a list, one entry a line, and ``== key | title``
opens a topic with lists of its own. An entry may hold

- ``{city}``      an entry of that list, the same one throughout a story,
- ``{city2}``     another entry of the same list,
- ``{12-90}``     a number, ``{a=12-90}`` a number the story remembers,
- ``[this|that]`` one of the two.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random

DATA = files(__package__) / "data"
CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(?:(?P<memo>[a-z])=)?(?:(?P<low>\d+)-(?P<high>\d+)|(?P<name>[a-z]+\d?))\}")
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
# Never repeated within a story, and new at each use.
FRESH = {"said", "detail", "quote", "closing", "extra", "photo", "comment", "commenter", "answer"}

Lists = dict[str, list[str]]


@dataclass
class Topic:
    key: str
    title: str
    lists: Lists = field(default_factory=dict)


@dataclass
class Desk:
    """The sentence bank of one section of the newspaper."""

    lists: Lists
    topics: list[Topic]


@cache
def read_bank(name: str) -> Desk:
    """The sentence bank of ``data/<name>.txt``."""
    desk = Desk({}, [])
    lists = desk.lists
    entries: list[str] = []
    for line in (DATA / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            key, title = line[3:].split(" | ")
            desk.topics.append(Topic(key, title))
            lists = desk.topics[-1].lists
        elif line.startswith("= "):
            entries = lists.setdefault(line[2:], [])
        elif line and not line.startswith("#"):
            entries.append(line)
    return desk


class Writer:
    """Fills sentences for one story; remembers its people, places and numbers."""

    def __init__(self, rng: Random, desk: str, topic: Topic) -> None:
        self.rng = rng
        self.lists = read_bank("common").lists | read_bank(desk).lists | topic.lists
        self.memory: dict[str, str] = {}
        self.used: set[str] = set()

    def write(self, name: str) -> str:
        """One sentence of the list ``name``, all its slots filled."""
        return self.fill(self.pick(name))

    def several(self, name: str, count: int) -> list[str]:
        """Up to ``count`` different sentences of the list ``name``."""
        lines = self.lists[name]
        return [self.fill(line) for line in self.rng.sample(lines, min(count, len(lines)))]

    def fill(self, text: str, suffix: str = "") -> str:
        while match := CHOICE.search(text):
            choice = self.rng.choice(match[1].split("|"))
            text = text[: match.start()] + choice + text[match.end() :]
        return SLOT.sub(lambda slot: self._slot(slot, suffix), text)

    def pick(self, name: str) -> str:
        lines = self.lists[name]
        fresh = [line for line in lines if line not in self.used] or lines
        line = self.rng.choice(fresh)
        if name in FRESH:
            self.used.add(line)
        return line

    def _slot(self, slot: re.Match[str], suffix: str) -> str:
        if slot["low"]:
            number = self.memory.get(slot["memo"] or "")
            if number is None:
                value = self.rng.randint(int(slot["low"]), int(slot["high"]))
                number = str(value).translate(PERSIAN_DIGITS)
                if slot["memo"]:
                    self.memory[slot["memo"]] = number
            return number
        name = slot["name"].rstrip("0123456789")
        suffix = slot["name"][len(name) :] or suffix
        key = name + suffix
        if key not in self.memory or name in FRESH:
            taken = {value for other, value in self.memory.items() if other.startswith(name)}
            for _ in range(20):
                self.memory[key] = self.fill(self.pick(name), suffix)
                if self.memory[key] not in taken:
                    break
        return self.memory[key]
