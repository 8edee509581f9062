"""``scrapy changes``: what sites changed in their articles, and what they removed."""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from heapq import nlargest
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscrawl.changes.edits import EditedArticle, RemovedArticle
from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.differences import marked, plain
from newscrawl.cli.filters import check_limit, check_site, days
from newscrawl.cli.output import (
    counted,
    local_jalali,
    make_console,
    one_line_if_unwritable,
    print_json_list,
)
from newscrawl.database.changes.reading import Change, ChangesReader, ChangesWanted, FloodOfSite
from newscrawl.database.reports import reading
from newscrawl.export.files import COMPRESSIONS, writing
from newscrawl.export.formats import FEEDS, MissingExtra, require
from newscrawl.persian.calendar import in_tehran, midnight
from newscrawl.persian.text import to_latin_digits

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.console import Console

#: How many changes are shown by default: on a terminal, and in a feed, which has this many at most.
LIMIT, FEED_LIMIT, MAX_FEED_LIMIT = 8, 50, 1000
#: How many days are looked at by default.
DAYS = 7
#: To find the most important ones, so many changes are read; the newest.
MOST_READ = 2000
#: Parts of a text that are shown of each change, in characters.
SHOWN = 400


class Command(ArchiveCommand):
    takes_arguments = False

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Show what sites changed in their articles, and what they removed"

    def long_desc(self) -> str:
        return (
            "Show the articles of the archive (DATABASE_URL) that their site edited or removed in "
            f"the last {DAYS} days, word by word, the most important first; or write them as a "
            "feed. Spelling, digits and half-spaces are no edits, nor is what a new theme changes "
            "on all pages; an article is removed if it was missing twice with some time between. "
            "Example: scrapy changes --headlines --site tabnak; scrapy changes --at-least 5% "
            "--from-date 1405/09/01 --json; scrapy changes --format atom -o changes.xml. Exit code "
            "0: done, 1: the archive cannot be read or the file not be written, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Changes")
        group.add_argument("--site", metavar="SITE", help="only this site")
        for option, what in (("--from-date", "since"), ("--to-date", "until the end of")):
            group.add_argument(
                option,
                metavar="DAY",
                help=f"only what changed {what} this day in Tehran, like 1405/09/03 or 2026-11-24; "
                f"default: the {DAYS} days until today or --to-date",
            )
        group.add_argument(
            "--headlines", action="store_true", help="only edits in which the headline changed"
        )
        group.add_argument(
            "--at-least", metavar="SHARE", help="only edits of at least so many words, like 5%%"
        )
        group.add_argument(
            "--vanished", action="store_true", help="only what was removed, and what is back"
        )
        group.add_argument(
            "--all",
            action="store_true",
            help="also what changed in so many articles of a site at once that it is no edit, but "
            "a new theme",
        )
        group.add_argument(
            "--limit",
            metavar="N",
            help="at most this many, newest first, 0 for all; otherwise the "
            f"{LIMIT} most important ones, with --json all, in a feed {FEED_LIMIT} "
            f"(at most {MAX_FEED_LIMIT})",
        )
        group.add_argument("--json", action="store_true", help="for programs")
        group.add_argument("--format", metavar="FORMAT", help=f"a feed: {' or '.join(FEEDS)}")
        group.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            help="of the feed, replaced when all is written; default: -, standard output",
        )
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        format = _format(opts)
        wanted = _wanted(opts)
        if format is not None:
            self._feed(opts, wanted, format)
            return
        limit = check_limit(opts.limit, 0 if opts.json else LIMIT) or None
        with reading(self.url) as connection:
            check_site(connection, self.settings, opts.site)
            changes = ChangesReader(connection, wanted)
            if opts.json:
                print_json_list(_for_programs(changes, limit))
            elif opts.limit is not None:
                show(changes, islice(changes, limit), by_site=False)
            else:
                _show_most_important(changes)

    def _feed(self, opts: argparse.Namespace, wanted: ChangesWanted, format: str) -> None:
        limit = check_limit(opts.limit, FEED_LIMIT)
        if limit is None or limit > MAX_FEED_LIMIT:
            fail(f"--limit: expected 1 to {MAX_FEED_LIMIT} for {format}, got {opts.limit}")
        try:
            require(format)
        except MissingExtra as error:
            fail(str(error), FAILURE)
        from newscrawl.export.changes import write_changes

        output = opts.output or "-"
        suffix = Path(output).suffix.lower()
        compression = suffix if suffix in COMPRESSIONS else None
        title = ": ".join(("newscrawl", *([opts.site] if opts.site else []), "changes"))
        with one_line_if_unwritable(output), reading(self.url) as connection:
            check_site(connection, self.settings, opts.site)
            changes = list(islice(ChangesReader(connection, wanted), limit))
            with writing(output, compression) as file:
                write_changes(changes, file, format, title)
        if output != "-":
            print(f"{counted(len(changes), 'change')} written to {output}")


