"""What the site answers: the views that the sites of all families share."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from random import Random
from typing import ClassVar
from urllib.parse import quote, unquote

from newscrawl.demo import dates, feeds, filling, pictures, texts
from newscrawl.demo.exchange import Reply, SiteRequest
from newscrawl.demo.newspaper import FIRST_DAY, Newspaper
from newscrawl.demo.rendering import Pages
from newscrawl.demo.reporter import PARTS, SECTIONS
from newscrawl.demo.story import Section, Story

XML = "application/xml"
STATIC = Path(__file__).parent / "static"
NOT_FOR_ROBOTS = ("print/", "send/", "save/", "ads/", "ajax/", "comments/", "search")
REPEATING_PAGES = 3


View = Callable[[SiteRequest], Reply]
Routes = dict[str, View]  # the first pattern that matches a whole path answers


def state_of(story: Story) -> bytes:
    """What the page of a story says of its state: whatever it says and how, but no dates."""
    return repr(replace(story, published=FIRST_DAY, modified=None)).encode()


class Views:
    """The views of one newspaper's site. A family adds its own, with their routes.

    Args:
        padding: fill every page of text up to this many kilobytes with links to articles.
        traps: add what a crawler could follow for ever.
    """

    pages_class: ClassVar[type[Pages]]
    #: Paths of articles, with one group: the code.
    article_path: ClassVar[re.Pattern[str]]
    #: Sitemaps besides those of all stories.
    sitemaps: ClassVar[tuple[str, ...]] = ("news.xml", "sections.xml")
    #: What ends the body of an article, and where the page of a broken article breaks off.
    body_end: ClassVar[bytes]
    cut_at: ClassVar[str] = '<nav class="menu">'

    def __init__(
        self, newspaper: Newspaper, domain: str, padding: int = 0, traps: bool = False
    ) -> None:
        self.paper = newspaper
        self.addresses = newspaper.addresses
        self.pages = self.pages_class(newspaper, domain, traps)
        self.padding = padding * 1000
        self.traps = traps
        self.sections: dict[str, Section] = {
            self.addresses.section(section): section for section in (*SECTIONS, *PARTS)
        }

    def routes(self) -> Routes:
        """The routes that come before those of the family."""
        at = re.escape(self.addresses.prefix)
        lists = re.escape(self.addresses.lists)
        routes: dict[str, View] = {
            rf"{re.escape(self.addresses.feed_index)}/?": self.feed_index,
            r"/robots\.txt": self.robots,
            re.escape(self.addresses.sitemap): self.sitemap_index,
            r"/sitemaps/((?:news|sections)\.xml|\d+\.xml\.gz)": self.sitemap,
            rf"{at}/print/(\d{{1,12}})": self.printed,
            r"/client/([a-z]+\.(?:css|svg))": self.static,
            r"/favicon\.ico": lambda _: Reply(status=301, location="/client/chakavak.svg"),
            rf"{at}/ads/redirect/a/\d+": lambda _: Reply(
                status=302, location=f"{self.addresses.prefix}/ads"
            ),
            rf"{at}/(?:ajax|comments)/.*": lambda _: Reply(b'{"status": "ok"}', "application/json"),
            r"/files/.*\.pdf": lambda _: Reply(texts.PDF, "application/pdf"),
            rf"{lists}/special/?": self.special,
        }
        if self.traps:
            routes |= {
                rf"{lists}/endless/?": self.endless,
                rf"{lists}/repeats/?": self.repeats,
                rf"{lists}/calendar/?": self.calendar,
                rf"{lists}/calendar[/-](\d+[/-]\d+[/-]\d+)/?": self.day,
                rf"{lists}/loop/([123])": self.loop,
            }
        return routes

    def html(self, text: str, status: int = 200) -> Reply:
        return Reply(self._pad(text).encode(), status=status)

    def _pad(self, text: str) -> str:
        """``text`` filled with links to articles, up to the wanted size."""
        missing = self.padding - len(text.encode())
        listed = self.paper.listed
        if missing <= 0 or not listed or "</body>" not in text:
            return text
        return filling.fill(text, missing, listed)

    # -- articles ----------------------------------------------------------------------

    @cached_property
    def codeless(self) -> dict[str, str]:
        """Codes of the stories whose address has none, by that address."""
        return {
            unquote(story.path).rstrip("/"): str(story.code)
            for story in self.paper.stories
            if self.addresses.news_code(story) is None
        }

    def code_at(self, path: str) -> str | None:
        """The code of the article that is, or could be, at ``path``."""
        match = self.article_path.fullmatch(path)
        return match[1] if match else self.codeless.get(path.rstrip("/"))

    def story(self, code: str) -> Story | None:
        return self.paper.by_code.get(int(code))

    def article(self, code: str) -> Reply:
        if story := self.story(code):
            reply = self.html(self.pages.article(story))
            if story.code in self.paper.stable_codes:
                reply = replace(reply, state=state_of(story))
            match story.theme.flaw:
                case "cut_after_body":
                    return Reply(reply.body[: reply.body.rindex(self.body_end) + 500])
                case "stray_bytes":
                    return Reply(reply.body.replace(b"<footer", b"\xff\xfe\x00\x81\xc3\x28<footer"))
            return reply
        if code in self.paper.vanished_codes:
            return self.not_found()
        if code in self.paper.gone_codes:
            return self.html(self.pages.not_found(), 410)
        match self.paper.planted_failures.get(code):
            case "gone":
                return self.not_found()
            case "cut":  # in the site's head, before anything of the article but its meta elements
                text = self.pages.article(replace(self.paper.stories[0], code=int(code)))
                return Reply(text[: text.index(self.cut_at) + 120].encode())
            case "garbage":
                return Reply(Random(code).randbytes(4000))
        return self.missing()

    def missing(self) -> Reply:
        """The answer for a code without an article."""
        return self.not_found()

    def not_found(self) -> Reply:
        return self.html(self.pages.not_found(), 404)

    def redirect(self, request: SiteRequest) -> Reply:
        """A redirect from a short address to the article."""
        story = self.story(request.name)
        return Reply(status=301, location=story.path) if story else self.missing()

    def printed(self, request: SiteRequest) -> Reply:
        story = self.story(request.name)
        return self.html(self.pages.printed(story)) if story else self.missing()

    # -- lists -------------------------------------------------------------------------

    def home(self, request: SiteRequest) -> Reply:
        return self.html(self.pages.home())

    def other(self, request: SiteRequest) -> Reply:
        """A section, a page of plain text, or nothing."""
        path = request.path.rstrip("/")
        if section := self.sections.get(path):
            return self.html(self.pages.section(section, self.page(request)))
        text = texts.page(self.pages, path)
        return self.html(text) if text else self.not_found()

    def page(self, request: SiteRequest) -> int:
        """The number of the page of a list that the request is for."""
        return request.query.number(self.addresses.page)

    def tag(self, request: SiteRequest) -> Reply:
        stories = [
            story
            for story in self.paper.listed
            if request.path in map(self.addresses.tag, story.tags)
        ]
        title = request.name.replace("_", " ")
        path, page = quote(request.path), self.page(request)
        return self.html(self.pages.listing(f"برچسب: {title}", path, stories, page))

    # -- for machines ------------------------------------------------------------------

    def feed_index(self, request: SiteRequest) -> Reply:
        items = [("همهٔ خبرها", self.addresses.feed)]
        items += [(section.title, self.addresses.section_feed(section)) for section in SECTIONS]
        return self.html(self.pages.simple("خوراک‌های خبری", items=items))

    def feed(self, request: SiteRequest) -> Reply:
        """The feed of a section, by its number or key; of all stories, if it is none."""
        title, stories = "همهٔ خبرها", self.paper.listed
        is_broken = False
        if request.name and request.name != "allnews":
            section = next((s for s in SECTIONS if request.name in (str(s.number), s.key)), None)
            if not section:
                return self.not_found()
            title, stories = section.title, self.paper.by_section[section]
            is_broken = self.is_broken(section)
        text = feeds.rss(self.paper, request.base, request.path, title, stories, is_broken)
        return Reply(text.encode(), "application/rss+xml")

    def is_broken(self, section: Section) -> bool:
        """Whether the feed of a section is broken XML."""
        return False

    def robots(self, request: SiteRequest) -> Reply:
        rules = "".join(f"Disallow: {self.addresses.prefix}/{name}\n" for name in NOT_FOR_ROBOTS)
        sitemap = f"Sitemap: {request.base}{self.addresses.sitemap}\n"
        return Reply(f"User-agent: *\n{rules}\n{sitemap}".encode(), "text/plain")

    def sitemap_index(self, request: SiteRequest) -> Reply:
        return Reply(feeds.sitemap_index(self.paper, request.base, self.sitemaps).encode(), XML)

    def sitemap(self, request: SiteRequest) -> Reply:
        if request.name == "news.xml":
            return Reply(feeds.news_sitemap(self.paper, request.base).encode(), XML)
        if request.name == "sections.xml":
            return Reply(feeds.section_sitemap(request.base, self.sections).encode(), XML)
        number = int(request.name.partition(".")[0])
        if not 1 <= number <= feeds.sitemap_count(self.paper):
            return self.not_found()
        return Reply(feeds.sitemap(self.paper, request.base, number), "application/gzip")

    def picture(self, request: SiteRequest) -> Reply:
        return Reply(pictures.picture(request.path), "image/svg+xml")

    def static(self, request: SiteRequest) -> Reply:
        file = STATIC / request.name
        if not file.is_file():
            return self.not_found()
        kind = "text/css" if file.suffix == ".css" else "image/svg+xml"
        return Reply(file.read_bytes(), kind)

    # -- traps -------------------------------------------------------------------------

    def special(self, request: SiteRequest) -> Reply:
        """A list whose only other page is itself."""
        stories = self.paper.listed[:6]
        path = f"{self.addresses.lists}/special?{self.addresses.page}=1"
        return self.html(
            self.pages.listing("ویژه‌نامه", path, stories, 1, link=lambda _: path, has_next=True)
        )

    def endless(self, request: SiteRequest) -> Reply:
        """A list without end; its pages all show the same stories."""
        return self._without_end("بی‌پایان", "endless", request, 1)

    def repeats(self, request: SiteRequest) -> Reply:
        """A list whose last page is repeated under ever higher numbers."""
        return self._without_end("تکرار", "repeats", request, REPEATING_PAGES)

    def _without_end(self, title: str, name: str, request: SiteRequest, pages: int) -> Reply:
        number = self.page(request)
        first = 60 * (min(number, pages) - 1)
        stories = self.paper.listed[first : first + 60]
        path = f"{self.addresses.lists}/{name}"
        return self.html(self.pages.listing(title, path, stories, number, has_next=True))

    def calendar(self, request: SiteRequest) -> Reply:
        """A calendar whose days are told apart by the query."""
        day = request.query.number("day")
        path = f"{self.addresses.lists}/calendar"
        items = [(f"روز {n}", f"{path}?day={n}") for n in (day - 1, day + 1, day + 30)]
        return self.html(self.pages.simple("تقویم", items=items))

    def day(self, request: SiteRequest) -> Reply:
        """A calendar whose days have a path each, in two spellings."""
        year, month, day = map(int, re.split("[/-]", request.name))
        try:
            days = dates.neighbours(year, month, day)
        except (ValueError, OverflowError):
            return self.not_found()
        path = f"{self.addresses.lists}/calendar"
        items = [
            (f"{day.day} {dates.MONTHS[day.month - 1]} {day.year}", href)
            for day in days
            for href in (
                f"{path}/{day.year}/{day.month}/{day.day}",
                f"{path}-{day.year}-{day.month}-{day.day}",
            )
        ]
        return self.html(self.pages.simple("تقویم", items=items))

    def loop(self, request: SiteRequest) -> Reply:
        """A redirect that ends where it began."""
        location = f"{self.addresses.lists}/loop/{int(request.name) % 3 + 1}"
        return Reply(status=302, location=location)
