"""The pages of the newspaper's site as HTML."""

from collections.abc import Callable, Sequence
from functools import cached_property
from math import ceil
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup as Html

from newscrawl.demo import dates, spellings
from newscrawl.demo.markup import BOILERPLATE, Markup
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.reporter import PARTS, SECTIONS
from newscrawl.demo.sentences import Writer, read_bank
from newscrawl.demo.story import Section, Story

TEMPLATES = Path(__file__).parent / "templates"
PER_PAGE = 24
SIDEBARS = 8  # different sidebars over the pages of the site
# What a crawler could follow for ever; the paths begin where a site keeps its lists.
TRAPS = ("endless", "repeats", "loop/1", "calendar?day=2", "calendar/1404/8/25")


def persian(text: object) -> str:
    return str(text).translate(dates.DIGITS["persian"])


def environment(folders: Sequence[str]) -> Environment:
    env = Environment(
        loader=FileSystemLoader([TEMPLATES / folder for folder in folders]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    env.filters["fa"] = persian
    env.filters["day"] = lambda moment: persian(dates.written(moment, "date-only"))
    env.filters["moment"] = dates.long
    return env


class Pages:
    """Renders every page of one newspaper; keeps nothing but the parts that pages share.

    A family has templates and markup of its own.
    """

    #: Folders of templates, the first that has one wins.
    templates: ClassVar[tuple[str, ...]]
    markup: ClassVar[type[Markup]]

    def __init__(self, newspaper: Newspaper, domain: str, traps: bool = False) -> None:
        self.paper = newspaper
        self.addresses = newspaper.addresses
        self.env = environment(self.templates)
        self.env.globals |= {
            "paper": newspaper,
            "name": newspaper.name,
            "domain": domain,
            "sections": SECTIONS,
            "local": spellings.local,
            "varied": spellings.varied,
            "updated": dates.long(newspaper.now),
            "month_length": dates.month_length,
            "traps": [f"{self.addresses.lists}/{trap}" for trap in TRAPS] if traps else [],
            "addresses": self.addresses,
            "path_of": self.addresses.section,
        }

    def render(self, template: str, **context: Any) -> str:
        return self.env.get_template(template).render(**context)

    @cached_property
    def sidebars(self) -> list[Html]:
        return [self._sidebar(number) for number in range(SIDEBARS)]

    def _sidebar(self, number: int) -> Html:
        listed = self.paper.listed
        rng = Random(f"{self.paper.seed}/sidebar/{number}")
        albums = [story for story in listed if story.kind == "photos"]
        html = self.render(
            "sidebar.html",
            number=number,
            chosen=rng.sample(listed[:200], min(5, len(listed))),
            visited=rng.sample(listed[:400], min(8, len(listed))),
            albums=rng.sample(albums, min(3, len(albums))),
        )
        return Html(html)

    def sidebar(self, salt: int) -> Html:
        return self.sidebars[salt % SIDEBARS]

    def home(self) -> str:
        listed = self.paper.listed
        pictured = [story for story in listed[:60] if story.images] or listed[:1]
        fronted = pictured[:5]
        blocks = []
        for section in SECTIONS:
            stories = [s for s in self.paper.by_section[section] if s not in fronted]
            blocks.append((section, stories[:5]))
        writer = Writer(Random(self.paper.seed), "society", read_bank("society").topics[0])
        failures = self.paper.planted_failures
        headlines = writer.several("missing", len(failures))
        return self.render(
            "home.html",
            fronted=fronted,
            blocks=blocks,
            latest=listed[:12],
            planted=list(zip(failures, headlines, strict=True)),
            two_slugs=self._planted_story("two_slugs"),
            sidebar=self.sidebar(0),
        )

    def _planted_story(self, name: str) -> Story | None:
        return self.paper.by_code.get(int(self.paper.planted.get(name, 0)))

    def listing(
        self,
        title: str,
        path: str,
        stories: Sequence[Story],
        page: int,
        parts: Sequence[Section] = (),
        feed: str | None = None,
        per_page: int = PER_PAGE,
        link: Callable[[int], str] | None = None,
        has_next: bool | None = None,
    ) -> str:
        """Page ``page`` of a list of stories; past the end, a page without any.

        With ``has_next``, the stories are those of this page alone.
        """
        pages = max(1, ceil(len(stories) / per_page))
        shown = stories if has_next else stories[(page - 1) * per_page : page * per_page]
        return self.render(
            "section.html",
            title=title,
            path=path,
            parts=parts,
            feed=feed,
            stories=shown,
            page=page,
            pages=pages,
            has_next=page < pages if has_next is None else has_next,
            link=link or (lambda number: path + self.addresses.nth(number, per_page)),
            sidebar=self.sidebar(page),
        )

    def section(self, section: Section, page: int) -> str:
        parts = [part for part in PARTS if part.parent == section]
        stories = self.paper.by_section[section]
        feed = None if section.parent else self.addresses.section_feed(section)
        return self.listing(
            section.title, self.addresses.section(section), stories, page, parts, feed
        )

    def article(self, story: Story) -> str:
        return self.render("article.html", **self._article(story))

    def printed(self, story: Story) -> str:
        return self.render("print.html", **self._article(story))

    def _article(self, story: Story) -> dict[str, Any]:
        neighbours = self.paper.by_section[story.section]
        rng = Random(f"{self.paper.seed}/related/{story.code}")
        related = [
            other
            for other in rng.sample(neighbours, min(4, len(neighbours)))
            if other.code != story.code
        ][:3]
        return {
            "story": story,
            "markup": self.markup(story, self.paper.name),
            "related": related,
            "comments": self.paper.remarks(story),
            "boilerplate": list(BOILERPLATE) if story.theme.boilerplate == "after" else [],
            "sidebar": self.sidebar(story.code),
        }

    def error(self) -> str:
        return self.render("error.html", title="خطا", sidebar=self.sidebar(1))

    def not_found(self) -> str:
        return self.render("not_found.html", title="۴۰۴", sidebar=self.sidebar(2))

    def simple(self, title: str, **context: Any) -> str:
        """A page that is no list and no article: contacts, weather, a form, …"""
        blank: dict[str, Any] = {"paragraphs": (), "rows": (), "items": (), "fields": ()}
        return self.render("text.html", title=title, sidebar=self.sidebar(4), **blank | context)
