"""Drupal 7 and later, as about ten Persian sites have it; rajanews.com is one.

Markup from the selector lists of other scrapers, where it is that of Drupal's own fields.
"""

from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Family, Patterns, Selectors


@dataclass(frozen=True)
class Drupal(Family):
    """``/node/<code>``, or ``/news/<code>/<slug>`` where Pathauto makes the addresses."""

    name: ClassVar[str] = "drupal"
    articles: Patterns = (
        "/node/{code}",
        "/news/{code}/{slug}",
        "/news/{code}-{slug}",
        "/fa/node/{code}",
        "/fa/news/{code}/{slug}",
        "/{word}/{code:3}/{slug}",
    )
    albums: Patterns = (
        "/photo/{code}/{slug}",
        "/photos/{code}/{slug}",
        "/gallery/{code}/{slug}",
        "/video/{code}/{slug}",
        "/videos/{code}/{slug}",
    )
    canonical: str | None = "/node/{code}"
    ignored: Patterns = (
        "/user", "/users", "/admin", "/comment", "/search", "/sites", "/modules",
        "/misc", "/print", "/printmail", "/printpdf", "/forward", "/tag", "/tags", "/en", "/ar",
        "/statistics", "/contact", "/poll",
    )  # fmt: skip
    lists: Patterns = ("/{word}", "/taxonomy/term/{number}", "/category/{word}", "/fa/{word}")
    page_parameters: Selectors = ("page",)
    feeds: tuple[str, ...] = ("/rss.xml",)
    feed_indexes: tuple[str, ...] = ("/",)
    feed_paths: Patterns = ("/rss.xml", "/taxonomy/term/{number}/feed", "/{word}/feed", "/rss")

    title: Selectors = (".nodeHeader a", "#page-title", "h1.page-title", "h1")
    kicker: Selectors = (".field-name-field-rutitr", ".field-name-field-surtitle", ".title-top")
    lead: Selectors = (".node-subtitle", ".field-name-field-summary", ".field-name-field-teaser",
                       ".field--name-field-lead", ".lead")  # fmt: skip
    body: Selectors = (".field-name-body .field-item", ".field--name-body", ".body")
    published: Selectors = ("[property='dc:date dc:created']", ".field-name-post-date", ".created",
                            ".submitted")  # fmt: skip
    sections: Selectors = (".v-breadcrumbs a", ".breadcrumb a")
    tags: Selectors = (".field-name-field-tags .field-item", ".field-name-field-tags a",
                       ".field--name-field-tags a")  # fmt: skip
    author: Selectors = (".username", "[rel=author]")
