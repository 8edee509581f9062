"""The newspaper's site in the manner of Nastooh."""

import re
from collections.abc import Sequence
from math import ceil

from newscrawl.demo import dates
from newscrawl.demo.exchange import Reply, SiteRequest
from newscrawl.demo.markup import CODE_LABELS, DATE_LABELS, Markup
from newscrawl.demo.rendering import Pages
from newscrawl.demo.story import Section, Story
from newscrawl.demo.views import Routes, Views

ARCHIVE_PAGE = 20
KICKERS = {
    "first": '<h4 class="kicker">{}</h4>',
    "second": '<div class="rutitr">{}</div>',
    "third": '<span class="kicker subtitle-top">{}</span>',
}
LEADS = {
    "first": '<p class="summary introtext" itemprop="description">{}</p>',
    "second": '<div class="introtext">{}</div>',
    "third": '<p class="summary">{}</p>',
}


class NastoohMarkup(Markup):
    body_end = '<div class="clearfix"></div>'
    image_class = "img-responsive"
    album_class = "photo-gallery"
    toolbar_class = "tools"
    related_classes = ("related-items", "box related_box", "inner-related")

    @property
    def breadcrumb(self) -> str:
        links = self.crumbs("صفحه نخست")
        items = "".join(f'<li class="breadcrumb-item">{link}</li>' for link in links)
        if self.theme.frame == "second":
            return f'<div class="breadcrumb"><ul>{items}</ul></div>'
        return f'<ol class="breadcrumb">{items}</ol>'

    @property
    def kicker(self) -> str:
        if not self.story.kicker and self.theme.frame != "second":
            return ""
        return KICKERS[self.theme.frame].format(self.text(self.story.kicker))

    @property
    def title(self) -> str:
        title = self.text(self.story.title)
        link = f'<a href="{self.story.path}">{title}</a>'
        match self.theme.title:
            case "h1-a":
                return f'<h1 class="title" itemprop="headline">\n{link}\n</h1>'
            case "h1":
                return f"<h1>{title}</h1>"
            case "h2":
                return f'<span class="headline">{title}</span>'
        return f'<div class="title"><h1 class="title">{link}</h1></div>'

    @property
    def lead(self) -> str:
        if not self.story.lead and self.theme.frame == "third":
            return ""
        return LEADS[self.theme.frame].format(self.text(self.story.lead))

    @property
    def code(self) -> str:
        label = CODE_LABELS[self.theme.code_label]
        if self.theme.frame == "first":
            return f'<div class="item-code"><span>{label}</span>{self.written_code}</div>'
        return f'<div class="item-code col-6">{label}<span>{self.written_code}</span></div>'

    @property
    def is_dated_first(self) -> bool:
        """Whether the date stands above the headline."""
        return self.theme.date_place == "fa_date"

    @property
    def date(self) -> str:
        """The visible date, or nothing."""
        if self.theme.date == "none":
            return ""
        date, label = self.written_date, DATE_LABELS[self.theme.date_label]
        match self.theme.date_place:
            case "news-date":
                return f'<div class="item-date">{label}<span>{date}</span></div>'
            case "item-date":
                return f'<div class="item-date"><span>{label}</span> <span>{date}</span></div>'
            case "news-pdate":
                return f'<div class="item-date">{date}</div>'
            case "news-nav-times" if self.machine_date:
                date = f'<span itemprop="datePublished" content="{self.machine_date}">{date}</span>'
                return f'<div class="item-date half-left">{date}</div>'
        icon = '<i class="fa fa-calendar"></i>'
        return f'<div class="item-date half-left">{icon}<span>{date}</span></div>'

    @property
    def tags(self) -> str:
        if not self.story.tags:
            return ""
        items = "".join(f"<li>{link}</li>" for link in self.tag_links('rel="Tag"'))
        match self.theme.tags:
            case "tags_title":
                header = "<header><h2>برچسب‌ها</h2></header>"
                return f'<section class="box tags">{header}<div><ul>{items}</ul></div></section>'
            case "tags_container":
                return f'<ul class="tags">{items}</ul>'
        return f'<div class="tags item-tags"><ul>{items}</ul></div>'


class NastoohPages(Pages):
    templates = ("nastooh", "shared")
    markup = NastoohMarkup

    def archive(self, stories: Sequence[Story], query: dict[str, str], page: int) -> str:
        def link(number: int) -> str:
            pairs = [f"{key}={value}" for key, value in query.items() if key != "pi"]
            return f"/page/archive.xhtml?{'&'.join([*pairs, f'pi={number}'])}"

        return self.render(
            "archive.html",
            query=query,
            stories=stories[(page - 1) * ARCHIVE_PAGE : page * ARCHIVE_PAGE],
            count=len(stories),
            page=page,
            pages=max(1, ceil(len(stories) / ARCHIVE_PAGE)),
            link=link,
            years=range(1385, dates.jalali(self.paper.now).year + 1),
            months=list(enumerate(dates.MONTHS, 1)),
            sidebar=self.sidebar(3),
        )


class NastoohViews(Views):
    pages_class = NastoohPages
    pages: NastoohPages
    article_path = re.compile(r"/(?:news|photo|video)/(\d{1,12})(?:/.*)?")
    body_end = NastoohMarkup.body_end.encode()

    def routes(self) -> Routes:
        return super().routes() | {
            r"/(?:index\.html)?": self.home,
            r"/.*\.(?:jpg|png|gif)": self.picture,
            r"/x(\d{1,12})/?": self.redirect,
            r"/page/archive\.xhtml|/archive/?": self.archive,
            r"/tag/(.+)": self.tag,
            r"/rss(?:/tp/(\d+))?/?": self.feed,
        }

    def archive(self, request: SiteRequest) -> Reply:
        """The archive of a Jalali year, month or day, or of all; a page past the end is empty."""
        query = request.query
        wanted = {key: query.number(key) for key in ("yr", "mn", "dy") if query.text(key)}

        def is_wanted(story: Story) -> bool:
            day = dates.jalali(story.published)
            parts = {"yr": day.year, "mn": day.month, "dy": day.day}
            return all(parts[key] == number for key, number in wanted.items())

        stories = [story for story in self.paper.listed if is_wanted(story)]
        return self.html(self.pages.archive(stories, query.values, self.page(request)))

    def is_broken(self, section: Section) -> bool:
        return section.number % 4 == 3
