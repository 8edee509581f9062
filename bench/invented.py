"""The rows of an invented archive of any size: what 760 sites leave in three years.

Words are as frequent as in a language (Zipf's law), with those of the demo newspaper as the most
frequent ones; nine sites in ten write little, a few write most. Each number of articles gives one
archive, the same on every machine.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Any

import zstandard

from newscrawl.database.search.postgresql import GAP, class_of
from newscrawl.demo.newspaper import Newspaper
from newscrawl.persian.calendar import to_jalali
from newscrawl.persian.text import repair
from newscrawl.search.columns import COLUMNS
from newscrawl.search.terms import BREAK, ZWNJ, fold, words
from newscrawl.topics import topic_of

SITES = 760
#: The first article, and how long the sites were crawled.
BEGAN, SPAN = datetime(2023, 11, 1, tzinfo=UTC), timedelta(days=1095)
#: Different words, and those that are made for it are of these syllables.
VOCABULARY = 80_000
_HEADS, _VOWELS, _TAILS = "بپتجچخدرزسشفقکگلمنهی", "اوی", ("", "", "ن", "ر", "م", "د", "س", "ت")
#: At most so many different paragraphs, which articles share as those of an agency do.
PARAGRAPHS = 60_000
SECTIONS = (
    "سیاسی", "اقتصادی", "اجتماعی", "ورزشی", "فرهنگی", "بین‌الملل", "حوادث", "علمی", "سلامت",
    "استان‌ها", "فوتبال", "بورس", "خودرو", "مسکن", "انرژی", "سینما", "کتاب", "موسیقی", "مجلس",
    "دولت", "آموزش", "محیط زیست", "فناوری", "گردشگری", "والیبال", "کشتی", "بانک", "کشاورزی",
    "صنعت", "عکس", "فیلم", "یادداشت", "گفت‌وگو", "گزارش",
)  # fmt: skip
AGENCIES = ("ایسنا", "ایرنا", "مهر", "تسنیم", "فارس", "ایلنا", "باشگاه خبرنگاران", "خبرآنلاین")
#: One article in so many has a raw page, an earlier revision, no date, only its day.
PAGES, REVISED, UNDATED, HOURLESS = 20, 30, 100, 25

#: The clocks of Tehran, which have had no summer time since 2022.
TEHRAN = timedelta(hours=3, minutes=30)
CLASS_OF = {name: class_of(weight) for name, weight in COLUMNS.items()}

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, in the order of its columns."""

    table: str
    columns: tuple[str, ...]
    rows: list[Row]


ARTICLE = (
    "id", "site", "news_code", "url", "title", "kicker", "lead", "body", "published_at",
    "published_jalali", "published_text", "modified_at", "sections", "tags", "agency", "author",
    "images", "fetched_at", "revision", "content_hash", "problems", "vanished_at", "reparsed_at",
    "topic",
)  # fmt: skip
_REVISION = ("article_id", *(name for name in ARTICLE if name not in ("id", "vanished_at")))
_PAGE = (
    "site", "news_code", "article_id", "revision", "item_url", "url", "status", "headers",
    "encoding", "size", "fetched_at", "rules", "body",
)  # fmt: skip


def site_names() -> list[str]:
    return [f"site{number:03}" for number in range(1, SITES + 1)]


