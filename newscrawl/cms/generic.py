"""Any other site: read by what it says for machines, and by how its pages look.

schema.org (JSON-LD) and OpenGraph give most fields. The text itself is taken from the page, not
from them: trafilatura and ``articleBody`` only say where on the page it stands, because both may
have lost paragraphs and half-spaces.
"""

from __future__ import annotations

import copy
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import quote, unquote

from lxml.html import HtmlElement

from newscrawl.cms import structured
from newscrawl.cms.agency import split_agency
from newscrawl.cms.base import (
    Family,
    NotAnArticle,
    Page,
    RawArticle,
    Rules,
    absolute,
    origin,
    url_path,
)
from newscrawl.cms.blocks import SILENT, Block, blocks, text
from newscrawl.cms.reader import HOME, MISSING, Reader, plain, written_date
from newscrawl.persian.dates import DateError, parse_date
from newscrawl.persian.text import searchable

# Parts of paths below which there are no articles, and pages that are neither article nor list.
_ELSEWHERE = re.compile(
    r"/(?:tags?|labels?|keywords?|authors?|writers?|users?|members?|profile|search|print|printable|"
    r"send|email|save|share|ads?|advertis\w*|adv|banner|ajax|api|comments?|comment-page-\d+|"
    r"trackback|attachment|feeds?|rss|atom|amp|login|logout|sign-?(?:in|up)|register|subscribe|"
    r"account|cart|calendar|sitemaps?|media|files?|uploads?|images?|wp-\w+|static|assets|client|cdn|"
    r"cgi-bin|برچسب|کلید-?واژه|نویسنده|جستجو|جست-?و-?جو|ورود)(?=[/.]|$)"
    r"|^/(?:en|eng|english|ar|arabic|tr|ru|fr|de|es|ur|zh)(?=[/.]|$)"
    r"|/(?:newsletter|about(?:-?us)?|contacts?(?:-?us)?|links|weather|prayer|polls?|privacy|terms|"
    r"rules|تماس-با-ما|درباره-ما)(?:\.\w+)?/?$",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(r"/(?:archives?|آرشیو|بایگانی)(?=[/.]|$)", re.IGNORECASE)
# What a list is called, and its own name.
_CATEGORY = re.compile(
    r"^(?:/fa)?/(?:category|categories|cat|sections?|services?|topics?|subjects?|groups?|"
    r"دسته|دسته-?بندی|موضوع|بخش|سرویس)/[^/]+",
    re.IGNORECASE,
)
_YEAR = r"(?:1[34]|20)\d\d"
_DAY = re.compile(rf"^/(?:[^/\d]+/)*{_YEAR}(?:[/-][01]?\d(?:[/-][0-3]?\d)?|[01]\d[0-3]\d)?(?=/|$)")
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp|xhtml)$", re.IGNORECASE)
# Endings of names of sites, in headlines.
_SITE = re.compile(r"\.(?:com|ir|org|net|co|info|tv|io)$", re.IGNORECASE)
_PAGE = re.compile(r"/page/(\d{1,6})/?$")
# A part of a path that is a number, or begins or ends with one too long for a year.
_CODE = re.compile(r"^(\d{4,15})$|^(\d{5,15})(?=[-_.])|(?<=[-_.])(\d{5,15})$")
# Letters and digits that mean nothing.
_OPAQUE = re.compile(r"^(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{10,}$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
#: So many words in the last part of a path are a headline.
HEADLINE_WORDS = 4
#: A date for readers is not longer than this.
DATE_LENGTH = 80
#: An element that holds so much of the text holds the text.
SHARE = 0.7
#: A part of a line is known by so many letters.
SURE = 20
#: A line of so many letters beside the text is text too, and a shorter one that ends a sentence.
PARAGRAPH = 60
#: A heading has at most so many letters; what is said of another article is at most so many lines.
HEADING_LENGTH, CARD_LINES = 30, 4
#: Lists in lists are looked into so deep.
LEVELS = 3
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
#: ``articleBody`` counts as whole if it is so long, compared with what the page seems to hold.
WHOLE = 0.8
# Who wrote an article, above its text.
_BYLINE = re.compile(r"(?:(?:نویسنده|نوشته|خبرنگار|گزارشگر)|شغل)\s*[,،:]\s*([^.!؟]{3,60})")
BYLINES = 3
_CUT = re.compile(r"(?:\.\.\.|…|\[…\])\s*$")
_CONTAINERS = frozenset(("html", "body", "main", "article", "section", "div", "table", "tbody",
                         "tr", "td", "form", "center"))  # fmt: skip


@dataclass(frozen=True)
class Generic(Family):
    """A site of its own design: the addresses of its articles are guessed.

    An address is taken for an article's if it has a number of four digits or more, a day and a
    name, or a whole headline in it. The news code is that number, ``None`` where there is none.
    """

    name: ClassVar[str] = "generic"
    is_open: ClassVar[bool] = True
    #: Any address on the page; what it is, :meth:`key` says.
    article_path: ClassVar[re.Pattern[str]] = re.compile(r"/(?!/)[^\"'\s>?#]*")
    canonical_path: ClassVar[str] = ""
    list_path: ClassVar[re.Pattern[str]] = re.compile(r"(?:/[^/]+){0,4}/?$")
    page_parameters: ClassVar[Rules] = ("page", "p", "pi", "pg", "paged")
    #: The home page announces them.
    feed_indexes: ClassVar[Rules] = ("/",)
    feed_path: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:/[^/]+){0,3}/(?:feeds?|rss|atom)(?:\.xml|/[^/]+)?/?$", re.IGNORECASE
    )

    title: Rules = ("[itemprop=headline]", "h1", "h2")
    kicker: Rules = ("[itemprop=alternativeHeadline]", "hgroup p", ".kicker", ".rutitr", ".uptitle",
                     ".up_title", ".rotitr", ".roo-titr")  # fmt: skip
    lead: Rules = (".lead", ".introtext", ".subtitle", ".summary", "[itemprop=description]")
    body: Rules = ("[itemprop=articleBody]", "article", "main")
    published: Rules = ("[itemprop=datePublished]", "time")
    sections: Rules = ("nav[aria-label=breadcrumb] a", ".breadcrumb a", ".breadcrumbs a",
                       "[itemtype*=BreadcrumbList] [itemprop=name]")  # fmt: skip
    tags: Rules = ("a[rel=tag]", ".tags a")
    author: Rules = ("[rel=author]", "[itemprop=author]", ".author")
    news_code: Rules = (".news-code", ".news_code", ".item-code", ".news-id")

    def code_in(self, url: str) -> str | None:
        path = unquote(url_path(url))
        return _code(path) if self.is_article(url) else None

    def key(self, url: str) -> str | None:
        if not self.is_article(url):
            return None
        return self.code_in(url) or self.article_url(url)

    def is_article(self, url: str) -> bool:
        """Whether an address looks like an article's."""
        path = unquote(url_path(url))
        if _ELSEWHERE.search(path) or _is_file(path) or _PAGE.search(path):
            return False
        rest, is_dated = _after_day(path)
        parts = [_ENDING.sub("", part) for part in rest.split("/") if part]
        if not parts:
            return False
        if _code(path) or (is_dated and _WORD.search(rest)):
            return True
        is_headline = len(_WORD.findall(parts[-1])) >= HEADLINE_WORDS or _OPAQUE.match(parts[-1])
        return bool(is_headline) and not _CATEGORY.match(path)

    def article_url(self, url: str) -> str:
        path = quote(unquote(url_path(url)).rstrip("/") or "/", safe="/:@!$&'()*+,;=~")
        return origin(url) + path

    def is_album(self, url: str) -> bool:
        return False  # the page tells: see GenericReader.images

    def is_list(self, url: str) -> bool:
        path = unquote(url_path(url))
        if _ELSEWHERE.search(path) or _ARCHIVE.search(path) or _is_file(path):
            return False
        # Of days there is no end.
        if self.is_article(url) or _after_day(path)[1]:
            return False
        return bool(self.list_path.match(path))

    def page_of(self, url: str) -> tuple[str, int | None]:
        match = _PAGE.search(url_path(url))
        if match is None or "?" in url:
            return super().page_of(url)
        return url_path(url)[: match.start()], int(match[1])

    def read_by_own_rules(self, page: Page) -> RawArticle:
        return GenericReader(self, page).article()


