"""What a story says, and how its page will say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from random import Random
from typing import Any
from urllib.parse import quote, urlsplit

from newscrawl.demo import dates
from newscrawl.demo.addresses import ADDRESSES, SiteAddresses


@dataclass(frozen=True)
class Section:
    """A section (``parent`` is None) or a part of one."""

    number: int
    key: str
    title: str
    parent: "Section | None" = None

    @property
    def and_parent(self) -> "tuple[Section, ...]":
        return (self.parent, self) if self.parent else (self,)


@dataclass(frozen=True)
class Image:
    url: str
    alt: str

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


@dataclass(frozen=True)
class Theme:
    """Which variants of markup and characters the page of a story has."""

    code_label: str
    date_label: str
    date: str
    date_place: str
    title: str
    body: str
    site_name: str
    agency: str
    related: str
    boilerplate: str
    scripts: str
    tags: str
    meta: str
    letters: str
    zwnj: str
    spaces: str
    marks: str
    digits: str
    sidebar: str
    frame: str  # which of a family's names for its main parts
    flaw: str = "none"


# The variants of each part of a page: a card is a variant, and may be in its deck several times.
# Each story gets the next card of each deck, so twenty stories in a row show nearly everything.
DECKS: dict[str, list[str]] = {
    "code_label": ["plain"] * 4 + ["blank", "icon", "spaced", "shenase", "matlab"],
    "date_label": ["plain"] * 4 + ["blank", "icon", "spaced"],
    "date": ["long"] * 6
    + ["clock-first"] * 3
    + ["date-only"] * 2
    + ["latin"] * 2
    + ["weekday", "comma", "dashes"],
    "date_place": ["toolbar"] * 9
    + ["news-date", "fa_date", "item-date", "news-pdate", "news-nav-times"],
    "title": ["h1-a"] * 3 + ["h1"] * 3 + ["h2"] * 2 + ["div-h1-a"] * 2,
    "body": ["p"] * 3 + ["styled-p", "div", "div", "div-br", "br", "br", "spans", "mixed"],
    "site_name": ["none"] * 6 + ["link", "strong", "div", "span"],
    "agency": ["p", "p", "source", "strong", "span", "div"],
    "related": ["none"] * 5 + ["list", "box", "thumbs"],
    "boilerplate": ["none"] * 3 + ["links", "paragraphs", "after"],
    "scripts": ["none"] * 4 + ["script", "style", "both"],
    "tags": ["tags_title"] * 3 + ["tags_container"] * 2 + ["tag_items"] * 2,
    "meta": ["none"] * 11 + ["right"] * 2 + ["fixed"] * 2,
    "letters": ["clean"] * 8 + ["arabic", "mixed", "presentation"],
    "letters-before-1390": ["arabic"] * 3 + ["mixed", "clean"],
    "zwnj": ["plain"] * 12
    + ["entity", "numeric", "run", "spaced"]
    + ["not-sign", "shy", "zwsp", "bom", "double-escaped"],
    "spaces": ["clean"] * 3 + ["nbsp", "messy"],
    "marks": ["none"] * 5 + ["rlm", "lrm", "embedding"],
    "digits": ["persian"] * 9 + ["latin"] * 2 + ["arabic", "mixed"],
    "sidebar": ["after"] * 3 + ["before"],
    "frame": ["first"] * 3 + ["second"] * 2 + ["third"] * 2,
}  # fmt: skip


def deal(deck: str, seed: int) -> Iterator[str]:
    """The cards of a deck without end, shuffled again each time all are dealt."""
    rng = Random(f"{seed}/{deck}")
    while True:
        yield from rng.sample(DECKS[deck], len(DECKS[deck]))


@dataclass(frozen=True)
class Story:
    code: int
    kind: str  # news, photos or video
    section: Section
    published: datetime
    title: str
    kicker: str | None
    lead: str | None
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...]
    agency: str | None
    author: str | None
    images: tuple[Image, ...]
    theme: Theme
    slug: str
    old_slug: str | None = None
    modified: datetime | None = None
    comments: int = 0
    show_part: bool = True  # whether the breadcrumb goes down to the part of the section
    hidden: bool = False  # linked from no page and listed nowhere
    addresses: SiteAddresses = ADDRESSES["iransamaneh"]

    def path_with(self, slug: str) -> str:
        return self.addresses.article(self, slug)

    @cached_property
    def path(self) -> str:
        return quote(self.path_with(self.slug))

    @property
    def body(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def breadcrumb(self) -> list[Section]:
        sections = self.section.and_parent
        return list(sections if self.show_part else sections[:1])

    @property
    def visible_date(self) -> datetime | None:
        """The moment that the page gives; a visible date wins over the one in ``meta``."""
        if self.theme.date == "none" and self.theme.meta == "right":
            return self.published
        if self.theme.date in ("none", "impossible"):
            return None
        if self.theme.date == "date-only":
            return self.published.replace(hour=0, minute=0)
        return self.published

    def expected(self) -> dict[str, Any]:
        """The contract's fields, as a perfect crawler would give them."""
        moment = self.visible_date
        return {
            "news_code": self.addresses.news_code(self),
            "title": self.title,
            "kicker": self.kicker,
            "lead": self.lead,
            "body": self.body,
            "published_at": moment.isoformat() if moment else None,
            "published_jalali": dates.numeric(moment) if moment else None,
            "sections": [section.title for section in self.breadcrumb],
            "tags": list(self.tags),
            "agency": self.agency,
            "author": self.author,
            "images": [{"url": image.url, "alt": image.alt} for image in self.images],
        }
