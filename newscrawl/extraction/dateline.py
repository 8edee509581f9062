"""The date on a page of unknown design, where something tells that it is the article's.

A page has more dates than its article's: the clock above the menu, those of lists beside the text,
of the last change, in the text itself. Nearness to the headline is not enough: see
:meth:`Dateline._is_evident`. A page that tells nothing has no date, which is its problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import chain, islice

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.extraction import clocks
from newscrawl.extraction.blocks import SILENT, blocks
from newscrawl.extraction.boilerplate import names_of
from newscrawl.extraction.clocks import OUTWARDS, PUBLISHED_NAMES, is_of_other_things, with_outer
from newscrawl.extraction.locate import Location
from newscrawl.extraction.outline import DATE_LENGTH
from newscrawl.persian.dates import DateError, date_words, parse_date
from newscrawl.persian.text import searchable

#: Selectors that find clocks and other articles' dates, too: what they find needs evidence.
UNSURE = ("time",)
#: Links between a date and the headline below: more of them are a menu, and the date is above it.
MENU = 8
#: Words of a link above the text from which it is a headline.
HEADLINE_WORDS = 5
#: Words around a date in a paragraph from which the paragraph is a sentence.
SENTENCE_WORDS = 2

_DIGIT = re.compile(r"\d")
_TIME_ALONE = re.compile(r"(?:ساعت)?\W*\d{1,2}\s*:\s*\d{2}(?:\s*:\s*\d{2})?")
_ENDS = (".", "!", "؟")
_WORD = re.compile(r"[^\W\d_]+")
_PROSE = frozenset(("p", "blockquote", "li", "dd", "h1", "h2", "h3", "h4", "h5", "h6"))
# What may stand right before a date: in the searchable form, in which there is no half-space.
_PUBLISHED = re.compile(
    r"(?<!\w)(?:(?:تاریخ|زمان)?(?:انتشار|منتشر\w*|درج|ثبت|ارسال)(?:شده)?|تاریخ|زمان|"
    r"publish\w*|posted|date|time)(?!\w)",
    re.I,
)
_OTHER = re.compile(
    r"امروز|اکنون|هم ?اینک|به ?روز|بروز ?رسان|ویرایش|اصلاح|تغییر|چاپ|بازدید|برابر با|رویداد|"
    r"برگزاری|مهلت|تولد|تاسیس|today|now|updat|modif|edit|birth|founded",
    re.I,
)


class Dateline:
    """Where on a page the date of the article may stand."""

    def __init__(self, at: Location, text: Iterable[Element], said: Iterable[str]) -> None:
        """Find out what the page tells.

        Args:
            at: where the article is.
            text: the elements in or behind which the paragraphs of its text begin.
            said: dates of publication that the page as a whole says for machines.
        """
        self._at = at
        anchor = at.headline_element if at.headline_element is not None else at.body
        self._place = len(at.place) if anchor is None else at.place[anchor]
        self._start, self._end = self._text_places(text)
        self._days = {day for one in said if (day := _day(one)) is not None}
        #: The article has a box of its own, and is not all of the page.
        self._is_boxed = at.center.tag not in ("html", "body")

    def published(self) -> str | None:
        """The date for readers: a marked one, else the nearest that is evidently the article's.

        Returns:
            The text of its element; of impossible dates the first, where there is no other.
        """
        impossible = None
        sure = [css for css in self._at.tree.family.published if css not in UNSURE]
        for element in chain(self._sure(tuple(sure)), self._times(), self._near()):
            written = spaced(element)
            try:
                parse_date(written)
            except DateError as error:
                if not error.reason.startswith("relative"):
                    is_near = error.reason.startswith("no such day")
                    impossible = impossible or (written if is_near else None)
                    continue
            return self._with_time(element)
        return impossible

    def published_machine(self) -> list[str]:
        """Dates of publication for machines on elements that are evidently the article's."""
        at = self._at
        sure = self._sure(("[itemprop=datePublished]",))
        near = filter(self.is_of_article, at.near(("time[datetime]",)))
        values = (e.get("datetime") or e.get("content") for e in chain(sure, near))
        return [value for value in dict.fromkeys(values) if value]

    def is_of_article(self, element: Element) -> bool:
        """Whether something tells that the date in an element is the article's."""
        at = self._at
        if is_of_other_things(element) or at.is_beside_others(element):
            return False
        if at.is_in_margin(element) or at.is_aside(element) or self._is_in_list(element):
            return False
        written = spaced(element)
        words = date_words(written)
        if words is None:
            written = words = element.get("datetime") or ""
        label = self._label(element, written, words) if words else False
        if label is not None:
            return label
        if PUBLISHED_NAMES.search(names_of(element)):
            return True
        return not _is_prose(element, written, words) and self._is_evident(element, words)

    def _is_evident(self, element: Element, words: str) -> bool:
        """Whether a date without a label is the article's, by what the page says for machines, or
        by where it stands: between headline and text; in the article's own box; or, if it has a
        time of day, right above or below the article, with no menu between.
        """
        at = self._at
        place, headline = at.place[element], self._place
        if headline < place < self._start:
            return True
        if self._days:
            return _day(words) in self._days
        if self._start <= place <= self._end:
            return False
        if place > self._end and self._is_said_by_readers(element):
            return False
        is_inside = at.center in element.iterancestors()
        if not (self._is_boxed and is_inside) and not _has_time(words):
            return False
        if place < headline:
            is_near = self._links_between(place, headline) <= MENU
            return is_inside and is_near and self._is_above_article(element, words)
        return is_inside or self._is_right_below(element)

    def _text_places(self, text: Iterable[Element]) -> tuple[int, int]:
        """The numbers of the first and last element of the text, in document order."""
        at = self._at
        is_apart = at.body is not None and at.body not in at.above_headline
        found = [at.place[e] for e in text if not is_apart or at.is_within_body(e)]
        if not found and at.body is not None:
            places = at.places(at.body)
            found = [places[0], places[-1]]
        found.sort()
        # Above a text that has no element of its own may stand a lead.
        first = 1 if len(found) > 1 and not is_apart else 0
        return (found[first], found[-1]) if found else (len(at.place), len(at.place))

    # -- candidates ------------------------------------------------------------------------

    def _sure(self, selectors: tuple[str, ...]) -> Iterator[Element]:
        for element in self._at.near(selectors):
            if not self._at.is_in_margin(element) and not is_of_other_things(element):
                yield element

    def _times(self) -> Iterator[Element]:
        return filter(self.is_of_article, self._at.near(UNSURE))

    def _near(self) -> Iterator[Element]:
        """Short elements with a date that is the article's, the nearest to the headline first."""
        at = self._at
        if at.headline is None and at.body is None:
            return
        here = self._place
        found: dict[Element, None] = {}
        *_, scope = islice(at.outwards, OUTWARDS)
        for element in scope.iter("*"):
            if element.tag in SILENT or not _has_digits(element):
                continue
            for e in with_outer(element):
                if e in found or e in at.around or not is_short(e):
                    break
                found[e] = None
        for element in sorted(found, key=lambda e: (abs(at.place[e] - here), at.place[e])):
            is_read = not at.tree.is_out_of_sight(element) and not any(
                parent.tag in SILENT for parent in element.iterancestors()
            )
            if is_read and date_words(spaced(element)) and self.is_of_article(element):
                yield element

    def _with_time(self, element: Element) -> str:
        """The text of a date, with the time of day that may stand in the next element."""
        written = spaced(element)
        day = _day(written)
        for parent in element.iterancestors():
            if _has_time(date_words(written) or "") or not is_short(parent):
                break
            whole = spaced(parent)
            if day is None or _day(whole) != day:
                break
            written = whole
        if not _has_time(date_words(written) or ""):
            for beside in (element.getnext(), element.getprevious()):
                if beside is not None and _TIME_ALONE.fullmatch(spaced(beside)):
                    return f"{written} {spaced(beside)}"
        return written

    # -- what speaks for and against -------------------------------------------------------

    def _label(self, element: Element, written: str, words: str) -> bool | None:
        """What stands right before a date: ``True`` if that is a label of publication, ``False``
        if one of another date, ``None`` for anything else."""
        for e in with_outer(element):
            if e is not element:
                if e in self._at.around or not is_short(e):
                    return None
                written = spaced(e)
            before = searchable(self._before(e, element, written.partition(words)[0]))
            if any(map(str.isalpha, before)):
                found = [*_OTHER.finditer(before), *_PUBLISHED.finditer(before)]
                if not found:
                    return None
                # The nearest says what it is: «به‌روزرسانی: … | انتشار: …».
                last = max(found, key=lambda match: match.end())
                is_other = last.re is _OTHER or bool(
                    _OTHER.search(before[max(last.start() - 12, 0) :])
                )
                return not is_other
        return None

    @staticmethod
    def _before(outer: Element, element: Element, written: str) -> str:
        """What stands before a date, without links and buttons around it: «چاپ» is one of a
        toolbar."""
        for link in outer.iter("a", "button"):
            if link is not element and link not in element.iterancestors():
                written = written.replace(spaced(link), " ")
        return written

    def _is_in_list(self, element: Element) -> bool:
        """Whether a date stands beside the headline of another article, or in one of several items
        that have links and dates.
        """
        if sum(map(_is_item, element.iterchildren("*"))) > 1:
            return True
        words = HEADLINE_WORDS if self._at.place[element] <= self._end else 1
        for e in with_outer(element):
            if e in self._at.around:
                break
            links = [a for a in e.iter("a") if a.get("href") and not _is_own(a)]
            if any(len(spaced(link).split()) >= words for link in links):
                return True
            if links and any(map(_is_item, _alike(e))):
                return True
        return False

    def _links_between(self, first: int, last: int) -> int:
        places = self._at.place
        return sum(first < places[a] < last for a in self._at.tree.document.iter("a"))

    def _is_above_article(self, element: Element, words: str) -> bool:
        """Whether a date above the headline may be the article's, and is not the page's clock.

        It is not in the head of the page, nor beside what stands beside clocks; and where it has no
        time of day, the box around it and the article is an article's.
        """
        at = self._at
        outer = element.getparent()
        around = outer if outer is not None and is_short(outer) else element
        if clocks.is_in_head(element, at.above_headline) or clocks.is_of_the_day(spaced(around)):
            return False
        return clocks.is_of_articles(at.center) or _has_time(words)

    def _is_said_by_readers(self, element: Element) -> bool:
        """Whether a date below the text is a comment's, which has beside it what it says, and often
        another comment of the same looks."""
        if sum(map(_is_dated, element.iterchildren("*"))) > 1:
            return True
        for e in with_outer(element):
            if e in self._at.around or e in self._at.outwards:
                break
            if any(block.text.endswith(_ENDS) for block in blocks(e)):
                return True
            if any(map(_is_dated, _alike(e))):
                return True
        return False

    def _is_right_below(self, element: Element) -> bool:
        """Whether an element stands in what follows the article, and that has no links."""
        at = self._at
        box = at.center if self._is_boxed else at.body
        after = box.getnext() if box is not None else None
        if after is None or not (element is after or after in element.iterancestors()):
            return False
        return next(after.iter("a"), None) is None


