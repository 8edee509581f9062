"""Turns a date, a section and a theme into a story."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from newscrawl.demo import dates
from newscrawl.demo.addresses import ADDRESSES, SiteAddresses
from newscrawl.demo.sentences import Topic, Writer, read_bank
from newscrawl.demo.story import DECKS, Image, Section, Story, Theme, deal

# key, title, how many in a hundred stories
DESKS = (
    ("politics", "سیاسی", 12),
    ("economy", "اقتصادی", 15),
    ("society", "اجتماعی", 15),
    ("world", "بین‌الملل", 10),
    ("culture", "فرهنگ و هنر", 13),
    ("sport", "ورزشی", 12),
    ("provinces", "استان‌ها", 9),
    ("science", "علم و فناوری", 8),
    ("opinion", "یادداشت", 3),
    ("multimedia", "چندرسانه‌ای", 5),
)
SECTIONS = [Section(number, key, title) for number, (key, title, _) in enumerate(DESKS, 1)]
PARTS = [
    Section(number, topic.key, topic.title, section)
    for section in SECTIONS
    for number, topic in enumerate(read_bank(section.key).topics, 10 * section.number + 1)
]
PART_WEIGHTS = [
    weight / len(read_bank(key).topics) for key, _, weight in DESKS for _ in read_bank(key).topics
]
NUMBER = re.compile(r"[۰-۹]+")
# Digits within addresses and version numbers are Latin whatever the page's style.
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|version [\d.]+")
NOT_IN_SLUGS = re.compile(r"[^\w\u200c\u064b-\u0652\u0654]+")


def slugify(title: str) -> str:
    return NOT_IN_SLUGS.sub("-", title).strip("-")


def restyle(text: str, style: str, rng: Random) -> str:
    """``text``, written with Persian digits, in another style of digits."""

    def number(match: re.Match[str]) -> str:
        latin = match[0].translate(dates.DIGITS["latin"])
        chosen = rng.choice(("persian", "latin", "arabic")) if style == "mixed" else style
        return latin if chosen == "latin" else latin.translate(dates.DIGITS[chosen])

    parts = []
    end = 0
    for address in ADDRESS.finditer(text):
        parts.append(NUMBER.sub(number, text[end : address.start()]))
        parts.append(address[0].translate(dates.DIGITS["latin"]))
        end = address.end()
    return "".join(parts) + NUMBER.sub(number, text[end:])


@dataclass
class Reporter:
    """Writes stories one after the other, each under its own headline."""

    seed: int
    addresses: SiteAddresses = ADDRESSES["iransamaneh"]

    def __post_init__(self) -> None:
        self.decks: dict[str, Iterator[str]] = {name: deal(name, self.seed) for name in DECKS}
        self.headlines: set[str] = set()

    def theme(self, published: datetime) -> Theme:
        cards = {name: next(deck) for name, deck in self.decks.items()}
        letters = cards.pop("letters-before-1390")
        date = dates.jalali(published)
        if date.year < 1390:
            cards["letters"] = letters
        if cards["date"] == "date-only":
            cards["meta"] = "none"
            if (date.month, date.day) in ((1, 1), (1, 2)):  # may have no midnight
                cards["date"] = "long"
        return Theme(**cards)

    def write(self, number: int, code: int, published: datetime) -> Story:
        """Story ``number`` of the paper."""
        rng = Random(f"{self.seed}/story/{number}")
        theme = self.theme(published)
        part = rng.choices(PARTS, PART_WEIGHTS)[0]
        assert part.parent
        desk = part.parent.key
        topic = next(topic for topic in read_bank(desk).topics if topic.key == part.key)
        writer, title = self._headline(rng, desk, topic)

        def styled(text: str) -> str:
            return restyle(text, theme.digits, rng)

        kind = part.key if part.key in ("photos", "video") else "news"
        lead = styled(writer.write("lead")) if rng.random() < 0.8 else None
        title = styled(title)
        return Story(
            code=code,
            kind=kind,
            section=part,
            published=published,
            title=title,
            kicker=styled(writer.write("kicker")) if rng.random() < 0.45 else None,
            lead=lead,
            paragraphs=tuple(map(styled, self._paragraphs(rng, writer, desk, kind))),
            tags=tuple(map(styled, self._tags(rng, writer))),
            agency=writer.write("outlet") if desk != "opinion" and rng.random() < 0.4 else None,
            author=writer.write("person") if desk == "opinion" else None,
            images=tuple(self._images(rng, writer, code, published, kind)),
            theme=theme,
            slug=slugify(title),
            comments=rng.choice((0, 0, 0, 1, 2, 4)),
            show_part=rng.random() < 0.6,
            addresses=self.addresses,
        )

    def _headline(self, rng: Random, desk: str, topic: Topic) -> tuple[Writer, str]:
        for _ in range(50):
            writer = Writer(rng, desk, topic)
            title = writer.write("headline")
            if title not in self.headlines:
                break
        self.headlines.add(title)
        return writer, title

    @staticmethod
    def _paragraphs(rng: Random, writer: Writer, desk: str, kind: str) -> list[str]:
        paragraphs = [writer.write("opening")]
        if kind == "news":
            paragraphs += writer.several("detail", rng.randint(2, 5))
            paragraphs += writer.several("quote", rng.randint(1, 2))
            if rng.random() < 0.35:
                paragraphs.append(writer.write("extra"))
            if desk == "culture" and rng.random() < 0.5:
                paragraphs.append(writer.write("verse"))
        else:
            paragraphs += writer.several("detail", rng.randint(0, 2))
        head, *rest = paragraphs
        rng.shuffle(rest)
        if len(rest) > 4 and rng.random() < 0.5:  # a longer paragraph of two
            rest[1:3] = [f"{rest[1]} {rest[2]}"]
        return [head, *rest, writer.write("closing")]

    @staticmethod
    def _tags(rng: Random, writer: Writer) -> list[str]:
        if rng.random() < 0.15:
            return []
        tags = (tag.strip("«»") for tag in writer.several("tag", rng.randint(2, 5)))
        return list(dict.fromkeys(tags))

    def _images(
        self, rng: Random, writer: Writer, code: int, published: datetime, kind: str
    ) -> Iterator[Image]:
        if kind == "photos":
            count = int(writer.memory.get("a") or rng.randint(5, 18))
        else:
            count = rng.choice((0, 1, 1, 1, 2, 3)) if kind == "news" else 0
        for place in range(count):
            number = rng.randint(100, 999) + 1000 * place
            yield Image(self.addresses.image(published, code, number), writer.write("photo"))
