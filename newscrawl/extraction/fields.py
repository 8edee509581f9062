"""The fields of an article whose place on the page is known, each by its selectors.

The text stands in :mod:`newscrawl.extraction.body`, the pictures in
:mod:`newscrawl.extraction.images`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache
from itertools import islice

from lxml.etree import _Element as Element

from newscrawl.cms.base import Selectors
from newscrawl.extraction.blocks import all_text, blocks, text
from newscrawl.extraction.boilerplate import TAG_LABELS
from newscrawl.extraction.compare import plain
from newscrawl.extraction.crumbs import sections_of
from newscrawl.extraction.dateline import is_short, spaced
from newscrawl.extraction.locate import Location, comes_before
from newscrawl.extraction.metadata import parted
from newscrawl.extraction.names import OwnNames, person
from newscrawl.persian.dates import DateError, parse_date
from newscrawl.persian.text import searchable, to_latin_digits
from newscrawl.urls import plain_code

# Themes name the kicker by some spelling of روتیتر, or by what stands above a headline.
_KICKER = re.compile(
    r"(?:^|[\s\d_-]|news|page)(?:r(?:o|ou|oo|u)[_-]?tit(?:r|re|er|le)|titr?[_-]?rou|kicker|"
    r"(?:up|pre|over|above|sur|super|top)[_-]?tit(?:le|r))\d*(?:$|[\s_-])",
    re.IGNORECASE,
)
#: How many elements outwards of the headline a line with such a name may stand, or a date.
ABOVE = 3
#: Dates for machines have seconds.
MINUTE = timedelta(minutes=1)
_CODE = re.compile(r"\d{1,18}")
_CODE_LABEL = re.compile(r"(?:کد\s*(?:خبر|مطلب)|شناسه\s*(?:خبر|مطلب))\s*:?\s*(\d{1,18})(?!\d)")
# Any spelling of «کد» and «شناسه», or what may become one: told before the text is folded.
_IN_WORDS = r"(?:[^\w\s]|ـ)*+"
_MAY_BE_CODE_LABEL = re.compile(
    rf"[کكڪ]{_IN_WORDS}د{_IN_WORDS}(?:[خم]|(?!\w))|ش{_IN_WORDS}ن{_IN_WORDS}[اأإٱ]{_IN_WORDS}س|"
    r"[\ufb50-\ufdff\ufe70-\ufefc]|&#?\w+;"
)
_DIGIT = re.compile(r"\d")
_DATE_LABEL = re.compile(
    r"^\W*(?:(?:تار[یي]خ|زمان)(?:\s*(?:انتشار|خبر|درج|ثبت))?|انتشار)\s*[:：]?\s*"
)
_DATE_WORDS = re.compile(r"(?:تار[یي]خ|زمان)?\s*(?:انتشار|خبر|درج|ثبت)\s*[:：]")
_UPDATED = re.compile(r"به[\s\u200c]?روز|بروز[\s\u200c]?رسان|آخرین[\s\u200c]?ویرا|^\W*امروز")


def title(at: Location) -> str | None:
    """The headline; where there is only a body, what the page calls itself."""
    if at.headline is not None:
        return at.headline.title
    return next(iter(at.tree.meta("og:title")), None) if at.body is not None else None


def kicker(at: Location) -> str | None:
    """The line above the headline, in its element or before it."""
    inside = at.headline.kicker if at.headline is not None else None
    return (
        inside
        or at.first(at.tree.family.kicker, before=at.headline_element)
        or _line_above(at, at.tree.index.names(_is_kicker))
    )


@lru_cache(maxsize=4096)  # the pages of a site have the same few hundred
def _is_kicker(names: str) -> bool:
    return _KICKER.search(names) is not None


def _line_above(at: Location, selectors: Selectors) -> str | None:
    """The text right above the headline that selectors find: not that of the page's own head."""
    headline = at.headline_element
    if headline is None or not selectors:
        return None
    around = set(islice(headline.iterancestors(), ABOVE))
    for element in at.near(selectors, reach=ABOVE):
        is_close = any(parent in around for parent in element.iterancestors())
        if is_close and comes_before(element, headline) and (value := text(element)):
            return value
    return None


def lead(at: Location) -> str | None:
    """The lead, which comes before the body."""
    return at.first(at.tree.family.lead, before=at.body)


def lead_inside(at: Location) -> Element | None:
    """The element of a lead that the body begins with, if more text follows."""
    if at.body is None:
        return None
    leads = {e for css in at.tree.family.lead for e in at.tree.index.select(css, at.body)}
    leads.discard(at.body)
    if not leads:
        return None
    lines = [{b.holder, *b.holder.iterancestors()} for b in blocks(at.body) if b.holder is not None]
    found = next(iter(leads & lines[0]), None) if lines else None
    return found if any(found not in around for around in lines) else None


def author(at: Location, own: OwnNames) -> str | None:
    """Who wrote the article, by selectors. The site itself and its system are nobody."""
    name = at.first(at.tree.family.author)
    return person(name, own) if name else None


