"""How the live view of a crawl looks. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from newscrawl.summary import Summary

#: How many of the latest headlines are shown.
TITLES = 4


@dataclass(frozen=True, slots=True)
class Walk:
    """Something that is gone through from one end to the other."""

    name: str
    done: int
    total: int
    #: Since it began.
    seconds: float


@dataclass(frozen=True, slots=True)
class State:
    """What is shown of a crawl."""

    site: str
    seconds: float
    summary: Summary
    #: Pages a second, now.
    pace: float
    #: Requests that wait, and that are under way.
    waiting: int
    active: int
    #: Seconds between two requests.
    delay: float
    walks: list[Walk]
    #: Headlines of the articles stored last, the last one last.
    titles: list[str]


def view(state: State) -> RenderableType:
    """The view: what came of the pages, the pace, how far each walk is, the latest headlines."""
    parts: list[RenderableType] = [
        Rule(f"{state.site}  {_clock(state.seconds)}", align="left", style="dim"),
        _line(
            ("new", state.summary.articles, "green"),
            ("changed", state.summary.changed, "yellow"),
            ("duplicate", state.summary.duplicates, "none"),
            ("failed", state.summary.failures, "red" if state.summary.failures else "none"),
        ),
        Text(
            f"{state.pace:.1f} pages a second   {state.waiting:,} waiting   "
            f"{state.active} under way   delay {state.delay:.2f} s",
            no_wrap=True,
            overflow="ellipsis",
        ),
    ]
    if state.walks:
        table = Table.grid(padding=(0, 2), expand=True)
        for ratio in (None, 1, None, None):
            table.add_column(ratio=ratio, no_wrap=True)
        for walk in state.walks:
            bar = ProgressBar(total=walk.total, completed=walk.done)
            table.add_row(walk.name, bar, f"{walk.done:,} of {walk.total:,}", eta(walk))
        parts.append(table)
    parts += map(headline, state.titles)
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


def eta(walk: Walk) -> str:
    """
    >>> eta(Walk("codes", 30, 90, seconds=60))
    'about 0:02:00 left'
    """
    if not 0 < walk.done < walk.total:
        return ""
    return f"about {_clock(walk.seconds / walk.done * (walk.total - walk.done))} left"


def _line(*counts: tuple[str, int, str]) -> Text:
    parts = [(f"{count:,} {name}", style) for name, count, style in counts]
    return Text("   ", no_wrap=True, overflow="ellipsis").join(Text(*part) for part in parts)


def _clock(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))
