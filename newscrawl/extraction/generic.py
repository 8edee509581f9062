"""Reading a page of unknown design: by what it says for machines, and by how it looks.

:func:`read_generic` shows for each field who is asked, and in which order: the selectors that most
sites have in common (:mod:`.fields`), what the page says for machines (:mod:`.metadata`, and
``<meta>``), and what its looks tell (:mod:`.outline`, :mod:`.teasers`, :mod:`.dateline`).
"""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from newscrawl.cms.base import Family
from newscrawl.cms.generic import Generic
from newscrawl.cms.wordpress import WordPress
from newscrawl.extraction import fields, looks, machine
from newscrawl.extraction.agency import labelled_behind, split_agency
from newscrawl.extraction.blocks import Block, text
from newscrawl.extraction.body import opening_site_name, paragraphs
from newscrawl.extraction.boilerplate import is_box
from newscrawl.extraction.compare import bare, plain
from newscrawl.extraction.crumbs import sections_of
from newscrawl.extraction.dateline import Dateline
from newscrawl.extraction.headline import find_any_headline, title_of_page
from newscrawl.extraction.images import Images, images, images_in
from newscrawl.extraction.locate import Location, find_body
from newscrawl.extraction.metadata import Metadata
from newscrawl.extraction.names import OwnNames
from newscrawl.extraction.outline import Outline, byline, is_cut, uncut
from newscrawl.extraction.page import NotAnArticle, Page, RawArticle
from newscrawl.extraction.place import without_dateline
from newscrawl.extraction.refusals import (
    refuse_barrier_read,
    refuse_cut_page,
    refuse_empty,
    refuse_error_page,
    refuse_home_page,
    refuse_record,
    says_missing,
)
from newscrawl.extraction.teasers import Teasers
from newscrawl.extraction.tree import Tree
from newscrawl.persian.dates import date_words
from newscrawl.persian.text import searchable

#: How many lines at the top of the body may say who wrote it.
BYLINES = 3
_PLAYER = re.compile(r"aparat|youtube|vimeo|video|player|embed|sound|podcast", re.IGNORECASE)
#: What only articles have.
ARTICLES = ("body.single-post", "[itemprop=articleBody]")


def read_generic(family: Family, page: Page, *, is_article: bool = False) -> RawArticle:
    """The fields of an article page, without knowing its class names.

    Args:
        family: the site's.
        page: the page.
        is_article: it is known that the page holds one.

    Raises:
        NotAnArticle: see :mod:`newscrawl.extraction.refusals`; and if nothing says that the page
            is an article.
    """
    said = Metadata(family, page)
    tree = Tree(family, page, titles=said.texts("headline"))
    refuse_home_page(tree)
    refuse_error_page(tree)
    headline = find_any_headline(tree)
    outline = Outline(page, said.body)
    # Who declares where a site's text is has looked; what most sites have in common is a guess.
    # Pages of WordPress come here if their selectors find nothing.
    is_declared = family.body != Generic.body and not isinstance(family, WordPress)
    declared = find_body(tree, headline) if is_declared else None
    body = declared
    if body is None:
        body = outline.find_body(headline)
    if body is None:
        body = find_body(tree, headline)
    names = map(plain, said.texts("publisher"))
    at = Location(tree, headline, body, site_names=names, skips_margins=True)
    own = machine.own_names(at, said)
    named = said.first("headline") or title_of_page(tree, own)
    title = named if headline is None else headline.title
    if not title:
        raise NotAnArticle("no headline found")
    refuse_record(
        tree,
        [block.text for block, _ in outline.page_lines],
        is_article=bool(said),
        is_told=said.is_record,
        may_be_about=_is_named(tree),
    )
    refuse_cut_page(at)

    kicker = fields.kicker(at) or said.first("alternativeHeadline") or looks.kicker(at)
    lead = _described_lead(at, said, outline) or fields.lead(at) or _lead_above(at, outline)
    tags = fields.tags(at) or machine.tags(at, said) or looks.tags(at)
    said_dates = machine.published_of_page(at, said)
    dates = Dateline(at, outline.origins(title), said_dates)
    published = dates.published()
    above, below = outline.outside(at, title) if declared is None else ((), ())
    lines = [*above, *_body_lines(at, outline), *below]
    kept, agency = split_agency(
        outline.text_of(
            lines,
            others=(title, kicker, lead, "".join(tags)),
            date=date_words(published),
            site_names=at.site_names,
        )
    )
    is_film = _is_film(at)
    if is_film and lead is None and (captions := _captions(at, kept)):
        lead, kept = captions, []
    code, problems = fields.news_code(at)
    raw = RawArticle(
        news_code=code,
        title=title,
        kicker=kicker,
        lead=without_dateline(lead, own),
        body=[block.text for block in kept],
        agency=agency or labelled_behind(at) or machine.agency(at, said, own),
        author=_author(at, said, own, lines),
        published_text=published,
        published_machine=[*said_dates, *dates.published_machine()],
        modified_machine=machine.modified(at, said),
        sections=_sections(at, said, title, own),
        tags=tags,
        images=_images(at),
        problems=problems,
    )
    refuse_empty(raw, is_album=is_film)
    refuse_barrier_read(at, raw)
    raw.images = raw.images or machine.picture(at, said)
    if not (is_article or said or _is_named(tree)):
        _refuse_nameless(raw)
    return raw


