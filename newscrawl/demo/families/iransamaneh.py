"""The newspaper's site in the manner of IranSamaneh."""

import re
from collections.abc import Sequence
from math import ceil

from newscrawl.demo import dates
from newscrawl.demo.exchange import Parameters, Reply, SiteRequest
from newscrawl.demo.markup import CODE_LABELS, DATE_LABELS, Markup
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.rendering import PER_PAGE, Pages
from newscrawl.demo.story import Story
from newscrawl.demo.views import Routes, Views

RPP_LIMIT = 100


class IranSamanehMarkup(Markup):
    @property
    def code(self) -> str:
        label = CODE_LABELS[self.theme.code_label]
        return f'<span class="news_nav_title">{label}</span>{self.written_code}'

    @property
    def date(self) -> str:
        """The visible date, in the element that the theme keeps it in; or nothing."""
        if self.theme.date == "none":
            return ""
        date = self.written_date
        if self.theme.date == "long":
            date += f" - <span>{dates.english(self.story.published)}</span>"
        match self.theme.date_place:
            case "item-date":
                return f'<div class="item-date"><span>{date}</span></div>'
            case "news-pdate" | "news-nav-times":
                return f'<span class="{self.theme.date_place} col-xs-36">{date}</span>'
            case "news-date" | "fa_date":
                return f'<div class="{self.theme.date_place} pull-right">{date}</div>'
        label = f'<span class="news_nav_title">{DATE_LABELS[self.theme.date_label]}</span>'
        return f'<div class="news_nav news_pdate_c col-xs-36 col-sm-25">{label}{date}</div>'

    @property
    def title(self) -> str:
        title = self.text(self.story.title)
        link = f'<a href="{self.story.path}">{title}</a>'
        match self.theme.title:
            case "h1-a":
                return f'<h1 class="title">\n{link}\n</h1>'
            case "h1":
                return f'<h1 class="title col-xs-36">{title}</h1>'
            case "h2":
                return f'<h2 class="title">{title}</h2>'
        return f'<div class="title"><h1 class="title">{link}</h1></div>'

    @property
    def tags(self) -> str:
        if not self.story.tags:
            return ""
        links = self.tag_links('class="tags_item"')
        match self.theme.tags:
            case "tags_title":
                return f'<div class="tags_title">برچسب‌ها: {"، ".join(links)}</div>'
            case "tags_container":
                inner = f'<div class="tags_label">برچسب‌ها</div>{" ".join(links)}'
                return f'<div class="tags_container row">{inner}</div>'
        return f'<div class="tag_items">{" ".join(links)}</div>'


class IranSamanehPages(Pages):
    templates = ("iransamaneh", "shared")
    markup = IranSamanehMarkup

    def archive(self, stories: Sequence[Story], query: dict[str, str], page: int, rpp: int) -> str:
        def link(number: int) -> str:
            pairs = "&".join(f"{key}={value}" for key, value in query.items() if key != "p")
            return f"/fa/archive?{pairs}&p={number}"

        today = dates.jalali(self.paper.now)
        pages = max(1, ceil(len(stories) / rpp))
        return self.render(
            "archive.html",
            query=query,
            stories=stories[(page - 1) * rpp : page * rpp],
            count=len(stories),
            page=page,
            pages=pages,
            link=link,
            years=range(1385, today.year + 1),
            months=list(enumerate(dates.MONTHS, 1)),
            this_year=today.year,
            sidebar=self.sidebar(3),
        )


class IranSamanehViews(Views):
    pages_class = IranSamanehPages
    pages: IranSamanehPages
    article_path = re.compile(r"/fa/(?:news|photos|video|multimedia)/(\d{1,12})(?:/.*)?")
    sitemaps = ("news.xml",)
    body_end = b'<div class="wrapper"></div>\n</div>'

    def routes(self) -> Routes:
        return super().routes() | {
            r"/(?:index\.html)?|/fa/?": self.home,
            r"/files/.*\.(?:jpg|png|gif)": self.picture,
            r"/fa/tiny/news-(\d{1,12})/?": self.redirect,
            r"/fa/archive/?": self.archive,
            r"/fa/tag/\d+/(.+)": self.tag,
            r"/fa/rss/(allnews|\d+)/?": self.feed,
        }

    def missing(self) -> Reply:
        """The CMS says "not found" with a page like any other."""
        return self.html(self.pages.error())

    def archive(self, request: SiteRequest) -> Reply:
        query = request.query
        page, rpp = query.number("p"), query.number("rpp", PER_PAGE, RPP_LIMIT)
        return self.html(self.pages.archive(search(self.paper, query), query.values, page, rpp))


def search(paper: Newspaper, query: Parameters) -> list[Story]:
    """The stories that a query to the archive by day and section names, newest first."""
    try:
        first, last = query.date("from_date"), query.date("to_date")
    except ValueError:
        return []
    numbers = {query.text(name) for name in ("service_id", "sec_id")} - {"", "-1"}
    return [
        story
        for story in paper.listed
        if (first is None or first <= story.published.date())
        and (last is None or story.published.date() <= last)
        and numbers <= {str(section.number) for section in story.section.and_parent}
    ]
