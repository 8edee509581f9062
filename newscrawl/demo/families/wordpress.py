"""The newspaper's site in the manner of WordPress, with its theme of 2021."""

import re
from collections.abc import Sequence
from email.utils import format_datetime
from xml.sax.saxutils import escape

from newscrawl.demo import feeds, rest
from newscrawl.demo.exchange import Reply, SiteRequest
from newscrawl.demo.markup import Markup
from newscrawl.demo.rendering import PER_PAGE, Pages
from newscrawl.demo.story import Section, Story
from newscrawl.demo.views import XML, Routes, Views

FEED_LENGTH = 10
SITEMAP_LENGTH = 2000
#: Sitemaps of addresses that are no article's.
OTHER_SITEMAPS = ("posts-page-1", "taxonomies-category-1", "users-1")
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


class WordPressMarkup(Markup):
    body_end = "<!-- .entry-content -->"
    image_class = "wp-image-1 size-full"
    album_class = "wp-block-gallery"
    toolbar_class = "entry-meta"
    related_classes = ("related-posts", "related-posts box", "yarpp-related")

    @property
    def title(self) -> str:
        return f'<h1 class="entry-title">{self.text(self.story.title)}</h1>'

    @property
    def date(self) -> str:
        """The visible date, with the exact one for machines; or nothing."""
        if self.theme.date == "none":
            return ""
        machine = f' datetime="{self.machine_date}"' if self.machine_date else ""
        date = f'<time class="entry-date published"{machine}>{self.written_date}</time>'
        return f'<span class="posted-on">منتشرشده در {date}</span>'

    @property
    def author(self) -> str:
        name = self.text(self.story.author or self.name)
        link = f'<a class="url fn n" href="/author/{self.story.code % 7}/">{name}</a>'
        return f'<span class="byline">از <span class="author vcard">{link}</span></span>'

    @property
    def sections(self) -> str:
        links = (
            f'<a href="{self.story.addresses.section(section)}" rel="category tag">'
            f"{self.text(section.title)}</a>"
            for section in self.story.breadcrumb
        )
        return f'<span class="cat-links">دسته‌بندی شده در {"، ".join(links)}</span>'

    @property
    def tags(self) -> str:
        joined = "، ".join(self.tag_links('rel="tag"'))
        return f'<span class="tags-links">برچسب‌خورده با {joined}</span>' if joined else ""


class WordPressPages(Pages):
    templates = ("wordpress", "generic", "shared")
    markup = WordPressMarkup

    def home(self) -> str:
        older = '<nav class="navigation"><a class="next" href="/page/2/">نوشته‌های پیشین</a></nav>'
        text = super().home().replace('class="archive', 'class="home blog', 1)
        return text.replace("</main>", f"{older}</main>")

    def stories(self, title: str, path: str, stories: Sequence[Story], page: int) -> str:
        """A page of a list, whose pages have paths."""
        return self.listing(
            title, path, stories, page, link=lambda n: f"{path}page/{n}/" if n > 1 else path
        )

    def rendered(self, story: Story) -> tuple[str, str]:
        """Headline and body of a story, as its page writes them."""
        parts = self._article(story)
        markup: Markup = parts["markup"]
        return markup.text(story.title), markup.body(parts["related"])


