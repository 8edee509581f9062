"""The newspaper's site in the manner of Joomla, with articles of its own and of K2."""

import re
from dataclasses import replace

from newscrawl.demo.exchange import Reply, SiteRequest
from newscrawl.demo.markup import DATE_LABELS, Markup
from newscrawl.demo.rendering import PER_PAGE, Pages
from newscrawl.demo.story import Section
from newscrawl.demo.views import Routes, Views

# By frame: Joomla 3, Joomla 4 and K2.
KICKERS = {
    "first": '<span class="rutitr">{}</span>',
    "second": '<div class="rotitr-field"><span class="rotitr-value">{}</span></div>',
    "third": '<div class="rootitr">{}</div>',
}
LEADS = {
    "first": '<p class="lead_article">{}</p>',
    "second": '<div class="articleIntro">{}</div>',
    "third": '<div class="itemIntroText">{}</div>',
}
TITLES = {
    "first": '<div class="page-header"><h2 itemprop="headline">{}</h2></div>',
    "second": '<div class="page-header"><h1>{}</h1></div>',
    "third": '<h1 class="itemTitle">{}</h1>',
}
BODIES = {
    "first": '<div itemprop="articleBody">',
    "second": '<div itemprop="articleBody" class="com-content-article__body">',
    "third": '<div class="itemFullText">',
}
AUTHORS = {
    "first": '<dd class="createdby" itemprop="author" itemscope>'
    'نویسنده: <span itemprop="name">{}</span></dd>',
    "second": '<dd class="createdby"><span itemprop="author">'
    '<span itemprop="name">{}</span></span></dd>',
    "third": '<span class="itemAuthor">نوشته شده توسط '
    '<a rel="author" href="/authors/1">{}</a></span>',
}
TAGS = {
    "first": '<ul class="content-showtags">{}</ul>',
    "second": '<ul class="tags list-inline">{}</ul>',
    "third": '<div class="itemTagsBlock"><span>برچسب‌ها</span><ul class="itemTags">{}</ul></div>',
}
OPTION, VIEW = "com_content", "article"


class JoomlaMarkup(Markup):
    body_end = '<div class="clearfix"></div>'
    image_class = "pull-right"
    album_class = "sigplus-gallery"
    toolbar_class = "icons btn-group"
    related_classes = ("related_news", "related_items box", "inline_related")

    @property
    def view(self) -> str:
        """Classes of the page's body: which component shows the story."""
        return "com_k2 view-item" if self.theme.frame == "third" else "com_content view-article"

    @property
    def container(self) -> str:
        """Classes of the element around all that the story says."""
        return {
            "first": "item-page",
            "second": "com-content-article item-page",
            "third": "itemView",
        }[self.theme.frame]

    @property
    def kicker(self) -> str:
        if not self.story.kicker and self.theme.frame != "second":
            return ""
        return KICKERS[self.theme.frame].format(self.text(self.story.kicker))

    @property
    def title(self) -> str:
        title = self.text(self.story.title)
        if self.theme.title in ("h1-a", "div-h1-a"):
            title = f'<a href="{self.story.path}">{title}</a>'
        return TITLES[self.theme.frame].format(title)

    @property
    def lead(self) -> str:
        return LEADS[self.theme.frame].format(self.text(self.story.lead)) if self.story.lead else ""

    @property
    def body_start(self) -> str:
        return BODIES[self.theme.frame]

    @property
    def breadcrumb(self) -> str:
        items = "".join(f"<li>{link}</li>" for link in self.crumbs("خانه"))
        return f'<ul class="breadcrumb">{items}</ul>'

    @property
    def sections(self) -> str:
        """The categories among the facts of an article; K2 has them in the breadcrumb only."""
        if self.theme.frame == "third":
            return ""
        *parents, own = [
            f'<a href="{self.story.addresses.section(section)}" itemprop="genre">'
            f"{self.text(section.title)}</a>"
            for section in self.story.breadcrumb
        ]
        above = "".join(f'<dd class="parent-category-name">{parent}</dd>' for parent in parents)
        return f'{above}<dd class="category-name">دسته: {own}</dd>'

    @property
    def date(self) -> str:
        if self.theme.date == "none":
            return ""
        date = DATE_LABELS[self.theme.date_label] + self.written_date
        if self.theme.frame == "third":
            return f'<span class="itemDateCreated">{date}</span>'
        machine = f' datetime="{self.machine_date}"' if self.machine_date else ""
        time = f'<time{machine} itemprop="datePublished">{date}</time>'
        return f'<dd class="published"><span class="icon-calendar"></span> {time}</dd>'

    @property
    def author(self) -> str:
        name = self.story.author
        return AUTHORS[self.theme.frame].format(self.text(name)) if name else ""

    @property
    def tags(self) -> str:
        items = "".join(f"<li>{link}</li>" for link in self.tag_links())
        return TAGS[self.theme.frame].format(items) if items else ""


class JoomlaPages(Pages):
    templates = ("joomla", "shared")
    markup = JoomlaMarkup


class JoomlaViews(Views):
    pages_class = JoomlaPages
    article_path = re.compile(r"/(?!images/|component/)(?:[^/]+/){0,3}(\d{3,12})-[^/]*")
    body_end = JoomlaMarkup.body_end.encode()

    def routes(self) -> Routes:
        shared = super().routes()
        del shared[rf"{re.escape(self.addresses.feed_index)}/?"]
        return shared | {
            "/": self.home,
            r"/index\.php": self.plain,
            r"/.*\.(?:jpg|png|gif)": self.picture,
            r"/component/tags/tag/(.+)": self.tag,
            r"/component/.*": lambda _: self.html(self.pages.simple("ورود", fields=("نام",))),
        }

    def plain(self, request: SiteRequest) -> Reply:
        """What stands at an address that is not rewritten."""
        query = request.query
        if (query.text("option"), query.text("view")) != (OPTION, VIEW):
            return self.home(request)
        code = query.text("id").partition(":")[0]
        if not code.isdecimal():
            return self.not_found()
        story = self.story(code)
        return Reply(status=301, location=story.path) if story else self.article(code)

    def home(self, request: SiteRequest) -> Reply:
        return self._feed(request, "") or super().home(request)

    def other(self, request: SiteRequest) -> Reply:
        section = self.sections.get(request.path.rstrip("/"))
        feed = self._feed(request, section.key) if section else None
        return feed or super().other(request)

    def _feed(self, request: SiteRequest, key: str) -> Reply | None:
        """The feed of a list, if it is asked for in place of the list."""
        is_feed = request.query.text("format") == "feed"
        return self.feed(replace(request, name=key)) if is_feed else None

    def page(self, request: SiteRequest) -> int:
        return request.query.number("start", 0) // PER_PAGE + 1

    def is_broken(self, section: Section) -> bool:
        return section.number % 4 == 3
