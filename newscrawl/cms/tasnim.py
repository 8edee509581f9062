"""The system of tasnimnews.com, which no other site is known to have.

Addresses as on saved pages of Esfand 1396; markup from the selector lists of about ten scrapers.
"""

from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Family, Patterns, Selectors


@dataclass(frozen=True)
class Tasnim(Family):
    """``/fa/news/<Jalali day>/<code>/<slug>``, in short ``/<code>``."""

    name: ClassVar[str] = "tasnim"
    articles: Patterns = (
        "/fa/news/{year}/{month}/{day}/{code}/{slug}",
        "/fa/news/{code}/{slug}",
        "/{code:5}",
    )
    albums: Patterns = ("/fa/media/{year}/{month}/{day}/{code}/{slug}",)
    canonical: str | None = "/{code}"
    ignored: Patterns = ("/Tasnim/Uploaded", "/ContentManager", "/en", "/ar", "/tr", "/ur")
    lists: Patterns = ("/fa", "/fa/service/{number}/{slug}", "/fa/{word}")
    page_parameters: Selectors = ("page",)
    feed_indexes: tuple[str, ...] = ("/fa/rss",)
    feed_paths: Patterns = ("/fa/rss/feed/{slug}",)

    title: Selectors = ("h1.title", "h1")
    kicker: Selectors = ("h3.kicker", ".kicker")
    lead: Selectors = ("h3.lead", ".lead")
    body: Selectors = ("div.story", ".story")
    published: Selectors = ("li.time", ".time", "time[datetime]")
    sections: Selectors = (".service a", ".breadcrumb a", ".breadcrumb li a")
    tags: Selectors = (".smart-keyword a", ".keywords a", ".tags a")
    author: Selectors = ("[rel=author]",)