class WordPressViews(Views):
    pages_class = WordPressPages
    pages: WordPressPages
    article_path = re.compile(r"/(\d{1,12})(?:/(?!feed/?$)[^/]+)?/?")
    body_end = WordPressMarkup.body_end.encode()
    cut_at = '<link rel="canonical"'
    #: The REST API answers nobody.
    has_closed_api = False

    def routes(self) -> Routes:
        shared = super().routes()
        for others in (rf"{re.escape(self.addresses.feed_index)}/?", r"/(?:ajax|comments)/.*"):
            del shared[others]
        return shared | {
            r"/(?:index\.php)?": self.root,
            r"/page/(\d{1,6})/?": self.blog,
            r"/category/([a-z]+)/feed/?": self.feed,
            r"/category/([a-z]+)(?:/page/\d{1,6})?/?": self.category,
            r"/tag/(.+?)(?:/page/\d{1,6})?/?": self.tag,
            r"/(?:comments/|\d+/[^/]+/)feed/?": self.no_news,
            r"/feed/?": self.feed,
            r"/wp-sitemap-([a-z]+(?:-[a-z]+)?-\d{1,4})\.xml": self.sitemap,
            r"/wp-json/wp/v2/posts/?": self.api,
            r"/wp-json/.*": lambda _: rest.error("rest_no_route", 404),
            r"/.*\.(?:jpg|png|gif)": self.picture,
        }

    def root(self, request: SiteRequest) -> Reply:
        """The home page; and what the query of a site without pretty addresses asks for."""
        if request.query.text("rest_route") == "/wp/v2/posts":
            return self.api(request)
        if code := request.query.text("p"):
            story = self.story(code) if code.isdecimal() else None
            return Reply(status=301, location=story.path) if story else self.not_found()
        return self.home(request)

    # -- lists -------------------------------------------------------------------------

    def page(self, request: SiteRequest) -> int:
        found = re.search(r"/page/(\d{1,6})/?$", request.path)
        return max(int(found[1]), 1) if found else super().page(request)

    def blog(self, request: SiteRequest) -> Reply:
        return self._list("نوشته‌ها", "/", self.paper.listed, request)

    def category(self, request: SiteRequest) -> Reply:
        section = self._section(request.name)
        if section is None:
            return self.not_found()
        path = self.addresses.section(section)
        return self._list(section.title, path, self.paper.by_section[section], request)

    def tag(self, request: SiteRequest) -> Reply:
        path = f"/tag/{request.name}/"
        stories = [s for s in self.paper.listed if path in map(self.addresses.tag, s.tags)]
        return self._list(f"برچسب: {request.name}", path, stories, request)

    def _list(self, title: str, path: str, stories: Sequence[Story], request: SiteRequest) -> Reply:
        """A page of a list; past its end there is none. A category may be empty."""
        page = self.page(request)
        text = self.pages.stories(title, path, stories, page)
        is_there = page <= -(-len(stories) // PER_PAGE)
        is_empty = page == 1 and request.path.startswith("/category/")
        return self.html(text) if is_there or is_empty else self.not_found()

    def _section(self, key: str) -> Section | None:
        return next((s for s in self.sections.values() if s.key == key), None)

    # -- for machines ------------------------------------------------------------------

    def feed(self, request: SiteRequest) -> Reply:
        """Ten stories of all or of a category, and with ``paged`` the ones before."""
        section = self._section(request.name) if request.name else None
        if request.name and section is None:
            return self.not_found()
        stories = self.paper.by_section[section] if section else self.paper.listed
        number = request.query.number("paged")
        some = stories[(number - 1) * FEED_LENGTH : number * FEED_LENGTH]
        if number > 1 and not some:
            return self.not_found()
        title = section.title if section else "همهٔ خبرها"
        return self._rss(request, title, some)

    def no_news(self, request: SiteRequest) -> Reply:
        """A feed of comments."""
        return self._rss(request, "دیدگاه‌ها", ())

    def _rss(self, request: SiteRequest, title: str, stories: Sequence[Story]) -> Reply:
        items = "\n".join(self._item(story, request.base) for story in stories)
        text = (
            f'{feeds.XML}<rss version="2.0" {NAMESPACES}><channel>\n'
            f"<title>{escape(title)} - {escape(self.paper.name)}</title>\n"
            f'<atom:link href="{request.base}{request.path}" rel="self" '
            f'type="application/rss+xml"/>\n<link>{request.base}</link>\n'
            f"<description></description><language>fa-IR</language>\n{items}\n</channel></rss>\n"
        )
        return Reply(text.encode(), "application/rss+xml")

    def _item(self, story: Story, base: str) -> str:
        _, content = self.pages.rendered(story)
        names = (*(section.title for section in story.breadcrumb), *story.tags)
        categories = "".join(f"<category><![CDATA[{name}]]></category>" for name in names)
        return (
            f"<item><title>{escape(story.title)}</title><link>{base}{story.path}</link>"
            f"<dc:creator><![CDATA[{story.author or self.paper.name}]]></dc:creator>"
            f"<pubDate>{format_datetime(story.published)}</pubDate>{categories}"
            f'<guid isPermaLink="false">{base}{self.addresses.by_code(story.code)}</guid>'
            f"<description><![CDATA[{rest.excerpt(story)}]]></description>"
            f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
        )

    def robots(self, request: SiteRequest) -> Reply:
        rules = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
        sitemap = f"Sitemap: {request.base}{self.addresses.sitemap}\n"
        return Reply(f"{rules}\n{sitemap}".encode(), "text/plain")

    def sitemap_index(self, request: SiteRequest) -> Reply:
        count = -(-len(self.paper.listed) // SITEMAP_LENGTH)
        names = [f"posts-post-{number}" for number in range(1, count + 1)]
        entries = "".join(
            f"<sitemap><loc>{request.base}/wp-sitemap-{name}.xml</loc></sitemap>\n"
            for name in (*names, *OTHER_SITEMAPS)
        )
        text = f"{feeds.XML}<sitemapindex {feeds.SITEMAP}>\n{entries}</sitemapindex>\n"
        return Reply(text.encode(), XML)

    def sitemap(self, request: SiteRequest) -> Reply:
        """A sitemap without moments, as WordPress's own are."""
        kind, _, number = request.name.rpartition("-")
        page = int(number)
        paths: Sequence[str]
        match kind:
            case "posts-post":
                oldest_first = self.paper.listed[::-1]
                some = oldest_first[(page - 1) * SITEMAP_LENGTH : page * SITEMAP_LENGTH]
                paths = [story.path for story in some]
            case "posts-page":
                paths = ["/about", "/contacts"]
            case "taxonomies-category":
                paths = list(self.sections)
            case "users":
                paths = [f"/author/{number}/" for number in range(7)]
            case _:
                paths = []
        if not paths or (page > 1 and kind != "posts-post"):
            return self.not_found()
        urls = "".join(f"<url><loc>{request.base}{path}</loc></url>\n" for path in paths)
        return Reply(f"{feeds.XML}<urlset {feeds.SITEMAP}>\n{urls}</urlset>\n".encode(), XML)

    def api(self, request: SiteRequest) -> Reply:
        if self.has_closed_api:
            return rest.error("rest_not_logged_in", 401)
        return rest.posts(request, self.paper.listed[::-1], self.pages.rendered, self.paper.name)
