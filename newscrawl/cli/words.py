"""Words that stand out: on a terminal, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from newscrawl.cli.output import counted, make_console
from newscrawl.database.keywords import Against, Keyword, Keywords
from newscrawl.export.csv import FORMULAS

if TYPE_CHECKING:  # Scrapy imports all commands to run one of them
    from rich.console import Console

COLUMNS = (
    "site", "kind", "text", "score", "times", "articles", "share", "others", "others_share",
)  # fmt: skip
#: The kinds, and the headings of their tables.
KINDS = {"words": "word", "phrases": "phrase"}


def for_programs(
    query: str | None, against: Against | None, found: Sequence[Keywords]
) -> dict[str, Any]:
    """What was found, as JSON has it."""
    return {
        "query": query,
        "against": "other sites" if against is None else against.value,
        "groups": [asdict(one) for one in found],
    }


def as_csv(found: Sequence[Keywords]) -> bytes:
    """A line for each word and phrase."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for one in found:
        for kind, name in KINDS.items():
            for word in getattr(one, kind):
                values = {"site": one.site, "kind": name, **asdict(word)}
                writer.writerow({column: _cell(value) for column, value in values.items()})
    return text.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.4g}"
    # A spreadsheet would treat it as a formula.
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value


def show(found: Sequence[Keywords]) -> None:
    """Print what was found for people."""
    console = make_console()
    if not any(one.articles for one in found):
        console.print("No articles found.")
        return
    if found[0].site is not None:
        _show_side_by_side(console, found)
        return
    (one,) = found
    console.print(f"{_read(one.articles, one.read)} against {_read(one.others, one.others_read)}.")
    if not (one.words or one.phrases):
        console.print("Nothing stands out.")
    for kind, name in KINDS.items():
        if getattr(one, kind):
            _show_list(console, name, getattr(one, kind))


def _show_list(console: Console, name: str, words: Sequence[Keyword]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2))
    table.add_column(name)
    for heading in ("score", "times as often", "articles", "share", "of the others"):
        table.add_column(heading, justify="right")
    for word in words:
        table.add_row(
            Text(word.text),
            f"{word.score:.1f}",
            f"{word.times:.1f}",
            f"{word.articles:,}",
            f"{word.share:.1%}",
            f"{word.others_share:.1%}",
        )
    console.print()
    console.print(table)


def _show_side_by_side(console: Console, found: Sequence[Keywords]) -> None:
    from rich.table import Table
    from rich.text import Text

    for one in found:
        console.print(f"{one.site}: {_read(one.articles, one.read)}")
    for kind, name in KINDS.items():
        table = Table(box=None, pad_edge=False, padding=(0, 2), title=f"{name}s")
        for one in found:
            table.add_column(Text(one.site or ""))
        for row in _rows([getattr(one, kind) for one in found]):
            table.add_row(*row)
        console.print()
        if table.row_count:
            console.print(table)
        else:
            console.print(f"No {name} stands out.")


def _rows(columns: Sequence[Sequence[Keyword]]) -> Iterator[list[Any]]:
    from rich.text import Text

    for row in zip_longest(*columns):
        yield [Text(f"{word.text} {word.score:.1f}") if word else Text() for word in row]


def _read(articles: int, read: int) -> str:
    """
    >>> _read(812000, 20000), _read(1, 1)
    ('20,000 articles of 812,000', '1 article')
    """
    if read == articles:
        return counted(articles, "article") if articles < 1000 else f"{articles:,} articles"
    return f"{read:,} articles of {articles:,}"
