"""Where the text stands on a page of unknown design.

``articleBody`` and trafilatura say what the text is. Both may have lost paragraphs and half-spaces,
so they only tell which lines of the page are text; the text itself is the page's.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain
from typing import Any

from lxml.etree import _Element as Element
from lxml.html import HTMLParser
from parsel.selector import create_root_node

from newscrawl.extraction.agency import split_agency
from newscrawl.extraction.blocks import Block, blocks, text
from newscrawl.extraction.boilerplate import is_boilerplate, is_box, is_column, is_legal, is_margin
from newscrawl.extraction.compare import bare, plain
from newscrawl.extraction.headline import Headline
from newscrawl.extraction.locate import Location
from newscrawl.extraction.page import Page
from newscrawl.persian.dates import date_words

#: Maximum length of a date for readers.
DATE_LENGTH = 80
#: An element that holds this share of the text is the body, or holds it.
BODY_SHARE = 0.7
#: Minimum letters for a partial match with the article's text.
PARTIAL_MATCH = 20
#: Minimum letters of a line beside the text that is text too; less if it ends a sentence.
PARAGRAPH = 60
#: ``articleBody`` counts as whole from this share of the length that trafilatura finds.
WHOLE = 0.8
# Who wrote an article, above its text.
_BYLINE = re.compile(r"(?:(?:نویسنده|نوشته|خبرنگار|گزارشگر)|شغل)\s*[,،:]\s*([^.!؟]{3,60})")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\])\s*$")
# «کد خبر: ۱۲», «گروه: سیاسی», an address.
_LABELLED = re.compile(r"[:：]\s*\S|https?://|^\W*\d+\W*$|^[^ ]*\.(?:ir|com)/")
_ENDS = (".", "!", "؟", "»")
_PARAGRAPHS = frozenset(("p", "blockquote", "h2", "h3", "h4", "h5", "h6"))
_CONTAINERS = frozenset(("html", "body", "main", "article", "section", "div", "table", "tbody",
                         "tr", "td", "form", "center"))  # fmt: skip


class Outline:
    """The lines of a page that are known to be the article's text.

    Lines are compared by their letters: :func:`~newscrawl.extraction.compare.bare`.
    """

    def __init__(self, page: Page, told: str) -> None:
        """Find out which lines are text.

        Args:
            page: the page.
            told: ``articleBody``. Trafilatura's text counts too, unless this is whole.
        """
        self.told = told
        guessed = main_text(page.source)
        is_whole = not is_cut(told) and len(told) >= WHOLE * len(guessed)
        source = told if is_whole else f"{told}\n{guessed}"
        self.lines = [letters for line in source.splitlines() if (letters := bare(line))]
        self._document = page.document
        #: The smallest element that holds most of the text.
        self.core: Element = page.document
        self._all = "\n".join(self.lines)
        self._is_text = dict.fromkeys(self.lines, True)
        #: Every line of the page, and its letters.
        self.page_lines = [(block, bare(block.text)) for block in blocks(page.document)]

    def is_text(self, letters: str) -> bool:
        """Whether a line is one of the text's, or a part of one that is long enough to tell."""
        if letters not in self._is_text:
            self._is_text[letters] = len(letters) >= PARTIAL_MATCH and letters in self._all
        return self._is_text[letters]

    def is_end(self, letters: str) -> bool:
        """Whether a known line of the text ends with these letters."""
        return len(letters) > 1 and any(line.endswith(letters) for line in self.lines)

    def origins(self, title: str) -> Iterator[Element]:
        """Where on the page the paragraphs of the text begin."""
        named = bare(title)
        for block, letters in self.page_lines:
            is_long = len(letters) >= PARAGRAPH and letters != named
            if is_long and block.origin is not None and self.is_text(letters):
                yield block.origin

    # -- the body ------------------------------------------------------------------------

    def find_body(self, headline: Headline | None) -> Element | None:
        """The smallest element that holds most of the text, and of an element without the headline
        all that reads like a paragraph; ``None`` if no line is known.
        """
        above = set() if headline is None else set(headline.element.iterancestors())
        # Lists beside the article have its headline too.
        named = "" if headline is None else bare(text(headline.element))
        known: Counter[Element] = Counter()
        read: Counter[Element] = Counter()
        apart: dict[Element, bool] = {}
        has_begun = False
        for block, letters in self.page_lines:
            holder = block.holder
            if holder is None:
                continue
            if letters == named:
                above.update(holder.iterancestors())
                continue
            is_known = self.is_text(letters)
            is_paragraph = self.is_paragraph(block, letters)
            may_open = not has_begun and not is_paragraph and is_opening(block)
            if not (is_known or is_paragraph or may_open) or is_apart(holder, above, apart):
                continue
            known[holder] += len(letters) if is_known else 0
            read[holder] += is_paragraph or may_open
            has_begun = has_begun or is_paragraph
        self._add_up(known, read)
        body: Element | None = None
        self.core = self._document
        while known[self.core]:
            inner = (e for e in self.core.iterchildren("*") if e.tag in _CONTAINERS)
            most = max(inner, key=known.__getitem__, default=None)
            if most is None or known[most] < BODY_SHARE * known[self.core]:
                return self.core if body is None else body
            if body is None and read[most] < read[self.core] and self.core not in above:
                body = self.core
            self.core = most
        return None

    def is_paragraph(self, block: Block, letters: str) -> bool:
        """Whether a line anywhere on the page reads like a paragraph: known, or a sentence."""
        holder = block.holder
        if len(letters) < PARTIAL_MATCH or holder is None:
            return False
        if self.is_text(letters):
            return True
        is_sentence = len(letters) >= PARAGRAPH or block.text.endswith(_ENDS)
        return is_sentence and not (is_legal(block.text) or _is_of_link(holder, letters))

    def outside(self, at: Location, title: str) -> tuple[list[Block], list[Block]]:
        """The paragraphs of the text above and below the element that holds most of it.

        They are what is known to be text below the headline, and sentences right beside it.
        """
        body = at.body
        if body is None or body in at.above_headline:
            return [], []
        inside = at.places(body)
        headline = at.places(at.headline_element)
        named = bare(title)
        above: list[Block] = []
        below: list[Block] = []
        side: list[Block] | None = None
        for block, letters in self.page_lines:
            if block.holder is None:
                continue
            place = at.place[block.holder]
            if place in inside:
                side = below
            elif place in headline or letters == named:
                side = above if side is None else side
            elif side is not None and self._is_stray(at, block, letters):
                side.append(block)
        return above, below

    def _is_stray(self, at: Location, block: Block, letters: str) -> bool:
        """Whether a line outside of the body is a paragraph of the text."""
        holder, body = block.holder, at.body
        if holder is None or body is None or not _is_sentence(block.text):
            return False
        is_beside = holder.tag == "p" and holder.getparent() is body.getparent()
        return (
            (is_beside or self.is_text(letters))
            and not (is_legal(block.text) or _is_of_link(holder, letters))
            and not is_apart(holder, at.above_headline)
            and not at.is_beside_others(holder)
        )

    def _add_up(self, *counts: Counter[Element]) -> None:
        """Add what each element holds to all elements around it."""
        for element in reversed(list(self._document.iter("*"))):  # what is inside comes first
            parent = element.getparent()
            if parent is None:
                continue
            for count in counts:
                if held := count[element]:
                    count[parent] += held

    def opening(self, body: Element, names: Collection[str]) -> Element | None:
        """An element that says one of some names, and after which a line of the text begins."""
        for element in body.iter("a", "b", "strong", "span"):
            if (element.text or "").strip() and plain(text(element)) in names:
                follows = bare(element.tail or "")
                beginnings = (follows, bare(text(element)) + follows)
                is_long = len(follows) > PARTIAL_MATCH
                if is_long and any(line.startswith(beginnings) for line in self.lines):
                    return element
        return None

    # -- the text ------------------------------------------------------------------------

    def text_of(
        self,
        found: list[Block],
        *,
        others: Collection[str | None],
        date: str | None,
        site_names: Collection[str],
    ) -> list[Block]:
        """Of the paragraphs of a body those that are text, and the agency below.

        They go from the first to the last that is known, with sentences beside that trafilatura
        missed.

        Args:
            found: the body's paragraphs.
            others: other fields, whose lines are no text.
            date: the date for readers; a short line with it is no text.
            site_names: names that the text may begin with, and that are no text.

        Returns:
            ``articleBody`` if no paragraph is known to be text; all paragraphs if it is not known
            at all what is text.
        """
        if not self.lines:
            return found
        found = _without_fields(found, others, date)
        places = [n for n, block in enumerate(found) if self.is_text(bare(block.text))]
        if not places:
            return [Block(line) for line in self.told.splitlines() if line.strip()]
        while len(places) > 1 and plain(found[places[0]].text) in site_names:
            del places[0]
        first, end = places[0], places[-1] + 1
        while first > 0 and (
            _is_sentence(found[first - 1].text)
            or (is_opening(found[first - 1]) and plain(found[first - 1].text) not in site_names)
        ):
            first -= 1
        while end < len(found) and self._goes_on(found[end].text):
            end += 1
        if split_agency(found[first : end + 1])[1]:
            end += 1
        while first < end - 1 and byline(found[first].text):
            first += 1
        return found[first:end]

    def _goes_on(self, line: str) -> bool:
        """Whether a line below the text belongs to it: a sentence, or the end of a known line."""
        return _is_sentence(line) or self.is_end(bare(line))


