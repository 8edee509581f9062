"""Reading the page of any site: by what it says for machines, and by how it looks.

schema.org (JSON-LD) and OpenGraph give most fields. The text itself is taken from the page, not
from them: trafilatura and ``articleBody`` only say where on the page it stands, because both may
have lost paragraphs and half-spaces.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any, cast

from lxml import etree
from lxml.etree import _Element as Element
from lxml.html import HTMLParser
from parsel.selector import create_root_node

from newscrawl.cms import structured
from newscrawl.cms.agency import split_agency
from newscrawl.cms.base import Family, NotAnArticle, Page, RawArticle, Rules, absolute
from newscrawl.cms.blocks import SILENT, Block, blocks, text
from newscrawl.cms.reader import HOME, MISSING, Reader, plain, written_date
from newscrawl.persian.dates import DateError, parse_date
from newscrawl.persian.text import searchable

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
_TITLES = cast(
    "Callable[[Element], list[str]]",
    etree.XPath("//meta[@property='og:title']/@content | //title/text() | //h1//text()"),
)
_CUT = re.compile(r"(?:\.\.\.|…|\[…\])\s*$")
_LINES = ("div", "span", "a", "strong", "b", "p", "h2", "h3", "h4", "td")
_CONTAINERS = frozenset(("html", "body", "main", "article", "section", "div", "table", "tbody",
                         "tr", "td", "form", "center"))  # fmt: skip


class GenericReader(Reader):
    """Reads a page without knowing its class names."""

    def __init__(self, family: Family, page: Page) -> None:
        objects = structured.json_ld(page.document)
        #: What JSON-LD says of the article.
        self.data = self.described(family, page, structured.articles_of(objects))
        self.trail = structured.trail_of(objects)
        super().__init__(family, page)
        self.site_names |= {plain(name) for name in structured.texts(self.data.get("publisher"))}

    @staticmethod
    def described(family: Family, page: Page, articles: list[dict[str, Any]]) -> dict[str, Any]:
        """Of several articles the one that has the page's address or title, else the first."""
        if len(articles) > 1:
            key = family.key(page.url)
            for article in articles:
                address = absolute(page.url, structured.address_of(article) or "")
                if address and key and family.key(address) == key:
                    return article
            written = [bare(name) for name in _TITLES(page.document)]
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

    def near(self, rules: Rules, reach: int | None = None) -> Iterator[Element]:
        """Also passes over the page's header and footer and the comments."""
        return (e for e in super().near(rules, reach) if not self.is_beside(e))

    def find_headline(self) -> Element | None:
        found = super().find_headline()
        if found is not None and (found.tag == "h1" or plain(text(found)) in self.named):
            return found
        # Whatever says what the page is called.
        named = [(len(name), e) for e in self.document.iter(*_LINES) if (name := self.name_in(e))]
        best = max(named, key=lambda pair: pair[0], default=None)
        return found if best is None else best[1]

    def name_in(self, element: Element) -> str | None:
        """What of an element's own text the page is called."""
        name = plain(element.text or "")
        is_long = len(bare(name)) >= SURE and not self.is_foreign_link(element)
        return name if is_long and any(name in title for title in self.named) else None

    @cached_property
    def outline(self) -> list[str]:
        """Lines of the article's text, without white space and signs: to compare the page's with.

        Those of ``articleBody`` if that is whole, else what trafilatura takes for the text too.
        """
        told = structured.prose(self.data.get("articleBody"))
        guessed = main_text(self.page.source)
        is_whole = not _CUT.search(told) and len(told) >= WHOLE * len(guessed)
        source = told if is_whole else f"{told}\n{guessed}"
        return [letters for line in source.splitlines() if (letters := bare(line))]

    def find_body(self) -> Element | None:
        """The smallest element that holds most of the text."""
        if not self.held[self.document]:
            return super().find_body()
        element: Element | None = self.document
        while element is not None:
            body, element = element, self.holder_within(element)
        return body

    def holder_within(self, element: Element) -> Element | None:
        for child in element.iterchildren("*"):
            if child.tag in _CONTAINERS and self.held[child] >= SHARE * self.held[element]:
                return child
        return None

    @cached_property
    def held(self) -> Counter[Element]:
        """How many letters of the text each element holds."""
        held: Counter[Element] = Counter()
        # Lists beside the article have its headline too.
        headline = "" if self.headline is None else bare(text(self.headline))
        for block, letters in self.lines:
            if block.holder is not None and letters != headline and self.is_text(letters):
                held[block.holder] += len(letters)
        for element in reversed(list(self.document.iter("*"))):  # what is inside comes first
            parent = element.getparent()
            if parent is not None and held[element]:
                held[parent] += held[element]
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
                holder = block.holder
                if holder is None or (holder is not self.headline and not self.is_foreign(holder)):
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

    def is_box(self, element: Element) -> bool:
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
    def linking(self) -> set[Element]:
        """Elements of the body that hold a link to another article."""
        found: set[Element] = set()
        for link in self.body.iter("a") if self.body is not None else ():
            if self.is_foreign_href(link.get("href") or ""):
                for element in link.iterancestors():
                    if element is self.body or element in found:
                        break
                    found.add(element)
        return found

    def is_list(self, element: Element, levels: int) -> bool:
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

    def says(self, element: Element) -> bool:
        return any(not part.isspace() for part in element.itertext())

    def is_teaser(self, element: Element) -> bool:
        """Whether an element begins with a link to another article, and says little more."""
        if element not in self._is_teaser:
            found = self.linked_lines(element)
            self._is_teaser[element] = 1 < len(found) <= CARD_LINES and not all(found[:2])
        return self._is_teaser[element]

    @cached_property
    def _is_teaser(self) -> dict[Element, bool]:
        return {}

    def linked_lines(self, element: Element) -> list[str]:
        """Of each line of an element, what stands outside of links to other articles."""
        return [plain(block.unlinked) for block in blocks(element, is_link=self.is_foreign_href)]

    def opening_site_name(self, element: Element) -> Element | None:
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
            try:
                day = parse_date(written).instant.date()
            except DateError as error:
                if error.reason.startswith("no such day"):
                    impossible = impossible or written
                continue
            # The time often stands in the next element.
            for parent in element.iterancestors():
                whole = written_date(text(parent)) if _is_short(parent) else ""
                with suppress(DateError):
                    if parse_date(whole).instant.date() == day:
                        written = whole
                        continue
                break
            return written
        return impossible

    def around_the_headline(self) -> Iterator[Element]:
        """Short elements with digits, the nearest to the headline first."""
        if self.headline is None:
            return
        here = self.place[self.headline]
        found = [element for element in self.near(("*",), reach=3) if _is_short(element)]
        found.sort(key=lambda element: abs(self.place[element] - here))
        yield from found

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


def main_text(source: bytes) -> str:
    """What trafilatura takes for the text of a page, in UTF-8; empty if it finds none."""
    import trafilatura  # takes a while

    tree = create_root_node("", HTMLParser, body=source, encoding="utf-8")  # it changes it
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what it cannot read
    try:
        found: Any = trafilatura.extract(
            tree, include_comments=False, favor_recall=True, deduplicate=False
        )
    except Exception:  # it stumbles over oddities like <?php ?> in a list
        return ""
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


def _is_short(element: Element) -> bool:
    """Whether an element can be a date: it is short, and has digits."""
    length, has_digits = 0, False
    for part in map(str, element.itertext()):
        length += len(part.strip())
        if length > DATE_LENGTH:
            return False
        has_digits = has_digits or any(map(str.isdigit, part))
    return has_digits
