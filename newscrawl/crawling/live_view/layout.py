"""How the live view of a crawl looks. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from newscrawl.crawling.summary import Summary

#: How many of the latest headlines are shown.
TITLES = 4


@dataclass(frozen=True, slots=True)
class BackfillState:
    """How far a backfill is, by days of the archive, by codes, or of all articles."""

    name: str
    done: int
    total: int
    #: Since it began.
    seconds: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is shown of a crawl at a moment."""

    site: str
    seconds: float
    summary: Summary
    #: Pages a second, now.
    pace: float
    #: Requests that are pending, and that are under way.
    waiting: int
    active: int
    #: Seconds between two requests.
    delay: float
    backfills: list[BackfillState]
    #: Headlines of the articles stored last, the last one last.
    titles: list[str]


def layout(shown: Snapshot) -> RenderableType:
    """What came of the pages, the pace, how far each backfill is, the latest headlines."""
    revisits = shown.summary.revisits
    parts: list[RenderableType] = [
        Rule(f"{shown.site}  {_clock(shown.seconds)}", align="left", style="dim"),
        _line(
            ("new", shown.summary.articles, "green"),
            ("changed", shown.summary.changed, "yellow"),
            ("duplicate", shown.summary.duplicates, "none"),
            ("failed", shown.summary.failures, "red" if shown.summary.failures else "none"),
            *([("absent", shown.summary.absent, "none")] if shown.summary.absent else []),
            *([("revisited", revisits.count, "none")] if revisits.count else []),
            *([("vanished", revisits.vanished, "yellow")] if revisits.vanished else []),
        ),
        Text(
            f"{shown.pace:.1f} pages a second   {shown.waiting:,} waiting   "
            f"{shown.active} under way   delay {shown.delay:.2f} s",
            no_wrap=True,
            overflow="ellipsis",
        ),
    ]
    if shown.backfills:
        table = Table.grid(padding=(0, 2), expand=True)
        for ratio in (None, 1, None, None):
            table.add_column(ratio=ratio, no_wrap=True)
        for backfill in shown.backfills:
            bar = ProgressBar(total=backfill.total, completed=backfill.done)
            count = f"{backfill.done:,} of {backfill.total:,}"
            table.add_row(backfill.name, bar, count, eta(backfill))
        parts.append(table)
    parts += map(headline, shown.titles)
    return Group(*parts)


def headline(title: str) -> Text:
    """A headline on a line of its own, from the right: a terminal that knows Persian finds the
    direction of a line by what it begins with.

    >>> headline("خبر [bold] یک").plain
    'خبر [bold] یک'
    """
    text = Text(" ".join(title.split()), style="dim", no_wrap=True, overflow="ellipsis")
    text.justify = "right"
    return text


def eta(backfill: BackfillState) -> str:
    """
    >>> eta(BackfillState("codes", 30, 90, seconds=60))
    'about 0:02:00 left'
    """
    if not 0 < backfill.done < backfill.total:
        return ""
    return (
        f"about {_clock(backfill.seconds / backfill.done * (backfill.total - backfill.done))} left"
    )


def _line(*counts: tuple[str, int, str]) -> Text:
    parts = [(f"{count:,} {name}", style) for name, count, style in counts]
    return Text("   ", no_wrap=True, overflow="ellipsis").join(Text(*part) for part in parts)


def _clock(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))
