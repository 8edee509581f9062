"""The demo newspaper: which stories it has, and what a perfect crawler would make of them.

Pure and deterministic: the same numbers give the same paper, whatever the day and the machine.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from newscrawl.demo import dates
from newscrawl.demo.addresses import ADDRESSES
from newscrawl.demo.exchange import Reply
from newscrawl.demo.remarks import Remark, expected, remarks_of
from newscrawl.demo.reporter import Reporter, restyle, slugify
from newscrawl.demo.story import Image, Section, Story

NAME = "چکاوک"
FAMILIES = tuple(ADDRESSES)
FIRST_DAY = dates.from_jalali(1385, 2, 3)
LAST_DAY = dates.from_jalali(1404, 8, 25)
FIRST_CODE = 71_000
BARREN = 400  # codes in a row that were never used
DAYS_BETWEEN_EDITIONS = 3
# What a page that is no article does; each has a code of its own and a link on the home page.
FAILURES = ("missing", "missing", "missing", "gone", "cut", "garbage")
PLANTED = (
    "undated",
    "meta_only",
    "impossible_date",
    "wrong_meta",
    "two_slugs",
    "wrong_charset",
    "stray_bytes",
    "cut_after_body",
    "absolute_image",
)


class Newspaper:
    """A newspaper of ``articles`` stories, oldest first, on a site of one of the :data:`FAMILIES`.

    ``edition`` 2 is the same paper some days later, 3 some days after that. ``hidden`` is the
    share of stories that no page links to: only their news codes lead there.
    """

    name = NAME

    def __init__(
        self,
        articles: int = 300,
        seed: int = 1400,
        edition: int = 1,
        hidden: float = 0.0,
        family: str = "iransamaneh",
    ) -> None:
        if articles < 1:
            raise ValueError(f"a newspaper needs at least one article, not {articles}")
        if edition < 1:
            raise ValueError(f"editions count from 1, not {edition}")
        if not 0 <= hidden <= 1:
            raise ValueError(f"the hidden share must be between 0 and 1, not {hidden}")
        if family not in ADDRESSES:
            raise ValueError(f"the family must be one of {', '.join(FAMILIES)}, not {family!r}")
        self.addresses = ADDRESSES[family]
        self.seed = seed
        self.edition = edition
        self.now = LAST_DAY.replace(hour=23, minute=10)
        self.edited_codes: list[str] = []  # another title or body than in the edition before
        self.restyled_codes: list[str] = []  # only the digits' style changed
        self.vanished_codes: list[str] = []  # answer 404 from this edition on
        self.withdrawn_codes: list[str] = []  # answer with the error page from this edition on
        self.new_codes: list[str] = []
        self.gone_codes: list[str] = []  # answer 410
        self.stable_codes: set[int] = set()  # their ETag is of the story, not of all of the page
        self.outage: Reply | None = None  # what all pages answer, and robots.txt does not
        self.planted: dict[str, str] = {}  # name of an oddity: the code of its story
        self._reporter = Reporter(seed, self.addresses)
        self._twins = articles * 2 // 5 if articles >= 40 else None
        self.stories: list[Story] = list(self._first_edition(articles))
        self.planted_failures: dict[str, str] = self._plant_failures()
        if articles >= 40:
            self._plant_oddities()
        self._hide(round(articles * hidden))
        for number in range(2, edition + 1):
            self._next_edition(number)

    @property
    def missing_codes(self) -> list[str]:
        """Linked from the home page, but answer 200 with the error page."""
        return [code for code, kind in self.planted_failures.items() if kind == "missing"]

    @property
    def hidden_codes(self) -> list[str]:
        return [str(story.code) for story in self.stories if story.hidden]

    @cached_property
    def by_code(self) -> dict[int, Story]:
        return {story.code: story for story in self.stories}

    @cached_property
    def listed(self) -> list[Story]:
        """What the lists show, newest first."""
        return [story for story in reversed(self.stories) if not story.hidden]

    @cached_property
    def by_section(self) -> dict[Section, list[Story]]:
        """The listed stories of each section and of each part of one, newest first."""
        sections: dict[Section, list[Story]] = defaultdict(list)
        for story in self.listed:
            for section in story.section.and_parent:
                sections[section].append(story)
        return sections

    def expected(self) -> list[dict[str, Any]]:
        """For each story the fields of the contract, as a perfect crawler would give them."""
        return [story.expected() for story in self.stories]

    def remarks(self, story: Story) -> list[Remark]:
        """What readers wrote below a story."""
        return remarks_of(story, self.seed, self.name, self.edition)

    def expected_comments(self) -> dict[str, list[dict[str, Any]]]:
        """News code → what readers wrote, as :func:`newscrawl.demo.remarks.expected` has it; of
        stories whose pages show any."""
        family = self.addresses.family
        return {
            str(story.code): expected(remarks, family)
            for story in self.stories
            if story.theme.flaw != "cut_after_body" and (remarks := self.remarks(story))
        }

    def _first_edition(self, articles: int) -> Iterator[Story]:
        rng = Random(f"{self.seed}/calendar")
        code = FIRST_CODE + self.seed % 1000
        previous: Story | None = None
        for number, moment in enumerate(self._moments(rng, articles)):
            code += rng.choice((1, 1, 2, 2, 3, 4, 7))
            if number == articles // 2 and articles >= 40:
                code += BARREN
            if previous and number == self._twins:
                previous = self._twin(number, previous)
                code = previous.code
            else:
                if previous:
                    moment = max(moment, previous.published)
                previous = self._reporter.write(number, code, moment)
            yield previous

    @staticmethod
    def _moments(rng: Random, articles: int) -> list[datetime]:
        """When the stories appeared: some days with several, the last days without a break."""
        sizes: list[int] = []
        while sum(sizes) < articles:
            sizes.append(rng.randint(1, 7))
        recent = min(12, len(sizes) // 3)
        older = len(sizes) - recent
        span = (LAST_DAY - FIRST_DAY).days - recent
        days = [round(span * (place + rng.random() * 0.9) / older) for place in range(older)]
        days += [span + 1 + place for place in range(recent)]
        moments = [
            FIRST_DAY.replace(hour=6, minute=30) + timedelta(days=day, minutes=rng.randint(0, 970))
            for day, size in zip(days, sizes, strict=True)
            for _ in range(size)
        ]
        return sorted(moments)[:articles]

    def _twin(self, number: int, first: Story) -> Story:
        """The same headline again, under the next code and a minute later."""
        self.planted["twin"] = str(first.code)
        self.planted["twin_again"] = str(first.code + 1)
        second = self._reporter.write(number, first.code + 1, first.published)
        published = first.published + timedelta(minutes=1)
        return replace(
            first,
            code=first.code + 1,
            published=published,
            paragraphs=first.paragraphs[:-1],
            theme=replace(second.theme, digits=first.theme.digits),
            images=second.images if first.kind == "news" else first.images,
        )

    def _plant_failures(self) -> dict[str, str]:
        used = {story.code for story in self.stories}
        free = [code for code in range(min(used), max(used)) if code not in used]
        if len(free) < len(FAILURES):
            free = list(range(min(used) - 2 * len(FAILURES), min(used)))
        codes = Random(f"{self.seed}/failures").sample(free, len(FAILURES))
        return {str(code): kind for code, kind in zip(codes, FAILURES, strict=True)}

    def _plant_oddities(self) -> None:
        rng = Random(f"{self.seed}/planted")
        twins = self.planted.values()
        choice = [
            number
            for number, story in enumerate(self.stories)
            if story.kind == "news" and str(story.code) not in twins and story.images
        ]
        for name, number in zip(PLANTED, rng.sample(choice, len(PLANTED)), strict=False):
            story = self.stories[number]
            self.stories[number] = plant(name, story)
            self.planted[name] = str(story.code)

    def _hide(self, count: int) -> None:
        planted = set(self.planted.values())
        choice = [
            number for number, story in enumerate(self.stories) if str(story.code) not in planted
        ]
        rng = Random(f"{self.seed}/hidden")
        for number in rng.sample(choice, min(count, len(choice))):
            self.stories[number] = replace(self.stories[number], hidden=True)

    def _next_edition(self, edition: int) -> None:
        rng = Random(f"{self.seed}/edition/{edition}")
        self.now += timedelta(days=DAYS_BETWEEN_EDITIONS)
        planted = set(self.planted.values())
        untouched = [
            number
            for number, story in enumerate(self.stories)
            if str(story.code) not in planted
            and story.kind == "news"
            and not story.hidden
            and not story.modified
        ][-60:]
        rng.shuffle(untouched)
        self.edited_codes, self.restyled_codes, self.new_codes = [], [], []
        edits = max(1, min(6, len(untouched) // 4))
        for place in range(min(edits, len(untouched))):
            number = untouched.pop()
            self.stories[number] = self._edit(self.stories[number], place)
            self.edited_codes.append(str(self.stories[number].code))
        persian = [n for n in untouched if self.stories[n].theme.digits == "persian"]
        if persian:
            number = persian[0]
            untouched.remove(number)
            self.stories[number] = with_latin_digits(self.stories[number])
            self.restyled_codes.append(str(self.stories[number].code))
        gone = sorted(untouched[-2:], reverse=True)
        for number, codes in zip(gone, (self.vanished_codes, self.withdrawn_codes), strict=False):
            codes.append(str(self.stories.pop(number).code))
        self._append_news(rng, max(3, len(self.stories) // 50), edition)

    def _append_news(self, rng: Random, count: int, edition: int) -> None:
        code = self.stories[-1].code
        start = self.now.replace(hour=7, minute=0) - timedelta(days=DAYS_BETWEEN_EDITIONS - 1)
        minutes = sorted(rng.randint(0, 900) for _ in range(count))
        for place, minute in enumerate(minutes):
            code += rng.choice((1, 2, 3))
            day = timedelta(days=place * DAYS_BETWEEN_EDITIONS // count)
            moment = start + day + timedelta(minutes=minute)
            number = edition * 1_000_000 + place
            self.stories.append(self._reporter.write(number, code, moment))
            self.new_codes.append(str(code))

    def _edit(self, story: Story, place: int) -> Story:
        """A corrected headline, another paragraph, or both; the slug follows the headline."""
        title, paragraphs = story.title, story.paragraphs
        if place % 3 != 1:
            title += " / گزارش تکمیلی"
        if place % 3 != 0:
            paragraphs = (*paragraphs, "این خبر پس از انتشار، با گفته‌های تازهٔ حاضران کامل شد.")
        return replace(
            story,
            title=title,
            paragraphs=paragraphs,
            slug=slugify(title),
            old_slug=story.slug,
            modified=self.now.replace(hour=9, minute=5 * place),
        )


def plant(name: str, story: Story) -> Story:
    """``story`` with one of the oddities of :data:`PLANTED`."""
    theme = story.theme
    match name:
        case "undated":
            return replace(story, theme=replace(theme, date="none", meta="none"))
        case "meta_only":
            return replace(story, theme=replace(theme, date="none", meta="right"))
        case "impossible_date":
            theme = replace(theme, date="impossible", date_place="toolbar", meta="none")
            return replace(story, theme=theme)
        case "wrong_meta":
            theme = replace(theme, date="long", date_place="toolbar", meta="wrong")
            return replace(story, theme=theme)
        case "two_slugs":
            return replace(story, old_slug=f"{story.slug}-نخستین-گزارش")
        case "cut_after_body":  # the tags come after the body
            return replace(story, tags=(), theme=replace(theme, sidebar="after", flaw=name))
        case "absolute_image":
            first, *rest = story.images
            first = Image(f"https://www.{story.addresses.domain}{first.url}", first.alt)
            return replace(story, images=(first, *rest))
        case _:
            return replace(story, theme=replace(theme, flaw=name))


def with_latin_digits(story: Story) -> Story:
    rng = Random(0)

    def latin(text: str) -> str:
        return restyle(text, "latin", rng)

    return replace(
        story,
        title=latin(story.title),
        kicker=story.kicker and latin(story.kicker),
        lead=story.lead and latin(story.lead),
        paragraphs=tuple(map(latin, story.paragraphs)),
        tags=tuple(map(latin, story.tags)),
        theme=replace(story.theme, digits="latin"),
    )