class GenericReader(Reader):
    """Reads a page without knowing its class names."""

    family: Generic

    def __init__(self, family: Generic, page: Page) -> None:
        objects = structured.json_ld(page.selector.root)
        #: What JSON-LD says of the article.
        self.data = self.described(family, page, structured.articles_of(objects))
        self.trail = structured.trail_of(objects)
        super().__init__(family, page)
        self.site_names |= {plain(name) for name in structured.texts(self.data.get("publisher"))}

    @staticmethod
    def described(family: Generic, page: Page, articles: list[dict[str, Any]]) -> dict[str, Any]:
        """Of several articles the one that has the page's address or title, else the first."""
        if len(articles) > 1:
            key = family.key(page.url)
            for article in articles:
                address = absolute(page.url, structured.address_of(article) or "")
                if address and key and family.key(address) == key:
                    return article
            root = page.selector.root
            names = root.xpath(
                "//meta[@property='og:title']/@content | //title/text() | //h1//text()"
            )
            written = [bare(name) for name in names]
            for article in articles:
                headline = bare("".join(structured.texts(article.get("headline"))[:1]))
                if headline and any(headline in name for name in written):
                    return article
        return articles[0] if articles else {}

    def article(self) -> RawArticle:
        raw = super().article()
        is_named = bool(self.data) or "article" in self.meta("og:type")
        if is_named or (raw.published_text and raw.body):
            return raw
        words = searchable(" ".join(raw.body))
        raise NotAnArticle(
            "nothing says that the page is an article",
            is_missing=len(words) < 600 and bool(MISSING.search(words)),
        )

    # -- where the article is ----------------------------------------------------------

    def titles(self) -> list[str]:
        return [*structured.texts(self.data.get("headline")), *super().titles()]

    @cached_property
    def outline(self) -> list[str]:
        """Lines of the article's text, without white space and signs: to compare the page's with.

        Those of ``articleBody`` if that is whole, else what trafilatura takes for the text too.
        """
        told = structured.prose(self.data.get("articleBody"))
        guessed = main_text(self.document)
        is_whole = not _CUT.search(told) and len(told) >= WHOLE * len(guessed)
        source = told if is_whole else f"{told}\n{guessed}"
        return [letters for line in source.splitlines() if (letters := bare(line))]

    def find_body(self) -> HtmlElement | None:
        """The smallest element that holds most of the text."""
        if not self.held[self.document]:
            return super().find_body()
        element: HtmlElement | None = self.document
        while element is not None:
            body, element = element, self.holder_within(element)
        return body

    def holder_within(self, element: HtmlElement) -> HtmlElement | None:
        for child in element.iterchildren("*"):
            if child.tag in _CONTAINERS and self.held[child] >= SHARE * self.held[element]:
                return child
        return None

    @cached_property
    def held(self) -> Counter[HtmlElement]:
        """How many letters of the text each element holds."""
        held: Counter[HtmlElement] = Counter()
        # Lists beside the article have its headline too.
        headline = "" if self.headline is None else bare(text(self.headline))
        for block, letters in self.lines:
            if letters != headline and self.is_text(letters):
                held[block.holder] += len(letters)
        for element in reversed(list(self.document.iter("*"))):  # what is inside comes first
            if held[element] and element is not self.document:
                held[element.getparent()] += held[element]
        return held

    @cached_property
    def lines(self) -> list[tuple[Block, str]]:
        """Every line of the page, and its letters."""
        return [(block, bare(block.text)) for block in blocks(self.document)]

    def is_text(self, letters: str) -> bool:
        """Whether a line, without white space and signs, is part of the article's text: one of its
        lines, or so long that it can be nothing else."""
        if letters not in self._is_text:
            self._is_text[letters] = len(letters) >= SURE and letters in self.whole_outline
        return self._is_text[letters]

    @cached_property
    def _is_text(self) -> dict[str, bool]:
        return dict.fromkeys(self.outline, True)

    @cached_property
    def whole_outline(self) -> str:
        return "\n".join(self.outline)

    # -- fields ------------------------------------------------------------------------

    def title(self) -> str | None:
        found = super().title()
        return found or next(iter(structured.texts(self.data.get("headline"))), None)

    def kicker(self) -> str | None:
        told = structured.texts(self.data.get("alternativeHeadline"))
        return super().kicker() or next(iter(told), None)

    @cached_property
    def known_lead(self) -> str | None:
        """What the page describes itself by, where readers see it too."""
        described = [
            *structured.texts(self.data.get("description")),
            *self.meta("og:description", "description"),
        ]
        for description in described:
            wanted = bare(_CUT.sub("", description))
            if len(wanted) < 10:
                continue
            is_cut = bool(_CUT.search(description))
            for block, letters in self.lines:
                is_whole = letters == wanted
                if not is_whole and not (is_cut and letters.startswith(wanted)):
                    continue
                if block.holder is not self.headline and not self.is_foreign(block.holder):
                    return block.text if is_whole else None
        return None

    def lead(self) -> str | None:
        return self.known_lead or super().lead()

    def paragraphs(self) -> list[Block]:
        """Those from the first to the last that is known to be text, and the agency below."""
        found = self.body_lines
        if not self.outline:
            return found
        lines = (self.title(), self.kicker(), self.lead(), "".join(self.tags()))
        others = {bare(line) for line in lines if line}
        date = bare(self.published() or "-") or "-"
        found = [
            block
            for block in found
            if (letters := bare(block.text)) not in others
            and not (date in letters and len(block.text) < DATE_LENGTH)
        ]
        places = [n for n, block in enumerate(found) if self.is_text(bare(block.text))]
        if not places:
            told = structured.prose(self.data.get("articleBody"))
            return [Block(line) for line in told.splitlines() if line.strip()]
        while len(places) > 1 and plain(found[places[0]].text) in self.site_names:
            del places[0]
        first, end = places[0], places[-1] + 1
        # Those that trafilatura missed.
        while first > 0 and _is_sentence(found[first - 1].text):
            first -= 1
        while end < len(found) and (_is_sentence(found[end].text) or self.is_end(found[end])):
            end += 1
        if split_agency(found[first : end + 1])[1]:
            end += 1
        while first < end - 1 and _BYLINE.fullmatch(found[first].text):
            first += 1
        return found[first:end]

    def is_end(self, block: Block) -> bool:
        """Whether a line is what a text in one piece ends with."""
        letters = bare(block.text)
        return len(letters) > 1 and any(line.endswith(letters) for line in self.outline)

    @cached_property
    def body_lines(self) -> list[Block]:
        """All lines of the body but boxes."""
        return super().paragraphs()

    def is_box(self, element: HtmlElement) -> bool:
        """Also lists of links to other articles with their leads, whatever their class."""
        if super().is_box(element):
            return True
        if element not in self.linking:
            return False
        return self.is_list(element, LEVELS) or any(
            beside in self.linking
            and (beside.tag, beside.get("class")) == (element.tag, element.get("class"))
            and self.is_teaser(beside)
            and self.is_teaser(element)
            for beside in (element.getnext(), element.getprevious())
        )

    @cached_property
    def linking(self) -> set[HtmlElement]:
        """Elements of the body that hold a link to another article."""
        found: set[HtmlElement] = set()
        for link in self.body.iter("a") if self.body is not None else ():
            if self.is_foreign_href(link.get("href") or ""):
                for element in link.iterancestors():
                    if element is self.body or element in found:
                        break
                    found.add(element)
        return found

    def is_list(self, element: HtmlElement, levels: int) -> bool:
        """Whether an element holds links to other articles, at most with a heading above.

        Lists in lists are looked into so many levels deep.
        """
        children = [e for e in element.iterchildren("*") if e.tag not in SILENT and self.says(e)]
        if not levels or not children or (element.text or "").strip():
            return False
        is_headed = children[0] not in self.linking and (
            children[0].tag in HEADINGS or len(children) > 2
        )
        if is_headed and len(bare(text(children[0]))) > HEADING_LENGTH:
            return False
        items = children[is_headed:]
        return bool(items) and all(
            e in self.linking
            and not (e.tail or "").strip()
            and (self.is_teaser(e) or self.is_of_links(e) or self.is_list(e, levels - 1))
            for e in items
        )

    def says(self, element: HtmlElement) -> bool:
        return any(not part.isspace() for part in element.itertext())

    def is_teaser(self, element: HtmlElement) -> bool:
        """Whether an element begins with a link to another article, and says little more."""
        if element not in self._is_teaser:
            found = self.linked_lines(element)
            self._is_teaser[element] = 1 < len(found) <= CARD_LINES and not all(found[:2])
        return self._is_teaser[element]

    @cached_property
    def _is_teaser(self) -> dict[HtmlElement, bool]:
        return {}

    def linked_lines(self, element: HtmlElement) -> list[str]:
        """Of each line of an element, what stands outside of links to other articles."""
        return [plain(block.unlinked) for block in blocks(element, is_link=self.is_foreign_href)]

    def opening_site_name(self, element: HtmlElement) -> HtmlElement | None:
        """Also inside the first paragraph, where other things come before the text."""
        name = super().opening_site_name(element)
        for inner in element.iter("a", "b", "strong", "span") if name is None else ():
            if (inner.text or "").strip() and plain(text(inner)) in self.site_names:
                follows = bare(inner.tail or "")
                beginnings = (follows, bare(text(inner)) + follows)
                if len(follows) > SURE and any(o.startswith(beginnings) for o in self.outline):
                    return inner
        return name

    def published(self) -> str | None:
        marked = super().published()
        with suppress(DateError):
            parse_date(marked)
            return marked
        return self.date_near_the_headline() or marked

    def date_near_the_headline(self) -> str | None:
        """The date nearest to the headline, whatever element it is in."""
        impossible = None
        for element in self.around_the_headline():
            written = written_date(text(element))
            if not any(map(str.isdigit, written)) or len(written) > DATE_LENGTH:
                continue
            try:
                parse_date(written)
            except DateError as error:
                if error.reason.startswith("no such day"):
                    impossible = impossible or written
            else:
                return written
        return impossible

    def around_the_headline(self) -> Iterator[HtmlElement]:
        """Elements without others in them, the nearest to the headline first."""
        if self.headline is None:
            return
        place = {element: number for number, element in enumerate(self.document.iter("*"))}
        here = place[self.headline]
        found = [e for e in self.near(("*",), reach=3) if not len(e) and (e.text or "").strip()]
        found.sort(key=lambda element: abs(place[element] - here))
        yield from (e for e in found if not self.is_beside(e))

    def machine_dates(self) -> list[str]:
        return [*structured.texts(self.data.get("datePublished")), *super().machine_dates()]

    def modified_dates(self) -> list[str]:
        return [*structured.texts(self.data.get("dateModified")), *super().modified_dates()]

    def sections(self, title: str) -> list[str]:
        visible = super().sections(title)
        if visible:
            return visible
        trail = [n for n in self.trail if plain(n) not in HOME and plain(n) != plain(title)]
        told = structured.texts(self.data.get("articleSection"))
        return trail or told or self.meta("article:section")

    def tags(self) -> list[str]:
        told = structured.texts(self.data.get("keywords"))
        if len(told) == 1:
            told = [tag for tag in re.split(r"\s*[,،;؛]\s*", told[0]) if tag]
        return super().tags() or told or self.meta("article:tag")

    def author(self) -> str | None:
        people = structured.people(self.data.get("author"))
        known = next((name for name in people if plain(name) not in self.site_names), None)
        signed = (_BYLINE.fullmatch(block.text) for block in self.body_lines[:BYLINES])
        written = next((match[1] for match in signed if match), None)
        return self.one(self.family.author) or known or super().author() or written

    def images(self) -> list[dict[str, str | None]]:
        found = super().images()
        if found or self.center is self.document:
            return found
        return self.images_in(self.center)


