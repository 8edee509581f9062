"""A month of a newspaper: it edits articles, takes some down and brings some back, is away for
hours, and gets a new theme. What it does and when is known as data: :attr:`Month.plan`.

Pure and deterministic, as :mod:`newscrawl.demo.newspaper`. The texts do not depend on when the
month began: a test can let it end now.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from newscrawl.demo import dates
from newscrawl.demo.exchange import Reply
from newscrawl.demo.newspaper import LAST_DAY, Newspaper, with_latin_digits
from newscrawl.demo.reporter import slugify
from newscrawl.demo.story import Story

DAYS: Final = 30
#: So long before the month its first articles appeared.
BEFORE: Final = timedelta(days=3)
#: What changes what readers read.
EDITS: Final = ("word", "headline", "rewrite", "cut")
#: What changes only how it is written, or what stands around it.
NO_EDITS: Final = ("digits", "letters", "half_spaces", "surroundings")
#: How an article is taken down: by which answer. ``error_page`` is the site's own page "no such
#: article", with status 200.
REMOVALS: Final = ("not_found", "gone", "error_page")
RESTORED: Final = "restored"
#: What happens to the articles, one after the other; ``None``: nothing ever.
_KINDS: Final = (
    "word", "not_found", "headline", "digits", None, "rewrite", "error_page", "letters", "cut",
    "gone", "half_spaces", None, "surroundings",
)  # fmt: skip
#: What is planned for one article after the other is planned so long after it appeared, in hours.
_HOURS: Final = (2, 5, 9, 16, 22, 40, 70, 100, 150)
_NEW_THEME_AT: Final = timedelta(days=15, hours=5)
_CHALLENGE: Final = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    '<script>window._cf_chl_opt = {cvId: "3"};</script></body></html>'
)


@dataclass(frozen=True)
class Event:
    """What a newspaper does to one article."""

    #: Since the month began.
    at: timedelta
    code: str
    #: One of :data:`EDITS`, :data:`NO_EDITS` or :data:`REMOVALS`, or :data:`RESTORED`.
    kind: str


@dataclass(frozen=True)
class Outage:
    """Some hours in which a site answers nothing but this; its robots.txt it gives."""

    #: Since the month began.
    begins: timedelta
    ends: timedelta
    reply: Reply


OUTAGES: Final = (
    Outage(timedelta(days=7), timedelta(days=7, hours=8), Reply(b"<h1>503</h1>", status=503)),
    Outage(timedelta(days=12), timedelta(days=12, hours=8), Reply(_CHALLENGE.encode())),
)


class Month:
    """A month of a newspaper.

    Args:
        start: when it begins; aware. By default it ends on the last day of the other newspapers.
        articles: how many appear in it, and in the three days before.
        family: one of :data:`newscrawl.demo.newspaper.FAMILIES`.
    """

    def __init__(
        self,
        start: datetime | None = None,
        articles: int = 40,
        seed: int = 1400,
        family: str = "iransamaneh",
    ) -> None:
        self.start = (start or LAST_DAY - timedelta(days=DAYS)).astimezone(dates.TEHRAN)
        self._paper = Newspaper(articles, seed, family=family)
        # One more text for each: what a rewritten article says.
        self._others = Newspaper(articles, seed + 1, family=family).stories
        self._rng = Random(f"{seed}/month")
        self.stories = [
            _plain(replace(story, published=self.start + at))
            for story, at in zip(self._paper.stories, self._moments(articles), strict=True)
        ]
        #: All that happens to articles, in its order.
        self.plan: list[Event] = sorted(self._planned(), key=lambda event: (event.at, event.code))

    def appeared(self, code: str) -> timedelta:
        """When an article was published, since the month began; before it, less than zero."""
        return self._paper_story(code).published - self.start

    def until(self, code: str, now: timedelta) -> list[Event]:
        """What happened to an article until a moment."""
        return [event for event in self.plan if event.code == code and event.at <= now]

    def version(self, code: str, now: timedelta) -> int:
        """How many of its edits an article has at a moment."""
        return sum(event.kind in EDITS for event in self.until(code, now))

    def removal(self, code: str, now: timedelta) -> str | None:
        """How an article is taken down at a moment, ``None`` if the newspaper has it."""
        kinds = [event.kind for event in self.until(code, now)]
        last = next((kind for kind in reversed(kinds) if kind in (*REMOVALS, RESTORED)), None)
        return None if last == RESTORED else last

    def outage(self, now: timedelta) -> Outage | None:
        """What keeps everybody from the site at a moment."""
        return next((one for one in OUTAGES if one.begins <= now < one.ends), None)

    def at(self, now: timedelta) -> Newspaper:
        """The newspaper as it is at a moment, which counts from the beginning of the month."""
        paper = copy(self._paper)
        paper.now = self.start + now
        paper.planted, paper.planted_failures = {}, {}
        paper.stories, paper.vanished_codes, paper.gone_codes = [], [], []
        for place, story in enumerate(self.stories):
            if story.published > paper.now:
                continue
            match self.removal(str(story.code), now):
                case None:
                    paper.stories.append(self._story(place, now))
                case "not_found":
                    paper.vanished_codes.append(str(story.code))
                case "gone":
                    paper.gone_codes.append(str(story.code))
        # Every other page says by its ETag that it is the same as long as its own article is.
        paper.stable_codes = {story.code for story in self.stories[::2]}
        paper.outage = outage.reply if (outage := self.outage(now)) else None
        return paper

    def _paper_story(self, code: str) -> Story:
        return next(story for story in self.stories if str(story.code) == code)

    def _moments(self, articles: int) -> list[timedelta]:
        """When the articles appear: a third of them before the month, to the minute."""
        before = articles // 3
        early = [-BEFORE * (before - place) / (before + 1) for place in range(before)]
        span = timedelta(days=DAYS - 8)
        late = articles - before
        return [
            timedelta(minutes=round(moment / timedelta(minutes=1)))
            for moment in (*early, *(span * (place + 0.5) / late for place in range(late)))
        ]

    def _planned(self) -> list[Event]:
        events = []
        stories = self._rng.sample(self.stories, len(self.stories))
        for place, story in enumerate(stories):
            kind, appeared = _KINDS[place % len(_KINDS)], story.published - self.start
            if kind is None:
                continue
            if kind == "digits" and story.theme.digits == "latin":
                kind = "letters"
            since = max(appeared, timedelta())
            at = since + timedelta(hours=_HOURS[place % len(_HOURS)])
            events.append(Event(at, str(story.code), kind))
            if kind in ("word", "headline") and place % 2:  # once more, somewhere else
                events.append(Event(at + timedelta(hours=31), str(story.code), "cut"))
            if kind in REMOVALS and place % 2:
                away = timedelta(days=13 if place % 4 == 1 else 4)
                events.append(Event(at + away, str(story.code), RESTORED))
        return [event for event in events if event.at < timedelta(days=DAYS)]

    def _story(self, place: int, now: timedelta) -> Story:
        story, other = self.stories[place], self._others[place]
        for event in self.until(str(story.code), now):
            story = _changed(story, event.kind, other)
            if event.kind in EDITS:
                story = replace(story, modified=self.start + event.at)
        return _in_new_theme(story) if now >= _NEW_THEME_AT else story


def _plain(story: Story) -> Story:
    """A story without the oddities that a page may have, and with a date to the minute."""
    theme = replace(
        story.theme, date="long", date_place="toolbar", meta="none", flaw="none", letters="clean",
        zwnj="plain", related="none", boilerplate="none",
    )  # fmt: skip
    return replace(story, theme=theme)


def _changed(story: Story, kind: str, other: Story) -> Story:
    paragraphs, theme = story.paragraphs, story.theme
    match kind:
        case "word":
            first, _, rest = paragraphs[0].partition(" ")
            return replace(story, paragraphs=(f"{first} تقریباً {rest}", *paragraphs[1:]))
        case "headline":
            title = f"{story.title} / گزارش تکمیلی"
            return replace(story, title=title, slug=slugify(title), old_slug=story.slug)
        case "rewrite":
            kept = len(paragraphs) // 2
            return replace(story, paragraphs=(*paragraphs[:kept], *other.paragraphs))
        case "cut":
            return replace(story, paragraphs=paragraphs[:-1] or other.paragraphs)
        case "digits":
            return with_latin_digits(story)
        case "letters":
            return replace(story, theme=replace(theme, letters="arabic"))
        case "half_spaces":
            joined = tuple(text.replace("\u200c", " ") for text in paragraphs)
            return replace(story, paragraphs=joined, theme=replace(theme, zwnj="entity"))
        case "surroundings":
            theme = replace(theme, related="box", boilerplate="links", scripts="both")
            return replace(story, theme=theme, comments=story.comments + 17)
    return story


def _in_new_theme(story: Story) -> Story:
    """A story in the theme that the site has since the middle of the month: other elements and
    class names, its own name before each text, and lists of other articles in it."""
    theme = replace(
        story.theme, title="div-h1-a", body="div-br", date_place="news-pdate", tags="tag_items",
        code_label="shenase", site_name="strong", related="list", boilerplate="paragraphs",
        sidebar="before", frame="second",
    )  # fmt: skip
    return replace(story, theme=theme)
