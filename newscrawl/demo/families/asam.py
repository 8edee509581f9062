"""The newspaper's site in the manner of Asam."""

import re
from collections.abc import Sequence
from datetime import UTC

from newscrawl.demo.markup import CODE_LABELS, DATE_LABELS, Markup
from newscrawl.demo.rendering import Pages
from newscrawl.demo.story import Section, Story
from newscrawl.demo.views import Routes, Views

BODIES = {
    "first": '<div id="echo_detail" class="res"><div class="clear_both">\n{}\n</div>\n</div>',
    "second": '<div class="col-12 echo_detail">\n{}\n</div>',
    "third": '<div id="main_ck_editor">\n{}\n</div>',
}
LEADS = {
    "first": '<div class="lead">{}</div>',
    "second": '<p class="news-lead text-justify">{}</p>',
    "third": '<div class="lead news_lead">\n<p>{}</p>\n</div>',
}
KICKERS = {
    "first": '<div class="uptitle">{}</div>',
    "second": '<h4 class="up_title">{}</h4>',
    "third": '<span class="uptitle col-12">{}</span>',
}


class AsamMarkup(Markup):
    body_end = '<div class="clearfix"></div>'
    image_class = "img-fluid"
    album_class = "gallery_set"
    toolbar_class = "news_tools"
    related_classes = ("related_news", "related-news-box", "inline_related")

    @property
    def breadcrumb(self) -> str:
        home = "صفحه اصلی" if self.theme.frame == "first" else "خانه"
        links = self.crumbs(home)
        if self.theme.frame == "third":
            items = "".join(f'<li class="breadcrumb-item">{link}</li>' for link in links)
            return f'<nav><ol class="breadcrumb">{items}</ol></nav>'
        items = "".join(f"<li>{link}</li>" for link in links)
        return f'<div class="breadcrumb"><ul>{items}</ul></div>'

    @property
    def kicker(self) -> str:
        if not self.story.kicker and self.theme.frame != "first":
            return ""
        return KICKERS[self.theme.frame].format(self.text(self.story.kicker))

    @property
    def title(self) -> str:
        title = self.text(self.story.title)
        link = f'<a href="{self.story.path}">{title}</a>'
        match self.theme.title:
            case "h1-a":
                return f'<h1 class="title">\n{link}\n</h1>'
            case "h1":
                return f"<h1>{title}</h1>"
            case "h2":
                return f'<div class="title">{title}</div>'
        return f'<div class="news_title"><h1 class="title">{link}</h1></div>'

    @property
    def lead(self) -> str:
        if not self.story.lead and self.theme.frame == "second":
            return ""
        return LEADS[self.theme.frame].format(self.text(self.story.lead))

    @property
    def code(self) -> str:
        return (
            f'<span class="nws_code">{CODE_LABELS[self.theme.code_label]}{self.written_code}</span>'
        )

    @property
    def date(self) -> str:
        """The visible date; in most places with the same one for machines."""
        if self.theme.date == "none":
            return ""
        date, label = self.written_date, DATE_LABELS[self.theme.date_label]
        machine = f' datetime="{self.machine_date}"' if self.machine_date else ""
        match self.theme.date_place:
            case "news-date":
                return f"<time{machine}>{date}</time>"
            case "fa_date":
                return f'<div class="news_time">{label}<time{machine}>{date}</time></div>'
            case "item-date":
                return f'<span class="news_time col-6">{date}</span>'
            case "news-pdate":
                if self.machine_date and "T" in self.machine_date:
                    utc = self.story.published.astimezone(UTC)
                    machine = f' datetime="{utc:%Y-%m-%dT%H:%M:%SZ}"'
                return f'<li class="news_time"><time{machine}>{date}</time></li>'
            case "news-nav-times":
                return f'<time class="news_time"{machine}>{date}</time>'
        return f'<div class="news_time">{label}{date}</div>'

    def echo(self, related: Sequence[Story]) -> str:
        """The element that holds the body."""
        return BODIES[self.theme.frame].format(self.body(related))

    def boilerplate(self) -> str:
        """What stands at the end of the body, but is no part of it."""
        section = self.story.section.and_parent[0]
        link = f'<a href="{self.story.addresses.section(section)}">{section.title}</a>'
        code = f"{CODE_LABELS['plain']}{self.written_code}"
        info = f'<div class="sec_info">گروه {link} - {code}</div>'
        if self.theme.boilerplate == "links":
            return f"{super().boilerplate()}\n{info}\n{self.share()}"
        return f"{super().boilerplate()}\n{self.short_link()}\n{info}"

    def body(self, related: Sequence[Story]) -> str:
        body = super().body(related)
        if self.theme.tags != "tags_container" or not self.story.tags:
            return body
        tags = f'<div class="article_tag"><span>برچسب‌ها:</span> {" ".join(self.tag_links())}</div>'
        return f"{body.removesuffix(self.body_end)}{tags}\n{self.body_end}"

    @property
    def tags_after(self) -> str:
        """The tags, unless they stand in the body."""
        if not self.story.tags or self.theme.tags == "tags_container":
            return ""
        if self.theme.tags == "tag_items":
            return f'<div class="news_tags">{" ".join(self.tag_links())}</div>'
        items = "".join(f"<li>{tag}</li>" for tag in self.tag_links())
        return f'<ul class="article_tags">{items}</ul>'

    def share(self) -> str:
        return (
            '<div class="share_news"><span>اشتراک گذاری</span> '
            '<a href="https://t.me/share/url">تلگرام</a> <a href="https://x.com/share">ایکس</a></div>'
        )

    def short_link(self) -> str:
        path = f"/fa/tiny/news-{self.story.code}"
        return (
            f'<div class="short_link_cnt">لینک کوتاه <a href="{path}">{path}</a></div>\n'
            '<form class="tinyurl_form"><label>نشانی کوتاه خبر</label> '
            f'<input value="{path}"></form>'
        )


class AsamPages(Pages):
    templates = ("asam", "shared")
    markup = AsamMarkup


class AsamViews(Views):
    pages_class = AsamPages
    article_path = re.compile(
        r"/(?:fa/(?:news|photos?|video|multimedia)/(?=\d)|(?!fa/)[^/]+/(?=\d+-))(\d{1,12})(?:[-/].*)?"
    )
    body_end = AsamMarkup.body_end.encode()

    def routes(self) -> Routes:
        return super().routes() | {
            r"/(?:index\.html)?|/fa/?": self.home,
            r"/.*\.(?:jpg|png|gif)": self.picture,
            r"/fa/tiny/news-(\d{1,12})/?": self.redirect,
            r"/tags/(.+)": self.tag,
            r"/feeds(?:/(\d+))?/?": self.feed,
        }

    def is_broken(self, section: Section) -> bool:
        return section.number % 4 == 2