def _alike(element: Element) -> Iterator[Element]:
    """The elements of the same name and class that stand beside one."""
    parent = element.getparent()
    for beside in parent.iterchildren(element.tag) if parent is not None else ():
        if beside is not element and names_of(beside) == names_of(element):
            yield beside


def _is_item(element: Element) -> bool:
    """Whether an element has a link and a date, as the items of lists have."""
    return next(element.iter("a"), None) is not None and _is_dated(element)


def _is_dated(element: Element) -> bool:
    return is_short(element) and date_words(spaced(element)) is not None


def _is_own(link: Element) -> bool:
    """Whether a link names the article's own section, author or date."""
    rel = (link.get("rel") or "").split()
    is_named = not {"category", "tag", "author"}.isdisjoint(rel)
    return is_named or date_words(spaced(link)) is not None


def _is_prose(element: Element, written: str, words: str) -> bool:
    """Whether a date is a part of a sentence."""
    if not any(e.tag in _PROSE for e in chain((element,), element.iterancestors())):
        return False
    around = _WORD.findall(written.replace(words, " "))
    return len(around) >= SENTENCE_WORDS and written.endswith((".", "!", "؟", "»"))


def spaced(element: Element) -> str:
    """All that a visitor reads in an element on one line; neighbours are parted by a blank.

    >>> from lxml.html import fromstring
    >>> spaced(fromstring("<p><b>1404-08-10</b><b>19:30</b><script>no</script></p>"))
    '1404-08-10 19:30'
    """
    return " ".join(" ".join(_parts(element)).split())


def is_short(element: Element) -> bool:
    """Whether an element can be a date: it is short, and has digits."""
    length, has_digits = 0, False
    for part in _parts(element):
        length += len(part.strip())
        if length > DATE_LENGTH:
            return False
        has_digits = has_digits or bool(_DIGIT.search(part))
    return has_digits


def _parts(element: Element) -> Iterator[str]:
    """The pieces of an element's text that are no script, style or comment."""
    silent: Element | None = None
    for event, e in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            if silent is None and e.tag in SILENT:
                silent = e
            elif silent is None and e.text:
                yield e.text
            continue
        if e is silent:
            silent = None
        if silent is None and e is not element and e.tail:
            yield e.tail


def _has_digits(element: Element) -> bool:
    """Whether the element's own text has a digit."""
    if element.text and _DIGIT.search(element.text):
        return True
    return any(child.tail and _DIGIT.search(child.tail) for child in element)


def _day(written: str) -> date | None:
    with suppress(DateError):
        return parse_date(written).instant.date()
    return None


def _has_time(words: str) -> bool:
    with suppress(DateError):
        return parse_date(words).precision != "day"
    return False