def _format(opts: argparse.Namespace) -> str | None:
    """The format of the feed; ``None`` if none is wanted."""
    format: str | None = opts.format
    if format is None and opts.output is not None:
        format = Path(opts.output).suffix.lower().removeprefix(".")
        if format not in FEEDS:
            fail(f"-o {opts.output}: its suffix is no format: add --format {' or '.join(FEEDS)}")
    if format is not None and format not in FEEDS:
        fail(f"--format: expected {' or '.join(FEEDS)}, got {format!r}")
    if format is not None and opts.json:
        fail(f"--json is not for {format}")
    return format


def _wanted(opts: argparse.Namespace) -> ChangesWanted:
    if opts.vanished and (opts.headlines or opts.at_least is not None):
        option = "--headlines" if opts.headlines else "--at-least"
        fail(f"--vanished shows no edits: leave out {option}")
    since, until = days(opts.from_date, opts.to_date)
    if since is None:
        last = until or in_tehran(datetime.now(UTC)).date()
        since = max(last, date.min + timedelta(DAYS)) - timedelta(DAYS - 1)
    return ChangesWanted(
        site=opts.site,
        since=midnight(since),
        before=None if until is None else midnight(until, days=1),
        headlines=opts.headlines,
        at_least=share_of(opts.at_least),
        vanished=opts.vanished,
        floods=opts.all,
    )


def share_of(text: str | None) -> float:
    """The share that ``--at-least`` means; ends the program if it is none.

    >>> share_of("5%"), share_of("۵٫۵٪"), share_of(None)
    (0.05, 0.055, 0.0)
    """
    if text is None:
        return 0.0
    number = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?) ?[%٪]", to_latin_digits(text).replace("٫", "."))
    share = float(number[1]) / 100 if number else 2.0
    if share > 1:
        fail(f"--at-least: expected a share of the words from 0% to 100%, like 5%, got {text!r}")
    return share


# -- for people ------------------------------------------------------------------------


def _show_most_important(changes: ChangesReader) -> None:
    found = 0

    def newest() -> Iterator[Change]:
        nonlocal found
        for change in changes:
            found += 1
            yield change
            if changes.read >= MOST_READ:
                return

    shown = nlargest(LIMIT, newest(), key=_importance)
    show(changes, shown)
    is_cut = changes.read >= MOST_READ
    if found > len(shown) or is_cut:
        least = "at least " if is_cut else ""
        make_console().print(f"and {least}{found - len(shown):,} more: --limit 0 shows all")


def _importance(change: Change) -> tuple[int, float, datetime]:
    """What went first, then headlines, then by how much changed."""
    if isinstance(change, RemovedArticle):
        return (2 if change.is_back or change.back_at else 3), 1.0, change.at
    return int(change.edit.is_of_headline), change.edit.share, change.at


def show(changes: ChangesReader, found: Iterable[Change], *, by_site: bool = True) -> None:
    """Print changes for people.

    Args:
        by_site: all of a site together; otherwise each as soon as it is there.
    """
    console = make_console()
    count = 0
    if by_site:
        grouped: defaultdict[str, list[Change]] = defaultdict(list)
        for change in found:
            grouped[change.article.site or ""].append(change)
        found = [change for group in grouped.values() for change in group]
    for change in found:
        count += 1
        _show(console, change)
    for flood in changes.floods.values():
        console.print(_told(flood))
    if not count and not changes.floods:
        console.print("No changes.")