def sections(at: Location, title: str, own: OwnNames) -> list[str]:
    """The sections of the breadcrumb, without the home page and the headline."""
    steps = at.all(at.tree.family.sections)
    if steps and plain(steps[0]) in _names_of_home(at):
        del steps[0]
    return sections_of(steps, title, own)


def _names_of_home(at: Location) -> set[str]:
    """What links to a home page are called in breadcrumbs."""
    found = (e for css in at.tree.family.sections for e in at.tree.index.select(css))
    links = (link for element in found for link in element.iter("a"))
    return {plain(text(link)) for link in links if at.tree.is_home(link.get("href") or "#")}


def tags(at: Location) -> list[str]:
    """The article's tags, without their label."""
    found = (_without_label(tag) for tag in at.all(at.tree.family.tags, own=True))
    found = (tag.strip("# ") for tag in parted(list(filter(None, found))))
    return [tag for tag in found if tag]


def _without_label(tag: str) -> str:
    """A tag, or tags that stand in one text, without «برچسب‌ها:»."""
    label, colon, rest = tag.partition(":")
    if plain(label) in TAG_LABELS:
        return rest.strip() if colon else ""
    return tag


# -- dates -------------------------------------------------------------------------------


def published(at: Location) -> str | None:
    """The date for readers: the first text that reads as a date, else the first with digits."""
    unreadable = None
    for element in at.near(at.tree.family.published):
        if at.is_in_margin(element):
            continue
        written = written_date(spaced(element))
        if not any(c.isdigit() for c in written):
            continue
        try:
            parse_date(written)
        except DateError:
            unreadable = unreadable or written
        else:
            return written
    return unreadable


def published_as_said(at: Location, moments: Iterable[str]) -> str | None:
    """A date near the headline that says what the first of some dates for machines says.

    One that says only the day may stand for any moment of it.
    """
    with suppress(DateError):
        moment = parse_date(next(iter(moments), None)).instant
        for element in _with_digits(at):
            if at.is_foreign(element) or at.tree.is_out_of_sight(element):
                continue
            if at.is_in_margin(element):
                continue
            written = written_date(spaced(element))
            with suppress(DateError):
                seen = parse_date(written)
                is_same_day = seen.instant.date() == moment.date()
                if abs(seen.instant - moment) < MINUTE or (seen.precision == "day" and is_same_day):
                    return written
    return None


def _with_digits(at: Location) -> Iterator[Element]:
    """Short elements with digits, the nearest first, that do not hold the article."""
    scopes = {scope: far for far, scope in enumerate(islice(at.outwards, ABOVE))}
    found: dict[Element, int] = {}  # in document order, each with its scope
    *_, outermost = scopes
    for element in outermost.iter():
        if element.text and _DIGIT.search(element.text) and isinstance(element.tag, str):
            _add(found, scopes, element)  # and no comment
        if element.tail and _DIGIT.search(element.tail) and element is not outermost:
            _add(found, scopes, element.getparent())
    yield from filter(is_short, sorted(found, key=found.__getitem__))


def _add(found: dict[Element, int], scopes: dict[Element, int], element: Element | None) -> None:
    """Add an element and those around it, from the outermost, up to a scope."""
    path = []
    while element is not None and element not in scopes and element not in found:
        path.append(element)
        element = element.getparent()
    if path and element is not None:
        far = found[element] if element in found else scopes[element]
        found |= dict.fromkeys(reversed(path), far)


def has_date(at: Location) -> bool:
    """Whether the date for readers is where the family says, and reads as one."""
    try:
        parse_date(published(at))
    except DateError:
        return False
    return True


def written_date(value: str) -> str:
    """The part of a text that may be the date of publication.

    It is without its label, and without the date of the last change, which follows «به‌روزرسانی».

    >>> written_date("تاریخ انتشار: ۲۲ تیر ۱۴۰۰ | به روز رسانی: ۲۵ تیر ۱۴۰۰")
    '۲۲ تیر ۱۴۰۰'
    >>> written_date("به روز رسانی: ۲۵ تیر ۱۴۰۰ | تاریخ انتشار: ۲۲ تیر ۱۴۰۰")
    '۲۲ تیر ۱۴۰۰'
    """
    before, *changed = _UPDATED.split(value)
    if changed and not any(map(str.isdigit, before)) and (label := _DATE_WORDS.search(value)):
        before = value[label.start() :]
    return _DATE_LABEL.sub("", before).strip(" -|")


# -- news code ---------------------------------------------------------------------------


def news_code(at: Location) -> tuple[str | None, list[str]]:
    """The news code and problems with it.

    It is the address's; a page that says another one is a problem, not an answer.
    """
    code, written = at.tree.code, written_code(at)
    if code and written and written != code:
        return code, [f"news_code: the page says {written}, its address {code}"]
    return code or written, []


def written_code(at: Location) -> str | None:
    """The news code that the page says, whatever its address is."""
    for element in at.near(at.tree.family.news_code):
        runs: list[str] = _CODE.findall(to_latin_digits(text(element)))
        if runs:
            return plain_code(max(runs, key=len))
    if not _MAY_BE_CODE_LABEL.search(all_text(at.center)):
        return None
    label = _CODE_LABEL.search(to_latin_digits(searchable(text(at.center))))
    return plain_code(label[1]) if label else None