class Piece:
    """A sentence, paragraph, tag or name, with all that the index has of it worked out once.

    A million articles are put together from pieces in a tenth of the time.
    """

    __slots__ = ("folded", "joined", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.tokens = words(text)
        #: Each word with a ZWNJ as it is written → the form and the words in which it follows.
        self.joined = {
            word: (fold(word.replace(ZWNJ, "")), words(word.replace(ZWNJ, "")))
            for word in text.split()
            if ZWNJ in word
        }


#: Column of the index → the pieces of which its text consists.
Pieces = dict[str, list[Piece]]


def indexed_forms(pieces: Pieces) -> list[str]:
    """The indexed form of each column, as :func:`newscrawl.database.search.row_of` makes it."""
    return [
        f" {BREAK} ".join(_indexed([one]) for one in pieces[name])
        if name == "tags"
        else _indexed(pieces[name])
        for name in COLUMNS
    ]


def _indexed(pieces: list[Piece]) -> str:
    folded = " ".join([piece.folded for piece in pieces])
    if joined := _joined(pieces):
        return f"{folded} {BREAK} {' '.join([form for form, _ in joined.values()])}"
    return folded


def _joined(pieces: list[Piece]) -> dict[str, tuple[str, list[str]]]:
    joined: dict[str, tuple[str, list[str]]] = {}
    for piece in pieces:
        joined |= piece.joined
    return joined


def document(pieces: Pieces) -> str:
    """The same as :func:`newscrawl.database.search.postgresql.document`, for ``tsvector``."""
    entries: list[str] = []
    position = 0
    for name in COLUMNS:
        for part in [[one] for one in pieces[name]] if name == "tags" else [pieces[name]]:
            if name == "tags" and part[0] is not pieces[name][0]:
                position += GAP
            tokens = [token for piece in part for token in piece.tokens]
            entries += _entries(tokens, position, CLASS_OF[name])
            position += len(tokens)
            if joined := _joined(part):
                position += GAP
                tokens = [token for _, found in joined.values() for token in found]
                entries += _entries(tokens, position, CLASS_OF[name])
                position += len(tokens)
        position += GAP
    return " ".join(entries)


def _entries(tokens: list[str], position: int, weight: str) -> list[str]:
    return [f"'{word}':{place}{weight}" for place, word in enumerate(tokens, position + 1)]


class Texts:
    """Pieces of words as frequent as in a language."""

    def __init__(self, articles: int, seed: int) -> None:
        self.chance = random.Random(seed)
        counts: Counter[str] = Counter()
        for story in Newspaper(articles=1500).stories:
            for text in story.paragraphs:
                counts.update(word.strip("«»:،؛.()؟!") for word in repair(text).split())
        known = [word for word, _ in counts.most_common() if word]
        self.words = list(dict.fromkeys([*known, *self._made(VOCABULARY)]))[:VOCABULARY]
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(1, VOCABULARY + 1)))
        self.paragraphs = [self._piece(50) for _ in range(min(articles, PARAGRAPHS))]
        self.leads = [self._piece(25) for _ in range(min(articles, PARAGRAPHS // 2))]
        #: Two of them are a headline, so that no two articles have the same.
        self.halves = [self._piece(5) for _ in range(min(articles, PARAGRAPHS // 2))]
        few = self.words[200:20_000]
        self.tags = [Piece(" ".join(self.chance.sample(few, 2))) for _ in range(5000)]
        self.authors = [Piece(" ".join(self.chance.sample(few, 2))) for _ in range(500)]
        self.nobody = Piece("")

    def _made(self, count: int) -> Iterator[str]:
        choice = self.chance.choice
        for _ in range(2 * count):
            word = "".join(
                choice(_HEADS) + choice(_VOWELS) + choice(_TAILS) for _ in range(choice((2, 2, 3)))
            )
            yield f"{word}{ZWNJ}ها" if self.chance.random() < 0.1 else word

    def _piece(self, length: int) -> Piece:
        found = self.chance.choices(self.words, cum_weights=self.weights, k=length)
        for end in range(14, length - 3, 15):
            found[end] += "." if end % 2 else "،"
        return Piece(" ".join(found) + ("." if length > 10 else ""))

    def one(self, pieces: list[Piece]) -> Piece:
        return pieces[int(self.chance.random() * len(pieces))]


def json_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Batch:
    rows: list[Rows]
    #: The texts of each article, by ``id``.
    texts: list[tuple[int, Pieces]]


def articles(count: int, first: int, batch: int = 5000, seed: int = 1) -> Iterator[Batch]:
    """The first so many articles of an archive of ``count``, in the order of their capture, with
    their earlier revisions and raw pages."""
    texts, chance = Texts(count, seed), random.Random(seed)
    names = site_names()
    weights = list(accumulate(1 / (rank + 10) for rank in range(1, SITES + 1)))
    places = chance.choices(range(SITES), cum_weights=weights, k=100_000)
    codes = [chance.randrange(1000, 1_000_000) for _ in names]
    sections = [chance.sample(SECTIONS, 12) for _ in names]
    compress = zstandard.ZstdCompressor(3).compress
    for begin in range(1, first + 1, batch):
        rows: list[Row] = []
        revisions: list[Row] = []
        pages: list[Row] = []
        found: list[tuple[int, Pieces]] = []
        for id in range(begin, min(begin + batch, first + 1)):
            place = places[int(chance.random() * len(places))]
            codes[place] += 1 if id % 10 else chance.randrange(2, 60)
            at = BEGAN + timedelta(seconds=SPAN.total_seconds() * id // count)
            pieces = _pieces(id, texts)
            row = _article(id, at, names[place], codes[place], sections[place], pieces, chance)
            if id % REVISED == 0:
                values = dict(zip(ARTICLE, row, strict=True)) | {"article_id": id}
                values["title"], values["content_hash"] = texts.one(texts.leads).text, _hash(chance)
                revisions.append(tuple(values[name] for name in _REVISION))
                row = _with(row, revision=2)
            if id % PAGES == 0:
                pages.append(_page(row, compress))
            rows.append(row)
            found.append((id, pieces))
        yield Batch(
            [
                Rows("articles", ARTICLE, rows),
                Rows("revisions", _REVISION, revisions),
                Rows("pages", _PAGE, pages),
            ],
            found,
        )


def _pieces(id: int, texts: Texts) -> Pieces:
    one, chance = texts.one, texts.chance
    tags = {piece.text: piece for piece in (one(texts.tags) for _ in range(1 + id % 5))}
    return {
        "title": [one(texts.halves), one(texts.halves)],
        "kicker": [one(texts.halves)] if id % 3 == 0 else [texts.nobody],
        "lead": [one(texts.leads)],
        "body": [one(texts.paragraphs) for _ in range(4 + int(3 * chance.random()))],
        "tags": list(tags.values()),
        "author": [one(texts.authors)] if id % 5 < 2 else [texts.nobody],
    }


@cache
def jalali(day: date) -> str:
    """``YYYY-MM-DD`` in the Jalali calendar."""
    found = to_jalali(day)
    assert found is not None
    return "{}-{:02}-{:02}".format(*found)


def _article(
    id: int, at: datetime, site: str, code: int, sections: list[str], pieces: Pieces,
    chance: random.Random,
) -> Row:  # fmt: skip
    published: datetime | None = at - timedelta(minutes=3 + int(87 * chance.random()))
    if id % UNDATED == 0:
        published = None
    elif id % HOURLESS == 0:
        published = (at + TEHRAN).replace(hour=0, minute=0, second=0) - TEHRAN
    day = jalali((published + TEHRAN).date()) if published else None
    title = " ".join(piece.text for piece in pieces["title"])
    slug = title.replace(" ", "-")
    address, seen = f"https://{site}.example/fa/news/{code}", at.isoformat()
    first, second = sections[int(12 * chance.random())], sections[int(12 * chance.random())]
    named = [first] if id % 2 or first == second else [first, second]
    return (
        id, site, str(code), f"{address}/{slug}", title, pieces["kicker"][0].text or None,
        pieces["lead"][0].text, "\n".join([piece.text for piece in pieces["body"]]),
        published and published.isoformat(), day, day, None,
        json_of(named),
        json_of([piece.text for piece in pieces["tags"]]),
        AGENCIES[id // 3 % len(AGENCIES)] if id % 3 == 1 else None,
        pieces["author"][0].text or None,
        f'[{{"url": "https://{site}.example/files/fa/news/{code}/{id}.jpg", "alt": null}}]',
        seen, 1, _hash(chance),
        "[]" if published else '["published_at: no date on the page"]',
        seen if id % 500 == 0 else None, None, topic_of(named),
    )  # fmt: skip


def _hash(chance: random.Random) -> str:
    return f"{chance.getrandbits(256):064x}"


def _with(row: Row, **values: Any) -> Row:
    return tuple(values.get(name, value) for name, value in zip(ARTICLE, row, strict=True))


_MENU = "".join(f'<li class="menu"><a href="/fa/list/{n}">{n}</a></li>' for n in range(300))


def _page(row: Row, compress: Callable[[bytes], bytes]) -> Row:
    values = dict(zip(ARTICLE, row, strict=True))
    paragraphs = "".join(f"<p>{line}</p>" for line in values["body"].split("\n"))
    html = (
        f"<html><head><title>{values['title']}</title></head><body><ul>{_MENU}</ul>"
        f'<h1 class="title">{values["title"]}</h1><div class="body">{paragraphs}</div>'
        "</body></html>"
    ).encode()
    headers = json_of([["Content-Type", "text/html; charset=utf-8"], ["Server", "nginx"]])
    return (
        values["site"], values["news_code"], values["id"], values["revision"], values["url"],
        values["url"], 200, headers, "utf-8", len(html), values["fetched_at"], "1", compress(html),
    )  # fmt: skip


# -- beside the articles -----------------------------------------------------------------


def others(count: int, seed: int = 2) -> Iterator[Rows]:
    """What the crawls of so many articles leave beside them."""
    chance, names = random.Random(seed), site_names()
    end = BEGAN + SPAN
    yield _crawls(count, chance, names)
    yield _frontier(count, chance, names)
    yield _failures(count, chance, names)
    yield Rows(
        "schedule",
        ("site", "name", "arguments", "every", "time_of_day", "is_of_all", "due_at", "failures",
         "started_at", "finished_at"),
        [
            (name, "crawl", "{}", 3600, None, True, end.isoformat(), 0, end.isoformat(),
             end.isoformat())
            for name in names
        ],
    )  # fmt: skip
    days = [to_jalali((BEGAN + timedelta(days=n)).date()) for n in range(0, 1095)]
    read = names[: min(SITES, max(1, count // 5000))]
    yield Rows(
        "archive_days",
        ("site", "day", "articles", "pages", "read_at"),
        [
            (name, "{}-{:02}-{:02}".format(*day), chance.randrange(200), 3, end.isoformat())
            for name in read
            for day in days
            if day is not None and chance.random() < 0.9
        ],
    )
    yield Rows(
        "totals",
        ("site", "way", "span", "total", "at", "read_to"),
        [(name, "sitemap", "", count // SITES + 5, end.isoformat(), None) for name in names[::3]],
    )
    yield Rows(
        "alarms",
        ("site", "scope", "monitor", "problem", "run", "began_at", "over_at"),
        [
            (name, "front,rss", "articles", "1 article, 30 expected", 1, end.isoformat(),
             None if number % 4 == 0 else end.isoformat())
            for number, name in enumerate(names[::5])
        ],
    )  # fmt: skip


def _crawls(count: int, chance: random.Random, names: list[str]) -> Rows:
    """A crawl for about ten articles, ten a site at least, the newest last."""
    each = max(10, count // 10 // SITES)
    rows: list[Row] = []
    for number in range(each):
        for name in names:
            at = (BEGAN + SPAN * number / each).isoformat(timespec="seconds")
            new = chance.randrange(20)
            stats = {
                "newscrawl/new": new, "newscrawl/duplicate": 30, "newscrawl/failure": new // 9,
                "downloader/request_count": new + 12, "downloader/response_count": new + 12,
                "downloader/response_status_count/200": new + 11, "elapsed_time_seconds": 71.4,
                "response_received_count": new + 12, "item_scraped_count": new,
                "memusage/max": 131_000_000, "start_time": at, "finish_time": at,
                "finish_reason": "finished", "scheduler/enqueued": new + 12,
                **{f"newscrawl/field/{name}": new for name in ARTICLE[2:16]},
            }  # fmt: skip
            row = (name, "{}", at, at, "finished", json_of(stats), "front,rss", len(rows) + 1)
            rows.append(row)
    columns = (
        "spider", "arguments", "started_at", "finished_at", "finish_reason", "stats", "scope",
        "epoch",
    )  # fmt: skip
    return Rows("crawls", columns, rows)


def _frontier(count: int, chance: random.Random, names: list[str]) -> Rows:
    """Lists that are done, requests that wait or have failed: one for four articles."""
    at = (BEGAN + SPAN).isoformat()
    states = ("done", "done", "done", "failed", "pending", "waiting")
    rows: list[Row] = []
    for number in range(max(count // 4, SITES)):
        site, state = names[number % SITES], chance.choice(states)
        url = f"https://{site}.example/fa/list/{number}"
        waits = state == "waiting"
        rows.append(
            (site, f"{number:040x}", url, None if state == "done" else str(number), 0,
             '{"callback": "parse_list", "meta": {"depth": 2}, "headers": {}}', state, 1,
             0 if state == "pending" else 1, 0, int(waits), at if waits else None,
             at if waits else None, "HTTP 404" if state == "failed" else None)
        )  # fmt: skip
    columns = (
        "site", "fingerprint", "url", "key", "priority", "request", "state", "epoch", "attempts",
        "deaths", "waits", "waiting_since", "due_at", "reason",
    )  # fmt: skip
    return Rows("frontier", columns, rows)


def _failures(count: int, chance: random.Random, names: list[str]) -> Rows:
    """A failure for twenty articles."""
    at = (BEGAN + SPAN).isoformat()
    reasons = ("HTTP 404", "HTTP 404", "HTTP 410", "no article on the page", "HTTP 503")
    rows: list[Row] = []
    for number in range(count // 20):
        site, reason = names[number % SITES], chance.choice(reasons)
        status = int(reason[5:]) if reason.startswith("HTTP") else 200
        url = f"https://{site}.example/fa/news/9{number}"
        rows.append(
            (site, url, f"9{number}", status, reason, at, status in (404, 410), status == 503)
        )
    columns = (
        "site", "url", "news_code", "status", "reason", "at", "is_missing", "is_waiting",
    )  # fmt: skip
    return Rows("failures", columns, rows)