def main_text(document: HtmlElement) -> str:
    """What trafilatura takes for the text of a page; empty if it finds none."""
    import trafilatura  # takes a while

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what it cannot read
    found: Any = trafilatura.extract(
        copy.deepcopy(document), include_comments=False, favor_recall=True, deduplicate=False
    )
    return found or ""


def bare(value: str) -> str:
    """Letters and digits alone, in their searchable form.

    >>> bare("می‌رود، ۱۲ بار!")
    'میرود12بار'
    """
    return re.sub(r"[\W_]+", "", searchable(value))


def _is_sentence(line: str) -> bool:
    letters = len(bare(line))
    return letters >= PARAGRAPH or (letters >= SURE and line.endswith((".", "!", "؟", "»")))


def _after_day(path: str) -> tuple[str, bool]:
    """What of a path follows a year, month or day in it, and whether there is one."""
    day = _DAY.match(path)
    return (path[day.end() :], True) if day else (path, False)


def _code(path: str) -> str | None:
    """The longest number in a path that may be a news code: no year, no day, no number of a list.

    A year is one too that stands alone, as is a day with nothing behind it: «1402» is rather a list
    of a year than the article of that number.
    """
    rest = _CATEGORY.sub("", _after_day(path)[0])
    found = (_CODE.search(_ENDING.sub("", part)) for part in rest.split("/"))
    return max((m[1] or m[2] or m[3] for m in found if m), key=len, default=None)


def _is_file(path: str) -> bool:
    """Whether the last part of a path has the ending of a file that is no page."""
    last = path.rpartition("/")[2]
    is_named = re.search(r"\.[A-Za-z][A-Za-z0-9]{1,4}$", last) and not _SITE.search(last)
    return bool(is_named) and not _ENDING.search(last)
