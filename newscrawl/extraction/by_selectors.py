"""Reading a page of a known family: every field by the family's selectors."""

from __future__ import annotations

from newscrawl.cms.base import Family
from newscrawl.extraction import fields, machine
from newscrawl.extraction.agency import labelled_behind, split_agency
from newscrawl.extraction.blocks import text
from newscrawl.extraction.body import opening_site_name, paragraphs
from newscrawl.extraction.boilerplate import is_box
from newscrawl.extraction.headline import find_headline
from newscrawl.extraction.images import images
from newscrawl.extraction.locate import Location, find_body
from newscrawl.extraction.metadata import Metadata
from newscrawl.extraction.page import NotAnArticle, Page, RawArticle
from newscrawl.extraction.place import without_dateline
from newscrawl.extraction.refusals import (
    refuse_barrier_read,
    refuse_cut_page,
    refuse_empty,
    refuse_error_page,
)
from newscrawl.extraction.tree import Tree


def read_by_selectors(family: Family, page: Page) -> RawArticle:
    """The fields of an article page, by the family's selectors of today; what these leave empty,
    by what the page says for machines.

    Raises:
        NotAnArticle: see :mod:`newscrawl.extraction.refusals`.
    """
    tree = Tree(family, page)
    refuse_error_page(tree)
    headline = find_headline(tree)
    at = Location(tree, headline, find_body(tree, headline))
    title = fields.title(at)
    if not title:
        raise NotAnArticle("no headline found")
    refuse_cut_page(at)
    said = Metadata(family, page)
    own = machine.own_names(at, said)
    lead, inside = fields.lead(at), None
    if lead is None and (inside := fields.lead_inside(at)) is not None:
        lead = text(inside)
    body, agency = split_agency(
        paragraphs(at, opening_site_name(at), lambda e: e is inside or is_box(e))
    )
    code, problems = fields.news_code(at)
    moments = machine.published(at, said)
    raw = RawArticle(
        news_code=code,
        title=title,
        kicker=fields.kicker(at) or said.first("alternativeHeadline"),
        lead=without_dateline(lead, own),
        body=[block.text for block in body],
        agency=agency or labelled_behind(at) or machine.agency(at, said, own),
        author=fields.author(at, own) or machine.author(at, said, own),
        published_text=fields.published(at) or fields.published_as_said(at, moments),
        published_machine=moments,
        modified_machine=machine.modified(at, said),
        sections=fields.sections(at, title, own) or machine.sections(at, said, title, own),
        tags=fields.tags(at) or machine.tags(at, said),
        images=images(at),
        problems=problems,
    )
    refuse_empty(raw, is_album=tree.is_album)
    refuse_barrier_read(at, raw)
    raw.images = raw.images or machine.picture(at, said)
    return raw