def _is_named(tree: Tree) -> bool:
    """Whether a page calls itself an article: by OpenGraph, microdata, or WordPress's classes."""
    if "article" in tree.meta("og:type") or tree.meta("article:published_time"):
        return True
    if any(tree.index.select(css) for css in ARTICLES):
        return True
    # A list has several.
    return len({*tree.index.select(".hentry"), *tree.index.select(".type-post")}) == 1


def _refuse_nameless(raw: RawArticle) -> None:
    """Refuse a page that does not call itself an article, unless it has a date and a text."""
    if raw.body and (raw.published_text or raw.published_machine):
        return
    words = searchable(" ".join(raw.body))
    raise NotAnArticle(
        "nothing says that the page is an article",
        is_missing=len(words) < 600 and says_missing(words),
    )


def _described_lead(at: Location, said: Metadata, outline: Outline) -> str | None:
    """What the page describes itself by, where readers see it too."""

    def is_text(element: Element) -> bool:
        """Whether an element is of the text itself, or of another article."""
        is_inside = element is outline.core or outline.core in element.iterancestors()
        return (is_inside and at.is_in_body(element)) or at.is_beside_others(element)

    for description in (
        *said.texts("description"),
        *at.tree.meta("og:description", "description"),
    ):
        wanted = bare(uncut(description))
        if len(wanted) < 10:
            continue
        for block, letters in outline.page_lines:
            is_whole = letters == wanted
            if not is_whole and not (letters.startswith(wanted) and is_cut(description)):
                continue
            holder = block.holder
            if holder is None or not (holder is at.headline_element or is_text(holder)):
                return block.text if is_whole else None
    return None


def _is_film(at: Location) -> bool:
    """Whether the page is one of a film or a sound, which needs no text."""
    if any(kind.startswith(("video", "music")) for kind in at.tree.meta("og:type")):
        return True
    players = at.center.iter("video", "audio", "iframe")
    return any(e.tag != "iframe" or _PLAYER.search(e.get("src") or "") for e in players)


def _captions(at: Location, kept: list[Block]) -> str | None:
    """The text of the page, if all of it stands in one element that is marked as a lead."""
    for element in (e for css in at.tree.family.lead for e in at.tree.index.select(css)):
        said = bare(text(element))
        if said and said == bare(" ".join(block.text for block in kept)):
            return text(element)
    return None


def _lead_above(at: Location, outline: Outline) -> str | None:
    """The marked lead in the element of the body, above what holds most of the text."""
    if at.body is None or outline.core is at.body or at.body in at.above_headline:
        return None
    for element in (e for css in at.tree.family.lead for e in at.tree.index.select(css, at.body)):
        is_apart = at.place[element] < at.place[outline.core] and element not in at.outwards
        if is_apart and outline.core not in element.iter() and (value := text(element)):
            return value
    return None


def _body_lines(at: Location, outline: Outline) -> list[Block]:
    """All lines of the body but boxes and lists of other articles."""
    opening = opening_site_name(at)
    if opening is None and at.body is not None:
        opening = outline.opening(at.body, at.site_names)
    teasers = Teasers(at.tree, at.body)
    return paragraphs(at, opening, lambda element: is_box(element) or element in teasers)


def _author(at: Location, said: Metadata, own: OwnNames, lines: list[Block]) -> str | None:
    """The marked author, else the one for machines, else the one who signed above the text."""
    signed = (byline(block.text) for block in lines[:BYLINES])
    return (
        fields.author(at, own) or machine.author(at, said, own) or next(filter(None, signed), None)
    )


def _sections(at: Location, said: Metadata, title: str, own: OwnNames) -> list[str]:
    """Those of the breadcrumb, else those for machines, and all that are marked as such."""
    trail = fields.sections(at, title, own) or sections_of(looks.trail(at), title, own)
    found = trail or machine.sections(at, said, title, own)
    return list(dict.fromkeys((*found, *sections_of(looks.categories(at), title, own))))


def _images(at: Location) -> Images:
    """Pictures of the body, else those around headline and body: the page may be an album."""
    found = images(at)
    if found or at.center.tag in ("html", "body"):
        return found

    def is_elsewhere(image: Element) -> bool:
        return at.is_in_margin(image) or at.is_aside(image) or at.is_beside_others(image)

    return images_in(at.tree, at.center, is_elsewhere)
