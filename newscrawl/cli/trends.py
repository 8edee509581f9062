"""A trend on a terminal, and as CSV."""

from __future__ import annotations

import csv
import io
from itertools import groupby
from typing import TYPE_CHECKING

from newscrawl.cli.output import counted, make_console
from newscrawl.export.csv import FORMULAS
from newscrawl.trends.shares import Line, Point, Trend, per_cent

if TYPE_CHECKING:  # Scrapy imports all commands to run one of them
    from rich.console import Console
    from rich.table import Table

#: Series side by side that have a column of bars each.
MOST_BARS = 3
#: Width of a bar, in characters.
WIDTH = 16
#: Of CSV, behind the query and the part.
COLUMNS = ("period", "matches", "articles", "share", "days", "unknown_days", "reason")
#: Missing sites that are named in a row.
NAMED = 3


def as_csv(trend: Trend) -> bytes:
    """A line for each period of each series; what is not known is empty."""
    columns = ["query", *([] if trend.split is None else [str(trend.split)]), *COLUMNS]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in trend.rows())
    return text.getvalue().encode()


def _cell(value: object) -> object:
    # A spreadsheet would treat it as a formula.
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value


def show(trend: Trend) -> None:
    """Print a trend for people."""
    console = make_console()
    if trend.periods and trend.series:
        console.print(_table(trend))
    elif not trend.periods:
        console.print("Nothing is known: the archive has no articles with a date there.")
    else:
        console.print("Nothing found.")
    _conclude(console, trend)


def _table(trend: Trend) -> Table:
    from rich.bar import Bar
    from rich.table import Table

    series = trend.series
    has_bars = len(series) <= MOST_BARS
    noun = "stories" if trend.one_per_story else "articles"
    table = Table()
    table.add_column(str(trend.by), no_wrap=True)
    if trend.split is None:
        table.add_column(noun, justify="right")
    for one in series:
        name = one.query if one.value is None else f"{one.query}\n{one.value}"
        table.add_column(name, justify="right")
        if has_bars:
            table.add_column("", width=WIDTH)
    table.add_column("not known", overflow="fold")
    most = max((point.share or 0 for one in series for point in one.points), default=0) or 1
    for line in trend.lines():
        first = line.first.name
        row: list[str | Bar] = [first if line.last == line.first else f"{first} … {line.last.name}"]
        if trend.split is None:
            whole = line.points[0].articles
            row.append("" if whole is None else f"{whole:,}")
        for point in line.points:
            row.append("-" if point.matches is None else _numbers(point))
            if has_bars:
                row.append("" if point.share is None else Bar(most, 0, point.share, width=WIDTH))
        table.add_row(*row, _note(line, len(trend.shown_sites)))
    return table


def _numbers(point: Point) -> str:
    share = "" if point.share is None else f"{per_cent(100 * point.share)}%"
    return f"{point.matches:,}  {share:>6}"


def _note(line: Line, sites: int) -> str:
    """What is not known."""
    if line.reason is not None:
        return str(line.reason)
    point = line.points[0]
    if sites == 1:
        return f"{point.unknown_days} of {counted(point.days, 'day')}" if point.unknown_days else ""
    names = sorted(name for some in line.missing.values() for name in some)
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    # Sites of which only some days are missing have no name here.
    days = f"{per_cent(100 * line.unknown)}% of days" if line.unknown else ""
    return ": ".join(filter(None, (days, ", ".join(names[:NAMED]) + more)))


def _conclude(console: Console, trend: Trend) -> None:
    noun = "stories" if trend.one_per_story else "articles"
    for query, some in groupby(trend.series, key=lambda one: one.query):
        series = list(some)
        found = sum(one.matches for one in series)
        undated = sum(one.undated for one in series)
        is_known = any(one.is_known for one in series)
        told = f"{query}: {f'{found:,} {noun}' if is_known else 'not known'}"
        if undated:
            told += f", and {counted(undated, 'article')} without a date, in no {trend.by}"
        console.print(told, soft_wrap=True)
    if trend.left_out:
        console.print(f"Not shown: {trend.left_out} more of --split {trend.split}; see --top.")
