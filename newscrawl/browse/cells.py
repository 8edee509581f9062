"""Cells of tables as people read them. Pure functions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from newscrawl.browse.labels import FLAGS, LISTS, MOMENTS
from newscrawl.persian.calendar import in_tehran, to_jalali
from newscrawl.report.words import day_label, moment_label, persian_number

#: Longest address, in characters; of a longer one the beginning is shown.
LONGEST_ADDRESS = 44
_COUNTS = {"new": "تازه", "changed": "ویرایش", "duplicate": "تکراری", "failure": "ناموفق"}
_LINE = Markup("<br>")


def cell(value: Any, column: str, row: Mapping[str, Any]) -> Markup | None:
    """A value of a column; ``None`` where nothing has to be done.

    Args:
        row: all values of the row, by column.
    """
    if column in FLAGS and value in (0, 1):
        return Markup("بله" if value else "خیر")
    if not isinstance(value, str):
        return None
    if column in MOMENTS:
        problems = row["problems"] if "problems" in row and column == "published_at" else "[]"
        return _time(value, json.loads(problems))
    if column in ("stats", "arguments") or column in LISTS:
        return _json(value, column) or Markup("–")
    if value.startswith(("http://", "https://")):
        return address(value)
    return None


def published(moment: str | None, problems: Sequence[str]) -> str:
    """When an article was published, in the time of Tehran: only the day where no more is known.

    Args:
        moment: as it is stored.
        problems: of the article.

    >>> midnight = "2021-07-12T19:30:00+00:00"
    >>> published(midnight, []), published(None, [])
    ('۲۲ تیر ۱۴۰۰، ۰۰:۰۰', 'بی‌تاریخ')
    >>> published(midnight, ["published_at: no time of day, only the day is known"])
    '۲۲ تیر ۱۴۰۰'
    """
    if moment is None:
        return "بی‌تاریخ"
    if any(one.startswith("published_at: no time of day") for one in problems):
        jalali = to_jalali(in_tehran(datetime.fromisoformat(moment)).date())
        return moment[:10] if jalali is None else day_label("{}-{}-{}".format(*jalali))
    return local(moment)


def local(moment: str | None) -> str:
    """A stored moment in the time of Tehran."""
    return moment_label(None if moment is None else datetime.fromisoformat(moment))


def address(url: str) -> Markup:
    """A link without its scheme; a long address is cut, and has the whole one as its title."""
    shown = re.sub("^https?://", "", url)
    if len(shown) > LONGEST_ADDRESS:
        shown = f"{shown[: LONGEST_ADDRESS - 1]}…"
    return Markup(
        '<a class="address" dir="ltr" href="{0}" title="{0}" rel="noreferrer noopener">{1}</a>'
    ).format(url, shown)


def _time(value: str, problems: Sequence[str]) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(value, published(value, problems))


def _json(value: str, column: str) -> Markup | None:
    try:
        values = json.loads(value)
    except ValueError:
        return None
    if column == "stats":
        return _results(values)
    if isinstance(values, dict):
        pairs = (f"{name}={one}" for name, one in values.items())
        return _LINE.join(Markup('<bdi dir="ltr">{}</bdi>').format(pair) for pair in pairs)
    if column == "images":
        return Markup("{} تصویر").format(persian_number(len(values))) if values else None
    return (_LINE if column == "problems" else Markup("، ")).join(values)


def _results(stats: Mapping[str, Any]) -> Markup:
    """What came of a crawl, and its alarms, a line each."""
    counts = ((stats.get(f"newscrawl/{name}", 0), text) for name, text in _COUNTS.items())
    line = "، ".join(f"{persian_number(count)} {text}" for count, text in counts)
    alarms = stats.get("newscrawl/alarms", [])
    return _LINE.join([line, *(Markup('<bdi class="warning">{}</bdi>').format(a) for a in alarms)])
