"""Extraction alone: seconds a page and the share of fields that are right, beside other extractors.

A field is right if it is what the demo newspaper says it should be, to the character, ZWNJ and all,
after white space is folded; dates are right if they are the same instant. A field that an extractor
does not have is not right, and its column says ``-``.
"""

from __future__ import annotations

import importlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from bench.crawls import PADDING, spread
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.extraction import Page, read
from newscrawl.extraction.loader import load_article
from newscrawl.persian import TEHRAN

BASE = "https://demo.newscrawl.example"
FIELDS = (
    *("news_code", "title", "kicker", "lead", "body", "published_at", "published_jalali"),
    *("sections", "tags", "agency", "author"),
)
Fields = dict[str, Any]
Extractor = Callable[[bytes, str], Fields]


def newscrawl() -> Extractor:
    family = IranSamaneh()

    def extract(source: bytes, url: str) -> Fields:
        article = load_article(
            read(family, Page.of(source, url)), site="demo", url=url, fetched_at=datetime.now(UTC)
        )
        return {name: getattr(article, name) for name in FIELDS}

    return extract


def trafilatura() -> Extractor:
    library = importlib.import_module("trafilatura")

    def extract(source: bytes, url: str) -> Fields:
        text = library.extract(source, url=url, output_format="json", with_metadata=True)
        found = json.loads(text) if text else {}
        return {
            "title": found.get("title"),
            "lead": found.get("excerpt"),
            "body": found.get("text"),
            "published_at": found.get("date"),
            "tags": [tag for tag in (found.get("tags") or "").split(";") if tag],
            "author": found.get("author"),
        }

    return extract


def newspaper4k() -> Extractor:
    library = importlib.import_module("newspaper")

    def extract(source: bytes, url: str) -> Fields:
        article = library.Article(url, language="fa", fetch_images=False)
        article.download(input_html=source.decode(errors="replace"))
        article.parse()
        return {
            "title": article.title,
            "lead": article.meta_description,
            "body": article.text,
            "published_at": article.publish_date,
            "tags": list(article.tags or ()),
            "author": ", ".join(article.authors or ()),
            "images": list(article.images or ()),
        }

    return extract


def news_please() -> Extractor:
    library = importlib.import_module("newsplease").NewsPlease

    def extract(source: bytes, url: str) -> Fields:
        html = source.decode(errors="replace")
        article = library.from_html(html, url=url, fetch_images=False)
        return {
            "title": article.title,
            "lead": article.description,
            "body": article.maintext,
            "published_at": article.date_publish,
            "author": ", ".join(article.authors or ()),
        }

    return extract


EXTRACTORS: dict[str, Callable[[], Extractor]] = {
    "newscrawl": newscrawl,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "news-please": news_please,
}


def measure(pages: int, rounds: int) -> str:
    """A table of all extractors that are installed, as Markdown."""
    # Every round reads pages that it has not read, as a crawl does: caches know them not.
    paper = Newspaper(pages * (rounds + 1) + 100)
    site = Site(paper, padding=PADDING)
    chosen = [paper.listed[number :: rounds + 1][:pages] for number in range(rounds + 1)]
    sources = [
        [(site.reply(story.path, BASE).body, BASE + story.path) for story in some]
        for some in chosen
    ]
    expected = [story.expected() for story in chosen[0]]
    extractors: dict[str, Extractor] = {}
    missing = []
    for name, make in EXTRACTORS.items():
        try:
            extractors[name] = make()
        except ImportError:
            missing.append(name)
    seconds: dict[str, list[float]] = {name: [] for name in extractors}
    for number in range(rounds + 1):  # the first one warms up
        for name, extract in extractors.items():
            took = _seconds(extract, sources[number])
            if number:
                seconds[name].append(took)
        print(f"extraction: round {number} of {rounds}", file=sys.stderr)
    lines = [
        f"{pages} pages of {statistics.mean(len(s) for s, _ in sources[0]) / 1000:.0f} kB a round, "
        f"{rounds} rounds." + "".join(f" {name} is not installed." for name in missing),
        "",
        "| | ms/page | ÷ newscrawl | right | " + " | ".join(FIELDS) + " |",
        "|---|---|---|---|" + "---|" * len(FIELDS),
    ]
    for name, extract in extractors.items():
        times = [x / y for x, y in zip(seconds[name], seconds["newscrawl"], strict=True)]
        shares = _shares([_fields(extract, *source) for source in sources[0]], expected)
        right = statistics.mean(share or 0 for share in shares)
        cells = ["-" if share is None else f"{share:.0%}" for share in shares]
        ms = statistics.median(seconds[name]) / pages * 1000
        lines.append(f"| {name} | {ms:.1f} | {spread(times)} | {right:.0%} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _seconds(extract: Extractor, sources: Sequence[tuple[bytes, str]]) -> float:
    began = time.perf_counter()
    for source, url in sources:
        _fields(extract, source, url)
    return time.perf_counter() - began


def _fields(extract: Extractor, source: bytes, url: str) -> Fields | None:
    """Fields of a page; ``None`` if the extractor raised, as none of them should."""
    try:
        return extract(source, url)
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return None


def _shares(found: Sequence[Fields | None], expected: Sequence[Fields]) -> list[float | None]:
    """How often each field is right, ``None`` where the extractor does not have it."""
    pairs = list(zip(found, expected, strict=True))
    return [
        statistics.mean(
            got is not None and _folded(name, got.get(name)) == _folded(name, wanted[name])
            for got, wanted in pairs
        )
        if any(got and name in got for got, _ in pairs)
        else None
        for name in FIELDS
    ]


def _folded(name: str, value: Any) -> Any:
    if not value:
        return None
    if name == "published_at":
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            return value
        return moment if moment.tzinfo else moment.replace(tzinfo=TEHRAN)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [" ".join(str(part).split()) for part in value]
    return " ".join(str(value).split())
