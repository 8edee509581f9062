"""What commands print: tables for people, JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from newscrawl.cli.exits import DONE, FAILURE, fail
from newscrawl.items import Article
from newscrawl.persian.calendar import in_tehran, to_jalali

if TYPE_CHECKING:  # Scrapy imports all commands to run one of them
    from rich.console import Console
    from rich.panel import Panel


#: After so many values of a long list what is printed is given to the reader.
FLUSHED = 100


def make_console() -> Console:
    """A console that prints text as it is, and keeps tables wide in a pipe or a file."""
    from rich.console import Console

    class PatientConsole(Console):
        def on_broken_pipe(self) -> None:
            end_for_reader()

    console = PatientConsole(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = max(console.width, 160)
    return console


def end_for_reader() -> NoReturn:
    """End the program: the reader of standard output, like ``head``, has seen enough."""
    with suppress(OSError, ValueError):  # so that Python does not try to write the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(DONE)


def print_json(value: Any) -> None:
    """Print a value for programs: UTF-8 whatever the terminal's encoding, moments as ISO 8601."""
    text = json.dumps(value, default=datetime.isoformat, ensure_ascii=False, indent=2)
    try:
        sys.stdout.buffer.write(text.encode() + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        end_for_reader()


def print_json_list(values: Iterable[Any]) -> None:
    """The same of a list, each value as soon as it is there."""
    try:
        count = 0
        for count, value in enumerate(values, 1):
            text = json.dumps(value, default=datetime.isoformat, ensure_ascii=False, indent=2)
            begin = "[\n" if count == 1 else ",\n"
            sys.stdout.buffer.write((begin + "  " + text.replace("\n", "\n  ")).encode())
            if count % FLUSHED == 1:
                sys.stdout.buffer.flush()
        sys.stdout.buffer.write(b"\n]\n" if count else b"[]\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        end_for_reader()


def local(moment: datetime | None) -> str:
    """A moment for people: by Tehran's clocks."""
    return "" if moment is None else f"{in_tehran(moment):%Y-%m-%d %H:%M}"


def local_jalali(moment: datetime | None) -> str:
    """The same in the Jalali calendar.

    >>> local_jalali(datetime.fromisoformat("2021-07-13T20:30:00+00:00")), local_jalali(None)
    ('1400-04-23 01:00', '')
    """
    if moment is None:
        return ""
    there = in_tehran(moment)
    day = to_jalali(there.date())
    return local(moment) if day is None else "{}-{:02}-{:02} {:%H:%M}".format(*day, there)


def counted(count: int, noun: str) -> str:
    """
    >>> counted(1, "page"), counted(2, "page")
    ('1 page', '2 pages')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


@contextmanager
def one_line_if_unwritable(output: str) -> Iterator[None]:
    """End the program if a file, or standard output (``-``), cannot be written."""
    try:
        yield
    except BrokenPipeError:
        end_for_reader()
    except OSError as error:
        where = "standard output" if output == "-" else output
        fail(f"cannot write {where}: {error.strerror or error}", FAILURE)


def fail_if_unreadable(reasons: Mapping[str, int]) -> None:
    """End the program with one line if raw pages could not be taken from their cold files.

    Args:
        reasons: why → of how many pages.
    """
    if reasons:
        why = "; ".join(f"{counted(count, 'page')}: {reason}" for reason, count in reasons.items())
        fail(f"not read: {why}", FAILURE)


def card(article: Article) -> Panel:
    """One article, as a panel for a terminal."""
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    text = Text(justify="right")
    text.append(f"{article.title}\n", style="bold")
    if article.lead:
        text.append(f"{article.lead}\n", style="italic")
    text.append("\n" + (article.body or "").split("\n")[0][:400] + "\n")
    facts = [
        f"کد خبر {article.news_code}",
        article.published_jalali or "",
        " › ".join(article.sections),
        article.agency or "",
    ]
    text.append("\n" + " | ".join(fact for fact in facts if fact), style="dim")
    return Panel(text, title=article.url, title_align="left", width=min(100, Console().width))
