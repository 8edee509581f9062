"""Which address of the site answers what; every answer is made once and kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from urllib.parse import parse_qsl, quote, unquote

from newscrawl.demo import feeds, pictures, texts
from newscrawl.demo.archive import Query, search
from newscrawl.demo.newspaper import DOMAIN, Newspaper
from newscrawl.demo.pages import PER_PAGE, RPP_LIMIT, Pages
from newscrawl.demo.reply import Reply
from newscrawl.demo.reporter import PARTS, SECTIONS

XML = "application/xml"
STATIC = Path(__file__).parent / "static"
CACHE_LIMIT = 512_000_000  # bytes
LIST_PAGES = {section.path: section for section in (*SECTIONS, *PARTS)}
ARTICLE = re.compile(r"/fa/(?:news|photos|video|multimedia)/(\d{1,12})(?:/.*)?")
ROBOTS = """User-agent: *
Disallow: /fa/print/
Disallow: /fa/send/
Disallow: /fa/save/
Disallow: /fa/ads/
Disallow: /fa/ajax/
Disallow: /fa/comments/
Disallow: /fa/search

Sitemap: {base}/sitemap.xml
"""


@dataclass(frozen=True)
class Request:
    path: str
    query: Query
    base: str  # the address of the site itself, as the client knows it
    name: str  # what the pattern of the route found in the path


class Site:
    """Answers the requests for one newspaper's site.

    ``padding`` fills every page of text up to that many kilobytes with links to articles.
    ``traps`` adds what a crawler could walk into for ever: an endless list, a calendar and a
    loop of redirects.
    """

    def __init__(
        self, newspaper: Newspaper, domain: str = DOMAIN, padding: int = 0, traps: bool = False
    ) -> None:
        self.paper = newspaper
        self.pages = Pages(newspaper, domain, traps)
        self.padding = padding * 1000
        self.cache: dict[str, Reply] = {}
        self.cached_bytes = 0
        routes: dict[str, Callable[[Request], Reply]] = {
            ARTICLE.pattern: self.article,
            r"/files/.*\.(?:jpg|png|gif)": self.picture,
            r"/(?:index\.html)?|/fa/?": self.home,
            r"/fa/tiny/news-(\d{1,12})/?": self.tiny,
            r"/fa/archive/?": self.archive,
            r"/fa/tag/\d+/(.+)": self.tag,
            r"/fa/rss/?": self.rss_index,
            r"/fa/rss/(allnews|\d+)/?": self.feed,
            r"/robots\.txt": self.robots,
            r"/sitemap\.xml": self.sitemap_index,
            r"/sitemaps/(news\.xml|\d+\.xml\.gz)": self.sitemap,
            r"/fa/print/(\d{1,12})": self.printed,
            r"/client/([a-z]+\.(?:css|svg))": self.static,
            r"/favicon\.ico": lambda _: Reply(status=301, location="/client/chakavak.svg"),
            r"/fa/ads/redirect/a/\d+": lambda _: Reply(status=302, location="/fa/ads"),
            r"/fa/(?:ajax|comments)/.*": lambda _: Reply(b'{"status": "ok"}', "application/json"),
            r"/files/.*\.pdf": lambda _: Reply(texts.PDF, "application/pdf"),
            r"/fa/special/?": self.special,
        }
        if traps:
            routes |= {
                r"/fa/endless/?": self.endless,
                r"/fa/calendar/?": self.calendar,
                r"/fa/loop/([123])": self.loop,
            }
        routes[r"/.*"] = self.other
        self.routes = [(re.compile(pattern), view) for pattern, view in routes.items()]

    def reply(self, path_and_query: str, base: str) -> Reply:
        """The answer to a GET request, for a site whose own address is ``base``."""
        raw_path, _, query = path_and_query.partition("?")
        path = unquote(raw_path, errors="replace")
        article = ARTICLE.fullmatch(path)
        key = article[1] if article else base + path_and_query
        if reply := self.cache.get(key):
            return reply
        for pattern, view in self.routes:
            if match := pattern.fullmatch(path):
                name = match[1] if pattern.groups else ""
                reply = view(Request(path, Query(dict(parse_qsl(query))), base, name))
                break
        else:  # a path with a line break
            reply = self.not_found()
        if self.cached_bytes > CACHE_LIMIT:
            self.cache.clear()
            self.cached_bytes = 0
        self.cache[key] = reply
        self.cached_bytes += len(reply.body) + len(key) + 200
        return reply

    def html(self, text: str, status: int = 200) -> Reply:
        return Reply(self._pad(text).encode(), status=status)

    def _pad(self, text: str) -> str:
        """``text`` with links to articles put before its end, up to the wanted size."""
        missing = self.padding - len(text.encode())
        listed = self.paper.listed
        if missing <= 0 or not listed or "</body>" not in text:
            return text
        start = Random(text).randrange(len(listed))
        items: list[str] = []
        while missing > 0:
            story = listed[(start + len(items)) % len(listed)]
            items.append(f'<li><a href="{story.path}">{story.title}</a> {story.lead or ""}</li>\n')
            missing -= len(items[-1].encode())
        return text.replace("</body>", f'<ul class="more_news">\n{"".join(items)}</ul>\n</body>')

    def not_found(self) -> Reply:
        return self.html(self.pages.not_found(), 404)

    def missing(self) -> Reply:
        """The CMS says "not found" with a page like any other."""
        return self.html(self.pages.error())

    def home(self, request: Request) -> Reply:
        return self.html(self.pages.home())

    def other(self, request: Request) -> Reply:
        """A section, a page of plain text, or nothing."""
        path = request.path.rstrip("/")
        if section := LIST_PAGES.get(path):
            return self.html(self.pages.section(section, request.query.number("p")))
        text = texts.page(self.pages, path)
        return self.html(text) if text else self.not_found()

    def article(self, request: Request) -> Reply:
        code = request.name
        if story := self.paper.by_code.get(int(code)):
            reply = self.html(self.pages.article(story))
            match story.theme.flaw:
                case "cut_after_body":
                    end = reply.body.rindex(b'<div class="wrapper"></div>\n</div>')
                    return Reply(reply.body[: end + 500])
                case "stray_bytes":
                    return Reply(reply.body.replace(b"<footer", b"\xff\xfe\x00\x81\xc3\x28<footer"))
            return reply
        if code in self.paper.vanished_codes:
            return self.not_found()
        match self.paper.planted_failures.get(code):
            case "gone":
                return self.not_found()
            case "cut":  # in the site's head, before anything of the article but its meta elements
                text = self.pages.article(replace(self.paper.stories[0], code=int(code)))
                return Reply(text[: text.index('<nav class="menu">') + 120].encode())
            case "garbage":
                return Reply(Random(code).randbytes(4000))
        return self.missing()

    def tiny(self, request: Request) -> Reply:
        story = self.paper.by_code.get(int(request.name))
        return Reply(status=301, location=story.path) if story else self.missing()

    def printed(self, request: Request) -> Reply:
        story = self.paper.by_code.get(int(request.name))
        return self.html(self.pages.printed(story)) if story else self.missing()

    def archive(self, request: Request) -> Reply:
        query = request.query
        page, rpp = query.number("p"), query.number("rpp", PER_PAGE, RPP_LIMIT)
        return self.html(self.pages.archive(search(self.paper, query), query.values, page, rpp))

    def tag(self, request: Request) -> Reply:
        title = request.name.replace("_", " ")
        stories = [story for story in self.paper.listed if title in story.tags]
        path, page = quote(request.path), request.query.number("p")
        return self.html(self.pages.listing(f"برچسب: {title}", path, stories, page))

    def rss_index(self, request: Request) -> Reply:
        items = [("همهٔ خبرها", "/fa/rss/allnews")]
        items += [(section.title, f"/fa/rss/{section.number}") for section in SECTIONS]
        return self.html(self.pages.simple("خوراک‌های خبری", items=items))

    def feed(self, request: Request) -> Reply:
        title, stories = "همهٔ خبرها", self.paper.listed
        if request.name != "allnews":
            section = next((one for one in SECTIONS if str(one.number) == request.name), None)
            if not section:
                return self.not_found()
            title, stories = section.title, self.paper.by_section[section]
        text = feeds.rss(self.paper, request.base, request.path, title, stories)
        return Reply(text.encode(), "application/rss+xml")

    def robots(self, request: Request) -> Reply:
        return Reply(ROBOTS.format(base=request.base).encode(), "text/plain")

    def sitemap_index(self, request: Request) -> Reply:
        return Reply(feeds.sitemap_index(self.paper, request.base).encode(), XML)

    def sitemap(self, request: Request) -> Reply:
        if request.name == "news.xml":
            return Reply(feeds.news_sitemap(self.paper, request.base).encode(), XML)
        number = int(request.name.partition(".")[0])
        if not 1 <= number <= feeds.sitemap_count(self.paper):
            return self.not_found()
        return Reply(feeds.sitemap(self.paper, request.base, number), "application/gzip")

    def picture(self, request: Request) -> Reply:
        return Reply(pictures.picture(request.path), "image/svg+xml")

    def static(self, request: Request) -> Reply:
        file = STATIC / request.name
        if not file.is_file():
            return self.not_found()
        kind = "text/css" if file.suffix == ".css" else "image/svg+xml"
        return Reply(file.read_bytes(), kind)

    def special(self, request: Request) -> Reply:
        """A list whose only other page is itself."""
        stories = self.paper.listed[:6]
        path = "/fa/special?p=1"
        return self.html(
            self.pages.listing("ویژه‌نامه", path, stories, 1, link=lambda _: path, has_next=True)
        )

    def endless(self, request: Request) -> Reply:
        page = request.query.number("p")
        stories = self.paper.listed[:60]
        return self.html(self.pages.listing("بی‌پایان", "/fa/endless", stories, page, has_next=True))

    def calendar(self, request: Request) -> Reply:
        day = request.query.number("day")
        items = [(f"روز {n}", f"/fa/calendar?day={n}") for n in (day - 1, day + 1, day + 30)]
        return self.html(self.pages.simple("تقویم", items=items))

    def loop(self, request: Request) -> Reply:
        return Reply(status=302, location=f"/fa/loop/{int(request.name) % 3 + 1}")
