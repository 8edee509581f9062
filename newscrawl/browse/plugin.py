"""Datasette's hooks: what our templates ask for, and how cells and searches are read."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from datasette import hookimpl
from datasette.app import Datasette
from markupsafe import Markup

from newscrawl.browse.differences import Part, changed_fields
from newscrawl.browse.facets import MonthFacet, SectionFacet, SiteFacet
from newscrawl.database.search_sqlite import fts5_expression
from newscrawl.persian.text import to_persian_digits
from newscrawl.report.words import FIELD_LABELS, day_label, moment_label, persian_number
from newscrawl.search import QueryError, parse

#: The name of the archive in Datasette's addresses.
ARCHIVE = "archive"
LABELS = {
    **FIELD_LABELS,
    "title": "عنوان", "site": "سایت", "spider": "سایت", "published_jalali": "ماه",
    "url": "نشانی", "news_code": "کد خبر", "status": "وضعیت", "reason": "دلیل", "at": "زمان",
    "is_missing": "ناموجود", "run": "شماره", "arguments": "ورودی‌ها", "started_at": "آغاز",
    "finished_at": "پایان", "finish_reason": "چگونگی پایان", "stats": "آمار",
}  # fmt: skip
TABLE_LABELS = {
    "failures": "صفحه‌های ناموفق", "crawls": "خزش‌ها", "revisions": "نسخه‌های پیشین",
    "archive_days": "روزهای خوانده‌شده",
}  # fmt: skip
_LISTS = ("sections", "tags", "images", "problems")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")


@dataclass(frozen=True, slots=True)
class Change:
    """From one revision of an article to the next."""

    revision: int
    #: When the later one was fetched.
    fetched_at: str
    fields: dict[str, list[Part]]


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    # Datasette's searches go through this function, which it has registered before.
    conn.create_function("escape_fts", 1, expression)


def expression(text: str) -> str:
    """What FTS5 is asked for, as ``scrapy search`` would; signs that make no sense are left out.

    >>> expression("كتاب‌هاي ۱۴۰۰"), expression('"۱۴۰۰'), expression("-")
    ('(("کتاب های" OR "کتابهای") AND "1400")', '"1400"', '""')
    """
    for attempt in (text, re.sub(r"[^\w\u200c]+", " ", text)):
        with suppress(QueryError):
            return fts5_expression(parse(attempt))
    return '""'


@hookimpl  # type: ignore[untyped-decorator]
def register_facet_classes() -> list[type]:
    return [MonthFacet, SectionFacet, SiteFacet]


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Datasette) -> dict[str, Any]:
    async def rows(sql: str, **values: Any) -> list[dict[str, Any]]:
        found = await datasette.get_database(ARCHIVE).execute(sql, values)
        return [_read(row) for row in found.rows]

    async def article(id: str) -> dict[str, Any]:
        return (await rows("SELECT * FROM articles WHERE id = :id", id=id))[0]

    async def changes(newest: dict[str, Any]) -> list[Change]:
        earlier = await rows(
            "SELECT * FROM revisions WHERE article_id = :id ORDER BY revision", id=newest["id"]
        )
        return list(_changes([*earlier, newest]))

    return {
        "rows_of": rows,
        "article_of": article,
        "changes_of": changes,
        "list_of": lambda text: json.loads(text or "[]"),
        "moment": _local,
        "day": day_label,
        "number": persian_number,
        "digits": lambda text: to_persian_digits(str(text)),
        "host": lambda url: urlsplit(url).hostname or url,
        "labels": LABELS,
        "table_labels": TABLE_LABELS,
        "in_order": _in_order,
        "site_titles": datasette.metadata("site_titles") or {},
    }


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str, table: str | None) -> Markup | None:
    """Moments by Tehran's clocks in every table; what a crawl came to, and its arguments."""
    if table == "crawls" and isinstance(value, str) and column in ("stats", "arguments"):
        return _told(json.loads(value), column)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return Markup('<time datetime="{}">{}</time>').format(value, _local(value))
    return None


def _told(values: dict[str, Any], column: str) -> Markup:
    if column == "arguments":
        return Markup("<br>").join(f"{name}={value}" for name, value in values.items())
    names = {"new": "تازه", "changed": "ویرایش", "duplicate": "تکراری", "failure": "ناموفق"}
    counts = ((persian_number(values.get(f"newscrawl/{n}", 0)), text) for n, text in names.items())
    lines = ["، ".join(f"{count} {text}" for count, text in counts)]
    return Markup("<br>").join([*lines, *values.get("newscrawl/alarms", [])])


def _local(text: str | None) -> str:
    """A moment as the archive has it, by Tehran's clocks."""
    return moment_label(None if text is None else datetime.fromisoformat(text))


def _in_order(facets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facets in the order of the labels, where Datasette has those with the most values first."""
    order = ["site", "spider", "sections", "agency", *LABELS]
    return sorted(facets, key=lambda facet: (*order, facet["name"]).index(facet["name"]))


def _read(row: sqlite3.Row) -> dict[str, Any]:
    values = dict(row)
    for name in _LISTS:
        if isinstance(values.get(name), str):
            values[name] = json.loads(values[name])
    return values


def _changes(versions: list[dict[str, Any]]) -> Iterator[Change]:
    """Newest first."""
    for old, new in reversed(list(pairwise(versions))):
        yield Change(new["revision"], new["fetched_at"], changed_fields(old, new))
