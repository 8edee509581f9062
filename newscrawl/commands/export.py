"""``scrapy export``: the articles of the archive, each once, as a file."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.corpus import add_corpus, check_corpus, export_corpus, refuse_corpus_options
from newscrawl.cli.filters import add_filters, check_limit, check_site, selection_of
from newscrawl.cli.output import counted, fail_if_unreadable, one_line_if_unwritable
from newscrawl.cli.progress import advancing, showing
from newscrawl.database import exports, tombstones
from newscrawl.database.comments import with_comments
from newscrawl.database.pages import StoredPage, count_pages_by_index, select_pages
from newscrawl.database.reports import reading
from newscrawl.database.selection import Position, count_by_index, position, select_articles
from newscrawl.database.tombstones import Tombstone
from newscrawl.export.files import COMPRESSIONS, writing
from newscrawl.export.formats import CORPUS, FEEDS, FORMATS, MissingExtra, Options, require, writer

#: How many articles a feed has by default, and at most.
FEED_LIMIT, MAX_FEED_LIMIT = 50, 1000
#: The options that select articles; they are stored with the name of an export.
FILTERS = ("site", "section", "tag", "topic", "from_date", "to_date", "query")
#: The end of the name of the file that names what was taken down. No format has it: whoever takes
#: all ``*.jsonl`` of a folder does not take this for articles.
REMOVED = ".removed"


class Command(ArchiveCommand):
    takes_arguments = False

    def syntax(self) -> str:
        return "[-o FILE] [options]"

    def short_desc(self) -> str:
        return "Write the articles of the archive to a file or standard output"

    def long_desc(self) -> str:
        return (
            "Write every article of the archive (DATABASE_URL) once, with the fields of a crawl's "
            "feed, as JSON Lines, CSV, JSON, XML or Parquet, the newest ones as RSS or Atom, or "
            "their raw pages as WARC, or a corpus: a folder of files with a data card. Example: "
            "scrapy export --site roozplus --from-date 1400/04/01 --to-date 1400/04/31 -o "
            "data/tir.csv; scrapy export --name daily --since last -o data/new.jsonl.gz; scrapy "
            "export --format corpus -o corpus. Exit code 0: done, 1: the archive cannot be read or "
            "the file not be written, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Export")
        group.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            default="-",
            help="replaced when all is written, compressed by its suffix "
            f"({', '.join(COMPRESSIONS)}); default: -, standard output",
        )
        group.add_argument(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}, {CORPUS}; default: the suffix of FILE, jsonl for standard "
            "output",
        )
        add_filters(group)
        group.add_argument(
            "--query", metavar="WORDS", help="only what 'scrapy search WORDS' would find"
        )
        group.add_argument(
            "--limit",
            metavar="N",
            help="only the newest N, newest first; default: all, "
            f"{FEED_LIMIT} for rss and atom, which have {MAX_FEED_LIMIT} at most",
        )
        group.add_argument(
            "--name", metavar="NAME", help="remember under this name how far the archive has come"
        )
        group.add_argument(
            "--since",
            metavar="last",
            help="last: only what is new or changed since the last export of NAME",
        )
        group.add_argument(
            "--removed",
            metavar="FILE",
            help="with --since: JSON Lines that name the articles that were taken down since; "
            f"default: FILE{REMOVED} beside the FILE of -o, only if there are any",
        )
        group.add_argument(
            "--with-comments",
            action="store_true",
            help="with what readers wrote below each article (COMMENTS_ENABLED), as a list in the "
            "field comments; of csv it is JSON",
        )
        group.add_argument("--bom", action="store_true", help="csv: so that Excel reads Persian")
        add_corpus(parser)
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.format == CORPUS:
            self._corpus(opts)
            return
        format, compression = _format(opts.output, opts.format)
        limit = _limit(opts.limit, format)
        _check(opts, format, limit)
        selection = selection_of(opts, opts.query)
        options = Options(
            self.settings,
            format,
            bom=opts.bom,
            title=_title(opts),
            with_comments=opts.with_comments,
        )
        try:
            require(format)
        except MissingExtra as error:
            fail(str(error), FAILURE)
        unreadable: Counter[str] = Counter()
        settled = exports.settled_position(self.url) if opts.name is not None else None
        with one_line_if_unwritable(opts.output), reading(self.url) as connection:
            check_site(connection, self.settings, opts.site)
            end = settled or position(connection)
            if opts.since:
                # Of the first one nobody has anything that was taken down before.
                last = _last(connection, opts) or Position(tombstone_id=end.tombstone_id)
                selection = selection.newer_than(last)
                names = [opts.site] if opts.site else []
                gone = tombstones.listed(connection, names, after=last.tombstone_id)
                if not _write_removed(gone, opts):
                    end = replace(end, tombstone_id=last.tombstone_id)
            if format == "warc":
                found_pages = select_pages(
                    connection, selection, self.cold, lambda why: unreadable.update([why])
                )
                total = count_pages_by_index(connection, selection)
                count = _write_warc(found_pages, total, opts.output, compression)
            else:
                found = select_articles(
                    connection, selection, newest_first=limit is not None, limit=limit
                )
                total = limit or count_by_index(connection, selection)
                # Closed before the connection is, also where the file cannot be written.
                with (
                    closing(found),
                    writing(opts.output, compression) as file,
                    showing("exporting", total, "articles", output=opts.output) as progress,
                ):
                    articles = advancing(progress, found)
                    if opts.with_comments:
                        articles = with_comments(connection, articles)
                    count = writer(format)(articles, file, options)
        if opts.name is not None and not unreadable:
            exports.remember(self.url, opts.name, _filters(opts), end, count)
        if opts.output != "-":
            what = counted(count, "page" if format == "warc" else "article")
            print(f"{what} written to {opts.output}")
        fail_if_unreadable(unreadable)

    def _corpus(self, opts: argparse.Namespace) -> None:
        kind, size = check_corpus(opts)
        selection = selection_of(opts, opts.query)
        with reading(self.url) as connection:
            check_site(connection, self.settings, opts.site)
            export_corpus(connection, selection, _filters(opts), opts, kind, size)


def _write_warc(
    pages: Iterable[StoredPage], total: int | None, output: str, compression: str | None
) -> int:
    from newscrawl.export.warc import write_warc

    name = "stdout" if output == "-" else Path(output).name
    # Records are compressed one by one.
    with writing(output) as file, showing("exporting", total, "pages", output=output) as progress:
        return write_warc(advancing(progress, pages), file, name, compression == ".gz")


def _write_removed(gone: list[Tombstone], opts: argparse.Namespace) -> bool:
    """Name what was taken down, for those who got it by an earlier export; whether they are told.
    The reason is nobody's business but the archive's."""
    output: str | None = opts.removed
    if output is None and opts.output == "-":
        if gone:
            print(
                f"newscrawl: {counted(len(gone), 'article')} taken down since the last export of "
                f"{opts.name}: --removed FILE names them",
                file=sys.stderr,
            )
        return not gone
    path = Path(output if output is not None else f"{opts.output}{REMOVED}")
    if not gone and output is None:  # what the last export said is done
        path.unlink(missing_ok=True)
        return True
    with one_line_if_unwritable(str(path)), writing(str(path)) as file:
        for one in gone:
            values = {
                "site": one.site,
                "news_code": one.news_code,
                "url": one.url,
                "removed_at": one.at.isoformat(),
            }
            file.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
    return True


def _last(connection: sa.Connection, opts: argparse.Namespace) -> Position | None:
    """How far the last export of this name came; ``None`` if there was none."""
    last = exports.last(connection, opts.name)
    if last is None:
        return None
    if last["selection"] != _filters(opts):
        words = " ".join(
            f"--{name.replace('_', '-')} {value}" for name, value in last["selection"].items()
        )
        fail(
            f"--name {opts.name}: its last export was of {words or 'all articles'}: "
            "use the same filters, or another name"
        )
    return Position(last["article_id"], last["revision_id"], last["tombstone_id"])


def _filters(opts: argparse.Namespace) -> dict[str, str]:
    return {name: value for name in FILTERS if (value := getattr(opts, name)) is not None}


def _title(opts: argparse.Namespace) -> str:
    """The title of a feed."""
    return ": ".join(("newscrawl", *(v for k, v in _filters(opts).items() if "date" not in k)))


def _format(output: str, format: str | None) -> tuple[str, str | None]:
    """The format, and the suffix of the compression."""
    path = Path(output if output != "-" else "")
    compression = path.suffix.lower() if path.suffix.lower() in COMPRESSIONS else None
    formats = f"{', '.join(FORMATS)} or {CORPUS}"
    if format is None:
        if compression:
            path = path.with_suffix("")
        format = "jsonl" if output == "-" else path.suffix.removeprefix(".").lower()
        if format not in FORMATS:
            fail(f"-o {output}: its suffix is no format: add --format {formats}")
    elif format not in FORMATS:
        fail(f"--format: expected {formats}, got {format!r}")
    if format == "parquet" and compression:
        fail(f"-o {output}: a Parquet file is compressed inside: leave out {compression}")
    if format == "warc" and compression not in (None, ".gz"):
        fail(f"-o {output}: a WARC file is compressed with .gz or not at all")
    return format, compression


def _limit(text: str | None, format: str) -> int | None:
    if format not in FEEDS:
        return None if text is None else check_limit(text, 0)
    limit = check_limit(text, FEED_LIMIT)
    if limit is None or limit > MAX_FEED_LIMIT:
        fail(f"--limit: expected 1 to {MAX_FEED_LIMIT} for {format}, got {text}")
    return limit


def _check(opts: argparse.Namespace, format: str, limit: int | None) -> None:
    """End the program with one line if options do not go together."""
    refuse_corpus_options(opts, format)
    if opts.bom and format != "csv":
        fail(f"--bom is for csv, not for {format}")
    if opts.with_comments and format in (*FEEDS, "warc"):
        fail(f"--with-comments is not for {format}: take jsonl, json, csv, xml or parquet")
    if opts.since not in (None, "last"):
        fail(f"--since: expected last, got {opts.since!r}; --from-date takes a day")
    if opts.removed is not None and not opts.since:
        fail("--removed is for --since last: it names what was taken down since then")
    if opts.removed in ("-", "", opts.output):
        fail(f"--removed: expected a file of its own, got {opts.removed!r}")
    if opts.since and opts.name is None:
        fail("--since last needs a --name: it is what is new since the last export of that name")
    if opts.name is not None and not (opts.name.strip() and len(opts.name) <= 100):
        fail("--name: expected a name of 1 to 100 characters")
    if opts.name is not None and limit is not None:
        what = f"{format} is" if format in FEEDS and opts.limit is None else "--limit is"
        fail(f"{what} not for a --name: what is left out now would never be exported")
    if limit is not None and format == "warc":
        fail("--limit is not for warc")
