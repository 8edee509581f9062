"""``scrapy export``: the articles of the archive, each once, as a feed."""

from __future__ import annotations

import argparse
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, fields
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exporters import BaseItemExporter
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from newscrawl.cli import FAILURE, fail, load_site
from newscrawl.database import DatabaseError
from newscrawl.database.reports import Selection, reading, select_articles, sites
from newscrawl.items import Article
from newscrawl.persian.calendar import localized, to_gregorian
from newscrawl.persian.text import to_latin_digits

#: Formats, which are also the suffixes of files.
FORMATS = ("jsonl", "csv", "json", "xml")
FIELDS = [field.name for field in fields(Article)]


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[-o FILE] [options]"

    def short_desc(self) -> str:
        return "Write the articles of the archive to a file or standard output"

    def long_desc(self) -> str:
        return (
            "Write every article of the archive (DATABASE_URL) once, with the fields of a crawl's "
            "feed, as JSON Lines, CSV, JSON or XML. Example: scrapy export --site roozplus "
            "--from-date 1400/04/01 --to-date 1400/04/31 -o data/tir.csv. Exit code 0: done, 1: "
            "the archive cannot be read or the file not be written, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group("Export")
        group.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            default="-",
            help="replaced when all is written; default: -, standard output",
        )
        group.add_argument(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}; default: the suffix of FILE, jsonl for standard output",
        )
        group.add_argument("--site", metavar="SITE", help="only this site")
        for option, what in (("--from-date", "since"), ("--to-date", "until the end of")):
            group.add_argument(
                option,
                metavar="DAY",
                help=f"only what was published {what} this day in Tehran, like 1400/04/22 or "
                "2021-07-13",
            )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args:
            fail(f"export takes only options, got {' '.join(args)!r}")
        format = _format(opts.output, opts.format)
        since, before = _period(opts.from_date, opts.to_date)
        try:
            with reading(self.settings["DATABASE_URL"]) as connection:
                if opts.site is not None and opts.site not in sites(connection):
                    load_site(self.settings, opts.site)
                found = select_articles(connection, Selection(opts.site, since, before))
                with writing(opts.output) as file:
                    count = write(found, file, format, self.settings)
        except DatabaseError as error:
            fail(str(error), FAILURE)
        except KeyboardInterrupt:
            fail("interrupted", FAILURE)
        except BrokenPipeError:
            sys.exit(FAILURE)  # the reader has seen enough: nothing to tell it
        except OSError as error:
            where = "standard output" if opts.output == "-" else opts.output
            fail(f"cannot write {where}: {error.strerror or error}", FAILURE)
        if opts.output != "-":
            print(f"{count} {'article' if count == 1 else 'articles'} written to {opts.output}")


def write(articles: Iterable[Article], file: IO[bytes], format: str, settings: BaseSettings) -> int:
    """Write articles through the project's exporter of a format; returns how many."""
    exporter_class = load_object(settings.getwithbase("FEED_EXPORTERS")[format])
    exporter: BaseItemExporter = exporter_class(
        file,
        encoding=settings["FEED_EXPORT_ENCODING"] or "utf-8",
        indent=settings.getint("FEED_EXPORT_INDENT"),
        fields_to_export=FIELDS,
    )
    count = 0
    exporter.start_exporting()
    for article in articles:
        # Scrapy's XML has the word None for what is unknown.
        exporter.export_item(_known(asdict(article)) if format == "xml" else article)
        count += 1
    exporter.finish_exporting()
    if not count and format == "csv":  # Scrapy writes the header with the first item
        file.write(",".join(FIELDS).encode() + b"\r\n")
    return count


@contextmanager
def writing(output: str) -> Iterator[IO[bytes]]:
    """A file to write; a regular one gets its name only when it is complete.

    Raises:
        OSError: if it cannot be written.
    """
    path = Path(output)
    if output == "-":
        with _standard_output() as file:
            yield file
        return
    path = path.resolve()
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        with path.open("wb") as file:  # a pipe or a device; a directory is an error
            yield file
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            if path.exists():
                part.chmod(stat.S_IMODE(path.stat().st_mode))
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    # A file of its own: an exporter that fails closes it, and what it did not get rid of would
    # be tried again, loudly, when Python ends.
    sys.stdout.flush()
    file = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    try:
        yield file
        file.flush()
    finally:
        with suppress(OSError):
            file.close()


def _known(value: Any) -> Any:
    """A value without the ``None`` in it.

    >>> _known({"url": "a", "alt": None, "images": [{"alt": None}]})
    {'url': 'a', 'images': [{}]}
    """
    if isinstance(value, dict):
        return {name: _known(one) for name, one in value.items() if one is not None}
    return [_known(one) for one in value] if isinstance(value, list) else value


def _format(output: str, format: str | None) -> str:
    formats = f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}"
    if format is None:
        format = "jsonl" if output == "-" else Path(output).suffix.removeprefix(".").lower()
        if format not in FORMATS:
            fail(f"-o {output}: its suffix is no format: add --format {formats}")
    elif format not in FORMATS:
        fail(f"--format: expected {formats}, got {format!r}")
    return format


def _period(first: str | None, last: str | None) -> tuple[datetime | None, datetime | None]:
    """The first moment of a day in Tehran, and the first one after another day."""
    since = None if first is None else _day("--from-date", first)
    until = None if last is None else _day("--to-date", last)
    if since and until and since > until:
        fail(f"--from-date {first} is after --to-date {last}")
    return (
        None if since is None else _midnight(since),
        None if until is None else _midnight(until + timedelta(days=1)),
    )


def _midnight(day: date) -> datetime:
    return localized(datetime.combine(day, time()))


def _day(option: str, text: str) -> date:
    """
    >>> _day("--from-date", "۱۴۰۰/۰۴/۲۲"), _day("--from-date", "2021-07-13")
    (datetime.date(2021, 7, 13), datetime.date(2021, 7, 13))
    """
    match = re.fullmatch(r"([0-9]{4})([/-])([0-9]{1,2})\2([0-9]{1,2})", to_latin_digits(text))
    if match is None:
        fail(f"{option}: expected a day like 1400/04/22 or 2021-07-13, got {text!r}")
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    found = to_gregorian(year, month, day)
    if found is None and year > 1600:
        with suppress(ValueError):
            found = date(year, month, day)
    if found is None or found.year > 9000:
        fail(f"{option}: there is no day {text}")
    return found
