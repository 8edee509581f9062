"""The newspaper's site as one of its own design: schema.org, OpenGraph and no well-known names."""

import json
import re
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from newscrawl.demo import dates, feeds, mess
from newscrawl.demo.exchange import Reply, SiteRequest
from newscrawl.demo.markup import Markup
from newscrawl.demo.rendering import Pages
from newscrawl.demo.story import Section, Story
from newscrawl.demo.views import Routes, Views

# What a page says in JSON-LD, by the card that other families use for the label of the code.
JSON_LD = {
    "plain": "whole",
    "blank": "none",
    "icon": "graph",
    "spaced": "part of the body",
    "shenase": "no body",
    "matlab": "line breaks",  # raw ones within strings, which JSON forbids
}
BODIES = {
    "first": '<div class="k-txt">\n{}\n</div>',
    "second": '<section class="q-42">\n{}\n</section>',
    "third": "{}",
}


class GenericMarkup(Markup):
    body_end = "<!-- the end -->"
    image_class = "z9"
    album_class = "z-grid"
    toolbar_class = "z-row"
    related_classes = ("x-more", "x-box", "x-pics")

    @property
    def date(self) -> str:
        """The visible date, Gregorian on some pages; or nothing."""
        if self.theme.date == "none":
            return ""
        moment = self.story.published
        match self.theme.date:
            case "latin":
                date = f"{dates.english(moment)}, {moment:%H:%M}"
            case "dashes":
                date = f"{moment:%Y-%m-%d %H:%M}"
            case _:
                date = self.written_date
        if self.json_ld_kind == "none" or self.theme.frame == "first":
            machine = f' datetime="{self.machine_date}"' if self.machine_date else ""
            return f'<time class="q7"{machine}>{date}</time>'
        if self.theme.frame == "second":
            return f'<span class="q7">{date}</span>'
        return f'<small class="q7">انتشار: {date}</small>'

    @property
    def title(self) -> str:
        title = f'<h1 class="hd-{self.theme.title[:2]}">{self.text(self.story.title)}</h1>'
        if not self.story.kicker:
            return title
        return f'<hgroup><p class="k-up">{self.text(self.story.kicker)}</p>\n{title}</hgroup>'

    @property
    def lead(self) -> str:
        return f'<p class="k-in">{self.text(self.story.lead)}</p>' if self.story.lead else ""

    def content(self, related: Sequence[Story]) -> str:
        """The body, in an element of its own or in none."""
        return BODIES[self.theme.frame].format(self.body(related))

    @property
    def tags(self) -> str:
        links = (
            f'<a rel="tag" href="{self.story.addresses.tag(tag)}">{self.text(tag)}</a>'
            for tag in self.story.tags
        )
        return f'<p class="q-t">{" ".join(links)}</p>' if self.story.tags else ""

    # -- JSON-LD -----------------------------------------------------------------------

    @property
    def json_ld_kind(self) -> str:
        return JSON_LD[self.theme.code_label]

    @property
    def json_ld(self) -> str:
        """What the page says of itself for machines, or nothing."""
        article, trail = self.article, self.trail
        data: Any = article
        match self.json_ld_kind:
            case "none":
                return ""
            case "graph":
                page = {"@type": "WebPage", "name": self.story.title, "breadcrumb": trail}
                site = {"@type": "WebSite", "name": self.name, "url": "/"}
                data = {"@graph": [site, page, trail, article | {"@type": ["NewsArticle"]}]}
            case "part of the body":
                article["articleBody"] = f"{self.story.paragraphs[0]} …"
            case "no body":
                del article["articleBody"]
                data = [trail, article]
        if isinstance(data, dict):
            data = {"@context": "https://schema.org"} | data
        text = json.dumps(data, ensure_ascii=self.theme.frame == "third").replace("</", "<\\/")
        if self.json_ld_kind == "line breaks":
            text = text.replace("\\n", "\n")
        return f'<script type="application/ld+json">{text}</script>'

    @property
    def article(self) -> dict[str, Any]:
        """The story as a NewsArticle."""
        story = self.story
        names = [section.title for section in story.breadcrumb]
        separator = " " if self.theme.frame == "second" else "\n"
        article: dict[str, Any] = {
            "@type": "NewsArticle",
            "mainEntityOfPage": {"@type": "WebPage", "@id": story.path},
            "headline": self.plain(story.title),
            "articleSection": names if len(names) > 1 else names[0],
            "articleBody": separator.join(map(self.plain, story.paragraphs)),
            "author": {"@type": "Person", "name": story.author}
            if story.author
            else {"@type": "Organization", "name": self.name},
            "publisher": {"@type": "Organization", "name": self.name},
        }
        if story.kicker:
            article["alternativeHeadline"] = self.plain(story.kicker)
        if story.lead:
            article["description"] = self.plain(story.lead)
        if story.tags:
            listed = self.theme.tags == "tags_title"
            article["keywords"] = list(story.tags) if listed else "، ".join(story.tags)
        if story.images:
            article["image"] = [image.url for image in story.images]
        if self.machine_date:
            article["datePublished"] = self.machine_date
            if self.theme.frame == "second" and "T" in self.machine_date:
                article["datePublished"] = f"{story.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        if story.modified:
            article["dateModified"] = story.modified.isoformat()
        return article

    @property
    def trail(self) -> dict[str, Any]:
        """The sections as a BreadcrumbList."""
        items = [
            {
                "@type": "ListItem",
                "position": position,
                "name": section.title,
                "item": self.story.addresses.section(section),
            }
            for position, section in enumerate(self.story.breadcrumb, 2)
        ]
        home = {"@type": "ListItem", "position": 1, "name": "خانه", "item": "/"}
        return {"@type": "BreadcrumbList", "itemListElement": [home, *items]}

    def plain(self, text: str) -> str:
        return mess.letters(text, self.theme, self.rng)


class GenericPages(Pages):
    templates = ("generic", "shared")
    markup = GenericMarkup


class GenericViews(Views):
    pages_class = GenericPages
    article_path = re.compile(
        r"/(?:story/(?:.*-)?"
        r"|(?!(?:print|send|save|ads|comments|tag|category|media|files|authors)/)[a-z]+/)"
        r"(\d{5,12})(?:/.*)?"
    )
    body_end = GenericMarkup.body_end.encode()
    cut_at = '<link rel="canonical"'

    def routes(self) -> Routes:
        return super().routes() | {
            r"/(?:index\.html)?": self.home,
            r"/.*\.(?:jpg|png|gif)": self.picture,
            r"/tag/(.+?)/?": self.tag,
            r"/feed/?": self.atom,
            r"/category/([a-z]+)/feed/?": self.feed,
        }

    def atom(self, request: SiteRequest) -> Reply:
        text = feeds.atom(self.paper, request.base, request.path, "همهٔ خبرها", self.paper.listed)
        return Reply(text.encode(), "application/atom+xml")

    def missing(self) -> Reply:
        """The site says "not found" with a page like any other."""
        return self.html(self.pages.error())

    def is_broken(self, section: Section) -> bool:
        return section.number % 4 == 1
