"""What is read on saved pages, field by field, beside other extractors.

``--pages`` names a folder of saved pages and a ``truth.json``, which was made by hand: an object of
the pages, by the names of their files. What is said of a page:

    url           its address
    family        of its site, as in newscrawl/cms/families.py
    title         the headline
    lead_start    how the lead begins; null: the page has none
    body_first    how the text below the lead begins, and how it ends; null: the page has none
    body_last
    published     day in the Jalali calendar and time of day in Tehran: "1404-08-10 19:30"
    author        null: the page names none
    tags          a list, in the order of the page
    images        how many pictures the article has; null: unknown

Titles, authors and tags are right if they are the same in their searchable form. Of the body, the
table has the mean of the F-measure of its words, with those of the lead: what stands on the page
from the beginning of the lead, or of the text, to the end of the text is what should be found. What
an extractor does not offer is ``-``.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lxml import etree

from bench.extraction import Extractor, Fields, newspaper4k, trafilatura
from newscrawl.cms import Family
from newscrawl.cms.families import FAMILIES
from newscrawl.extraction import Page, read
from newscrawl.extraction.compare import plain
from newscrawl.extraction.loader import load_article
from newscrawl.persian import TEHRAN
from newscrawl.persian.calendar import to_jalali
from newscrawl.search.terms import words

Truth = dict[str, Any]
#: Words between the beginnings of a lead and of the text below: more of them are another place.
FAR = 300
_VISIBLE = etree.XPath("//body//text()[not(ancestor::script or ancestor::style)]")


def newscrawl(family: Family) -> Extractor:
    def extract(source: bytes, url: str) -> Fields:
        raw = read(family, Page.of(source, url))
        article = load_article(raw, site="site", url=url, fetched_at=datetime.now(UTC))
        names = ("title", "lead", "body", "published_at", "author", "tags", "images")
        found = {name: getattr(article, name) for name in names}
        return {**found, "body": f"{article.lead or ''}\n{article.body or ''}"}

    return extract


#: What makes an extractor for a page. A program that does not offer a field is in :data:`LACKS`.
CONTESTANTS: dict[str, Callable[[Truth], Extractor]] = {
    "newscrawl, the site's family": lambda truth: newscrawl(FAMILIES[truth["family"]]),
    "newscrawl, generic": lambda truth: newscrawl(FAMILIES["generic"]),
    "trafilatura": lambda truth: trafilatura(),
    "newspaper4k": lambda truth: newspaper4k(),
}
LACKS = {"trafilatura": ("to the minute", "images")}


def measure(folder: Path) -> str:
    """A table of all extractors that are installed, as Markdown."""
    truths: dict[str, Truth] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    lines = [
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {len(truths)} pages, "
        f"with {', '.join(map(_versioned, ('trafilatura', 'newspaper4k')))}.",
        "",
        f"| | {' | '.join(FIELDS)} |",
        "|---|" + "---|" * len(FIELDS),
    ]
    for name, make in CONTESTANTS.items():
        try:
            scores = [_scores(make(truth), folder / file, truth) for file, truth in truths.items()]
        except ImportError:
            continue  # told above
        cells = ("-" if f in LACKS.get(name, ()) else _cell(f, scores) for f in FIELDS)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _versioned(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except ImportError:
        return f"no {name}, which is not installed"


def _scores(extract: Extractor, file: Path, truth: Truth) -> dict[str, float | None]:
    """How right each field is, from 0 to 1; ``None`` if that is not known."""
    source = file.read_bytes()
    try:
        found = extract(source, truth["url"])
    except Exception as error:  # as none of them should
        print(f"{file.name}: {type(error).__name__}: {error}", file=sys.stderr)
        found = {}
    return {field: score(found, truth, source) for field, score in FIELDS.items()}


def _cell(field: str, scores: Sequence[dict[str, float | None]]) -> str:
    known = [score for one in scores if (score := one[field]) is not None]
    if not known:
        return "-"
    if field == "body":
        return f"{statistics.mean(known):.3f}"
    return f"{sum(known):.0f}/{len(known)}"


# -- fields ------------------------------------------------------------------------------


def _line(name: str) -> Callable[[Fields, Truth, bytes], float | None]:
    def score(found: Fields, truth: Truth, source: bytes) -> float | None:
        return float(plain(found.get(name) or "") == plain(truth[name] or ""))

    return score


def _body(found: Fields, truth: Truth, source: bytes) -> float | None:
    wanted = reference(source, truth)
    return f_measure(words(found.get("body") or ""), wanted) if wanted else None


def reference(source: bytes, truth: Truth) -> list[str]:
    """The words of an article, with its lead, as they stand on the page; none if it has no text."""
    if not truth["body_first"]:
        return []
    parser = etree.HTMLParser(encoding="utf-8")
    page = words(" ".join(_VISIBLE(etree.fromstring(source, parser))))
    first, last = words(truth["body_first"]), words(truth["body_last"])
    begin = next(iter(_places(page, first)), None)
    if begin is None:
        return []
    end = next((at + len(last) for at in _places(page, last) if at >= begin), begin)
    leads = _places(page, words(truth["lead_start"] or ""))
    begin = max((at for at in leads if begin - FAR < at < begin), default=begin)
    return page[begin:end]


def _places(page: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where some words stand in a row."""
    count = len(wanted)
    return [at for at in range(len(page)) if count and page[at : at + count] == wanted]


def f_measure(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Of what was found and what was wanted, the share that both have: 1 if they are the same.

    >>> f_measure(["a", "b"], ["b", "a"]), f_measure(["a", "b"], ["a", "c"]), f_measure([], ["a"])
    (1.0, 0.5, 0.0)
    """
    both = (Counter(found) & Counter(wanted)).total()
    return 2 * both / (len(found) + len(wanted))


def _day(found: Fields, truth: Truth, source: bytes) -> float | None:
    return float(_jalali(found)[:10] == truth["published"][:10])


def _minute(found: Fields, truth: Truth, source: bytes) -> float | None:
    return float(_jalali(found) == truth["published"])


def _jalali(found: Fields) -> str:
    """The moment of publication in Tehran, as the truth writes it; empty if there is none."""
    written = found.get("published_at")
    if not written:
        return ""
    moment = datetime.fromisoformat(str(written))
    moment = moment.astimezone(TEHRAN) if moment.tzinfo else moment
    year, month, day = to_jalali(moment.date()) or (0, 0, 0)
    return f"{year}-{month:02}-{day:02} {moment:%H:%M}"


def _tags(found: Fields, truth: Truth, source: bytes) -> float | None:
    return float([*map(plain, found.get("tags", ()))] == [*map(plain, truth["tags"])])


def _images(found: Fields, truth: Truth, source: bytes) -> float | None:
    if truth["images"] is None:
        return None
    return float(len(found.get("images", ())) == truth["images"])


FIELDS: dict[str, Callable[[Fields, Truth, bytes], float | None]] = {
    "title": _line("title"),
    "body": _body,
    "published, the day": _day,
    "to the minute": _minute,
    "author": _line("author"),
    "tags": _tags,
    "images": _images,
}
