"""The system of icana.ir, ivo.ir, icro.ir, bmn.ir and bazresi.ir, whose maker is not known.

Told, and named, by the ``.es-news-tags`` of its pages. Markup from the selector lists of other
scrapers.
"""

from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Patterns, Selectors
from newscrawl.cms.generic import Generic


@dataclass(frozen=True)
class EsNews(Generic):
    """``/<section>/<slug>`` or ``/<section>/<slug>/<code>``: most articles have no news code."""

    name: ClassVar[str] = "esnews"
    #: Sections of three words are rare on these sites, and headlines of three words are not.
    headline_words: ClassVar[int] = 3
    articles: Patterns = ("/{section}/{slug}/{code:3}",)
    lists: Patterns = ("/{word}", "/اخبار/{word}/page/{number}")

    title: Selectors = (".single-post-wrap h2", "h1", "h2")
    kicker: Selectors = (".single-post-wrap h6",)
    lead: Selectors = (".news-lead", ".lead")
    body: Selectors = (".news-content",)
    published: Selectors = (".news-info > ul > li:nth-child(1) > span", ".news-info li")
    sections: Selectors = ("ul.breadcrumb li a",)
    tags: Selectors = (".es-news-tags li a", ".es-news-tags a")
    author: Selectors = ("[rel=author]",)