def _without_fields(
    found: list[Block], others: Collection[str | None], date: str | None
) -> list[Block]:
    lines = {bare(line) for line in others if line}
    day = bare(date or "-") or "-"
    return [
        block
        for block in found
        if (letters := bare(block.text)) not in lines
        and not (day in letters and len(block.text) < DATE_LENGTH)
    ]


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


def is_cut(value: str) -> bool:
    """Whether a text ends in the dots of one that was cut."""
    return bool(_CUT.search(value))


def uncut(value: str) -> str:
    """A text without the dots at its end.

    >>> uncut("آغاز خبر …"), is_cut("آغاز خبر …"), is_cut("خبر.")
    ('آغاز خبر ', True, False)
    """
    return _CUT.sub("", value)


def byline(line: str) -> str | None:
    """Who wrote the article, if a line says that and no more.

    >>> byline("خبرنگار: سارا محمدی")
    'سارا محمدی'
    """
    match = _BYLINE.fullmatch(line)
    return match[1] if match else None


def is_opening(block: Block) -> bool:
    """Whether a short line may stand at the beginning of a text: it has an element for paragraphs
    or headings, no link and no label, and is no date and no name of who wrote the text."""
    line, holder = block.text, block.holder
    if holder is None or holder.tag not in _PARAGRAPHS or byline(line) or is_boilerplate(line):
        return False
    if next(holder.iter("a", "input", "time"), None) is not None or date_words(line):
        return False
    return not _LABELLED.search(line)


