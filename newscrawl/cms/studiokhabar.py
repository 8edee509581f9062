"""StudioKhabar, the system of jahannews.com, itna.ir, honarnews.com and about 20 other sites.

Markup from the selector lists of other scrapers. The older sites have articles at ``/vdc….html``,
the newer ones by number; both have the same names for the parts of an article.
"""

from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Family, Patterns, Selectors


@dataclass(frozen=True)
class StudioKhabar(Family):
    """``/<kind>/<code>/<slug>``, where ``news`` is one of many kinds; formerly ``/vdc….html``.

    Of the old addresses the whole is the article's name: the digits in it are no news code.
    """

    name: ClassVar[str] = "studiokhabar"
    articles: Patterns = (
        "/{word}/{code:3}/{slug}",
        "/fa/{word}/{code:3}/{slug}",
        "/doc/{word}/{code}/{slug}",
        "/fa/doc/{word}/{code}/{slug}",
        "/news/{code}/{slug}",
        "/vdc{id}.html",
    )
    albums: Patterns = (
        "/gallery/{code}/{slug}",
        "/photo/{code}/{slug}",
        "/video/{code}/{slug}",
        "/multimedia/{code}/{slug}",
        "/fa/gallery/{code}/{slug}",
        "/fa/photo/{code}/{slug}",
        "/fa/video/{code}/{slug}",
        "/fa/multimedia/{code}/{slug}",
        "/doc/gallery/{code}/{slug}",
        "/doc/photo/{code}/{slug}",
        "/doc/video/{code}/{slug}",
    )
    ignored: Patterns = (
        "/en", "/ar", "/images", "/files", "/print", "/send", "/search", "/tag", "/fa/tag", "/ads",
        "/poll", "/comments", "/archive", "/fa/archive", "/rss", "/fa/rss",
    )  # fmt: skip
    #: ``/likf….html`` is a list of the older sites.
    lists: Patterns = ("/{word}", "/fa/{word}", "/section/{word}", "/lik{id}.html")
    page_parameters: Selectors = ("page", "p")
    feed_indexes: tuple[str, ...] = ("/",)
    feed_paths: Patterns = (
        "/rss",
        "/fa/rss",
        "/rss/{section}",
        "/fa/rss/{section}",
        "/rss{id}.xml",
        "/vfh{id}.html",
    )

    title: Selectors = ("#docDataRow h1", "#docDiv3TitrMain", "h1")
    kicker: Selectors = ("#docDiv3TitrRou",)
    lead: Selectors = ("#docDivLead1", "#docDivp3", ".lead-left", "#docDiv4LeadTitle",
                       "#docDivLeadTitle", "#docleadarea")  # fmt: skip
    body: Selectors = ("#doctextarea", "#doc_div33")
    published: Selectors = ("#docDiv3Date", ".doc_date", "#doc_div3Date")
    sections: Selectors = (".doc-section-info a", "#docDiv1Menu a", "#docDiv1Menu1 a")
    tags: Selectors = (".tag_p a", ".doc_tags1 a", ".tags a")
    author: Selectors = ("[rel=author]",)

    comments: Selectors = (".user-comment-area",)
    comment_author: Selectors = (".user-comment-name",)
    comment_date: Selectors = (".user-comment-date",)
    comment_text: Selectors = (".user-comment-content",)