def _show(console: Console, change: Change) -> None:
    from rich.text import Text

    article = change.article
    if isinstance(change, EditedArticle):
        title = change.edit.fields.get("title")
        headline = Text(_line(article.title), style="bold")
        console.print(marked(title, "bold", None) if title else headline)
        facts = [article.site, f"edited {_between(change.seen_until, change.changed_by)}"]
        facts.append(f"{change.edit.share:.0%}" if change.edit.share >= 0.01 else "under 1%")
        facts.append(f"{counted(change.edit.removed, 'word')} less, {change.edit.added} more")
        console.print(" | ".join(fact for fact in facts if fact), style="dim")
        for name, parts in change.edit.fields.items():
            if name != "title":
                text = marked(parts)
                text.truncate(SHOWN, overflow="ellipsis")
                console.print(Text.assemble((f"{name}: ", "dim"), text))
    else:
        console.print(Text(_line(article.title), style="bold"))
        console.print(f"{article.site} | {_fate(change)}", style="dim")
    console.print(Text(article.url or "", style="cyan"), soft_wrap=True)
    console.print()


def _fate(change: RemovedArticle) -> str:
    missed, seen = local_jalali(change.missed_at), local_jalali(change.seen_until)
    if change.is_back:
        return f"back at {local_jalali(change.at)}, was gone since {missed}"
    fate = f"vanished: seen until {seen}, gone at {missed} and at {local_jalali(change.at)}"
    fate += f" ({_line(change.reason)})" if change.reason else ""
    return fate if change.back_at is None else f"{fate}, back at {local_jalali(change.back_at)}"


def _between(seen_until: datetime, changed_by: datetime | None) -> str:
    begin = local_jalali(seen_until)
    if changed_by is None:
        return f"after {begin}"
    end = local_jalali(changed_by)
    return f"between {begin} and {end[11:] if end[:10] == begin[:10] else end}"


def _told(flood: FloodOfSite) -> str:
    since = f"the crawl of {local_jalali(flood.since)}"
    said = []
    if flood.edited:
        what = counted(flood.edited, "article").replace(str(flood.edited), f"{flood.edited:,}")
        said.append(f"{what} read differently since {since}, probably a new theme")
    if flood.removed:
        what = counted(flood.removed, "article").replace(str(flood.removed), f"{flood.removed:,}")
        said.append(f"{what} not found since {since}, probably at new addresses")
    return f"{flood.site}: {'; '.join(said)}; --all shows them"


def _line(text: str | None) -> str:
    return " ".join(plain(text or "").split())


# -- for programs ----------------------------------------------------------------------


def _for_programs(changes: ChangesReader, limit: int | None) -> Iterator[dict[str, Any]]:
    for change in islice(changes, limit):
        yield _value(change)
    for flood in changes.floods.values():
        yield {
            "kind": "flood",
            "site": flood.site,
            "since": flood.since,
            "edited": flood.edited,
            "vanished": flood.removed,
        }


def _value(change: Change) -> dict[str, Any]:
    names = ("site", "news_code", "url", "title", "published_at")
    article = {name: getattr(change.article, name) for name in names}
    if isinstance(change, RemovedArticle):
        return {
            "kind": "back" if change.is_back else "vanished",
            **article,
            "seen_until": change.seen_until,
            "missed_at": change.missed_at,
            "last_missed_at": change.last_missed_at,
            "at": change.at,
            "status": change.status,
            "reason": change.reason,
            "back_at": change.back_at,
        }
    return {
        "kind": "edited",
        **article,
        "revision": change.after.revision,
        "seen_until": change.seen_until,
        "changed_by": change.changed_by,
        "is_of_headline": change.edit.is_of_headline,
        "removed_words": change.edit.removed,
        "added_words": change.edit.added,
        "share": round(change.edit.share, 4),
        "changes": {
            name: [{"kind": part.kind, "text": part.text} for part in parts]
            for name, parts in change.edit.fields.items()
        },
    }
