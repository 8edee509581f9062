"""Why a page is no article: the checks that all readings share, in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from newscrawl.answers import NoPage
from newscrawl.answers.barriers import ABOUT, of_page
from newscrawl.cms.generic import original_of
from newscrawl.extraction import fields
from newscrawl.extraction.blocks import text
from newscrawl.extraction.compare import folded
from newscrawl.extraction.floods import MOST_TAGS
from newscrawl.extraction.locate import Location
from newscrawl.extraction.page import NotAnArticle, Page, RawArticle
from newscrawl.extraction.tree import Tree
from newscrawl.persian.text import searchable

#: What error pages say.
MISSING = re.compile("موجود نمی ?باشد|یافت نشد|پیدا نشد|وجود ندارد|حذف شده")
# Addresses of home pages.
_HOME_PATH = re.compile(
    r"/?(?:fa|fa-ir|persian)?/?(?:(?:index|home|default|main)(?:\.\w{2,5})?)?/?", re.IGNORECASE
)
# What of a query names no page: the language, and where a visitor came from.
_OF_VISITORS = re.compile(
    r"(?:(?:lang(?:uage)?|culture|locale|ref|amp|tabid|v|utm_\w+)=[^&]*&?)*", re.I
)
#: What records of books and journals have in ``<meta>``.
_OF_RECORDS = ("citation_isbn", "citation_issn", "citation_journal_title", "citation_doi",
               "book:isbn", "books:isbn", "prism.issn", "prism.publicationname")  # fmt: skip
_BOOKS = frozenset(("book", "books.book", "product.book"))
# In the searchable form; the first are of records alone.
_SURE_LABELS = frozenset(("شابک", "شاپا", "isbn", "issn", "doi", "شناسه دیجیتال", "نوبت چاپ",
                          "رده بندی دیویی", "رده بندی کنگره", "شماره کتابشناسی ملی"))  # fmt: skip
_LABEL_OF_RECORD = re.compile(
    rf"({'|'.join(sorted(_SURE_LABELS))}|ناشر|انتشارات|پدیدآور(?:ان)?|مولف|مترجم|نویسنده|نویسندگان|"
    r"تعداد صفح(?:ات|ه)|سال (?:نشر|انتشار|چاپ)|قطع|نوع جلد|زبان|موضوع|دوره|شماره|صفحات|قیمت|"
    r"کلید ?واژه ?(?:ها)?|چکیده|محل نشر|تاریخ نشر)(?:\s*[:؛]|\s|$)"
)
#: Different labels of a record that make a page one.
LABELS = 4
#: Longer lines are no label with its value.
LONGEST_LABEL = 120
#: A text of more characters speaks for an article.
LONG = 700
#: An undated page of which more speaks for an article is one, whatever it says.
MOST_SIGNS = 1


def refuse_error_page(tree: Tree) -> None:
    """Refuse what the family knows as an error page.

    Raises:
        NotAnArticle: with ``is_missing``.
    """
    for element in tree.visible(tree.family.missing):
        if says_missing(text(element)):
            raise NotAnArticle("the site says that the page does not exist", is_missing=True)


def refuse_home_page(tree: Tree) -> None:
    """Refuse the home page of a site of unknown design: the address tells.

    Raises:
        NotAnArticle: if the address has nothing that may name an article.
    """
    parts = urlsplit(original_of(tree.url))
    if _OF_VISITORS.fullmatch(parts.query) and _HOME_PATH.fullmatch(unquote(parts.path)):
        raise NotAnArticle("the home page of the site")


def refuse_record(
    tree: Tree, lines: Sequence[str], *, is_article: bool, is_told: bool, may_be_about: bool
) -> None:
    """Refuse the record of a book, or of an article in a journal, as libraries and shops have it.

    Args:
        tree: the page.
        lines: all that it says.
        is_article: whether the page calls itself an article of news.
        is_told: whether it calls itself a record in JSON-LD.
        may_be_about: whether it calls itself any kind of article, which may be about a book: then
            a paragraph stands above what a record says.

    Raises:
        NotAnArticle: if the page says for machines that it is one, or is made of what records are.
    """
    if is_article and not is_told:
        return
    is_named = is_told or bool(tree.meta(*_OF_RECORDS))
    is_named = is_named or not _BOOKS.isdisjoint(tree.meta("og:type"))
    labels: set[str] = set()
    has_text_above = False
    for line in lines:
        if len(line) >= LONGEST_LABEL:
            has_text_above = has_text_above or not labels
        elif found := _LABEL_OF_RECORD.match(folded(line)):
            labels.add(found[1])
    is_made_of_them = len(labels) >= LABELS and not _SURE_LABELS.isdisjoint(labels)
    if is_named or (is_made_of_them and not (may_be_about and has_text_above)):
        raise NotAnArticle("the record of a book or journal")


def says_missing(value: str) -> bool:
    """Whether a text says that something does not exist.

    >>> says_missing("صفحه مورد نظر يافت نشد")
    True
    """
    return bool(MISSING.search(searchable(value)))


def refuse_flood(page: Page) -> None:
    """Refuse a page of more elements than can be read.

    Raises:
        NotAnArticle: if there are more than :data:`newscrawl.extraction.floods.MOST_TAGS` tags.
    """
    if not page.is_whole:
        raise NotAnArticle(f"the page has more than {MOST_TAGS:,} tags")


def refuse_unreadable(page: Page) -> None:
    """Refuse a page whose letters are not those that were written.

    Raises:
        NotAnArticle: if so; see :mod:`newscrawl.extraction.charset`.
    """
    # A picture or the like has nothing of a page, and that is what is wrong with it.
    if page.unreadable is not None and next(page.document.iter("title", "h1"), None) is not None:
        raise NotAnArticle(page.unreadable)


def refuse_cut_page(at: Location) -> None:
    """Refuse a page that was not sent to the end.

    Raises:
        NotAnArticle: if it ends inside the body.
    """
    if at.tree.page.is_closed or at.body is None:
        return
    if all(
        e.getnext() is None and not (e.tail or "").strip()
        for e in (at.body, *at.body.iterancestors())
    ):
        raise NotAnArticle("the page breaks off inside the text")


def refuse_empty(raw: RawArticle, *, is_album: bool = False) -> None:
    """Refuse an article without text, but one of pictures or with a lead: that is its problem.

    Args:
        raw: the fields.
        is_album: it is one of pictures or a film, which needs no text.

    Raises:
        NotAnArticle: if there is no text, no lead and no picture.
    """
    if raw.body:
        return
    if not raw.images and not raw.lead:
        raise NotAnArticle("no text found")
    if not is_album:
        raw.problems.append("body: no text found")


def refuse_barrier(page: Page) -> None:
    """Refuse a page that holds no article, if it is one that servers send in place of others.

    Raises:
        NotAnArticle: with ``is_transient`` where that passes by itself.
    """
    names = (page.site_title,) if page.site_title else ()
    if (found := of_page(page.source, page.document, names)) is not None:
        raise _no_article(found)


def refuse_barrier_read(at: Location, raw: RawArticle) -> None:
    """Refuse a page that reads like an article, but is one that servers send in place of others.

    Such a page has words for a headline and a text, too. No single thing decides: a page with a
    date for its article stays one, and so does one with a long text, or with two of a news code,
    sections, tags and a name. An article *about* challenges and maintenance has these.

    Raises:
        NotAnArticle: with ``is_transient`` where that passes by itself.
    """
    is_dated = bool(raw.published_text or raw.published_machine)
    is_long = sum(map(len, raw.body)) >= LONG
    signs = 2 * is_long + bool(raw.sections) + bool(raw.tags) + bool(raw.author or raw.agency)
    # A date that only stands near the headline may be a clock, or say when a challenge was.
    if is_dated and (signs or raw.published_machine or fields.has_date(at)):
        return
    is_likely = not (signs or is_dated) and fields.written_code(at) is None
    source, names = at.tree.page.source, at.site_names
    found = of_page(source, at.tree.document, names, is_likely=is_likely)
    if found is None:
        return
    signs += fields.written_code(at) is not None
    if signs <= MOST_SIGNS or (found == ABOUT and not is_dated):
        raise _no_article(found)


def _no_article(found: NoPage) -> NotAnArticle:
    return NotAnArticle(
        found.reason,
        is_missing=found.is_missing,
        is_transient=found.is_transient,
        kind=found.kind,
    )