def is_apart(
    element: Element, above: Collection[Element], known: dict[Element, bool] | None = None
) -> bool:
    """Whether an element is in a column, a box, or the header or footer of the page.

    Args:
        element: any.
        above: what the headline is in: no such thing.
        known: what earlier calls have found out.
    """
    known = {} if known is None else known
    passed = []
    found = False
    for e in chain((element,), element.iterancestors()):
        if e in known:
            found = known[e]
            break
        if e in above or e.tag == "body":
            break
        passed.append(e)
        if e.tag in ("nav", "form", "aside") or is_margin(e) or is_column(e) or is_box(e):
            found = True
            break
    known.update(dict.fromkeys(passed, found))
    return found


def _is_of_link(holder: Element, letters: str) -> bool:
    """Whether a line is a link and no more, or stands below one: a teaser of another article."""
    before = holder.getprevious()
    if _links_of(holder) == letters:
        return True
    if before is None or is_box(before):
        return False
    links = _links_of(before)
    return len(links) >= PARTIAL_MATCH and links == bare(text(before))


def _links_of(element: Element) -> str:
    """The letters of an element's links."""
    return "".join(bare(text(link)) for link in element.iter("a") if link.get("href"))


def _is_sentence(line: str) -> bool:
    letters = len(bare(line))
    return letters >= PARAGRAPH or (letters >= PARTIAL_MATCH and line.endswith(_ENDS))
