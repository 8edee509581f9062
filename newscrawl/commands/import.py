"""``scrapy import``: pages out of files of web archives, read and stored as those of a crawl."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.spiderloader import get_spider_loader
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.jobs import add_jobs, jobs_of
from newscrawl.cli.names import bare_domain
from newscrawl.cli.output import counted, print_json
from newscrawl.cli.progress import Progress, showing
from newscrawl.cli.sites import load_site
from newscrawl.database import DatabaseError, open_engine
from newscrawl.database.cold.records import require
from newscrawl.database.engine import in_one_line, open_for_reading
from newscrawl.database.engine import shown as without_password
from newscrawl.processes import ProcessDied
from newscrawl.spider import NewsSpider

if TYPE_CHECKING:  # Scrapy imports all commands to run one of them
    from newscrawl.importing import ImportReport

#: How many of the reasons and kinds are shown.
SHOWN = 10


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return "FILE.warc.gz ... [options]"

    def short_desc(self) -> str:
        return "Bring pages out of files of web archives into the archive"

    def long_desc(self) -> str:
        return (
            "Read the pages of known sites, and of others by --domain, out of WARC files (of "
            "Common Crawl, of the Wayback Machine, of 'scrapy export --format warc', cold files), "
            "and store their articles as a crawl would, as fetched when they were captured. What "
            "was captured before a stored revision becomes an earlier one. Nothing is fetched. "
            "Example: scrapy import CC-NEWS-20210713-00123.warc.gz --site roozplus. One that was "
            "interrupted goes on when started again, and files that were imported are passed over. "
            "Exit code 0: done, 1: something could not be read, or interrupted, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Import")
        group.add_argument("--site", metavar="NAME", help="of the known sites only this one")
        group.add_argument(
            "--domain",
            metavar="DOMAIN",
            action="append",
            default=[],
            help="also pages of this site, which has no file; http://DOMAIN, if the addresses of "
            "its articles begin so in the archive; several times for several",
        )
        group.add_argument(
            "--dry-run", action="store_true", help="write nothing, only count what there is"
        )
        group.add_argument(
            "--again", action="store_true", help="also files that were imported already"
        )
        add_jobs(group)
        group.add_argument("--json", action="store_true", help="for programs")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        files = _files(args)
        jobs = jobs_of(opts.jobs)
        domains = dict(map(self._domain, opts.domain))
        if opts.site == "generic":
            fail("--site generic: it is no site; --domain DOMAIN takes the pages of one")
        if opts.site is not None and not issubclass(
            load_site(self.settings, opts.site), NewsSpider
        ):
            fail(f"--site {opts.site}: it is no site of news")
        try:
            require("import needs")
        except DatabaseError as error:
            fail(str(error), FAILURE)
        from newscrawl.importing import ImportReport

        report = ImportReport()
        try:
            self._import(files, opts, domains, jobs, report)
        except SQLAlchemyError as error:
            fail(f"cannot import into {without_password(self.url)}: {in_one_line(error)}", FAILURE)
        except OSError as error:
            fail(f"cannot read {report.files[-1].name}: {error.strerror or error}", FAILURE)
        except ProcessDied as error:
            fail(f"{error} {_done(report)}; the same command goes on", FAILURE)
        except KeyboardInterrupt:
            fail(f"interrupted after {_done(report)}; the same command goes on", FAILURE)
        if opts.json:
            print_json(report.for_programs(is_dry=opts.dry_run))
        else:
            _show(report, is_dry=opts.dry_run)
        _tell_broken(report)
        if not report.is_complete:
            sys.exit(FAILURE)

    def _import(
        self,
        files: list[Path],
        opts: argparse.Namespace,
        domains: dict[str, str],
        jobs: int,
        report: ImportReport,
    ) -> None:
        from newscrawl.crawling.extension import finds_stories
        from newscrawl.importing import CaptureReaders, Choice, import_file

        with_stories = finds_stories(self.settings)
        choice = Choice(self.settings, opts.site, domains)
        engine = open_for_reading(self.url) if opts.dry_run else open_engine(self.url)
        try:
            with (
                CaptureReaders(jobs, self.settings, opts.site, domains) as readers,
                showing("importing") as progress,
            ):
                for place, path in enumerate(files, 1):
                    of = "" if len(files) == 1 else f" (file {place} of {len(files)})"
                    _begin(progress, path, of)
                    done = import_file(
                        engine,
                        path,
                        _scope(opts.site, domains),
                        choice,
                        readers,
                        report,
                        most=self.settings.getint("ARTICLE_MAXSIZE"),
                        is_dry=opts.dry_run,
                        again=opts.again,
                        with_stories=with_stories,
                    )
                    for bytes_done in done:
                        progress.reach(bytes_done)
        finally:
            report.problems |= choice.problems
            engine.dispose()

    def _domain(self, text: str) -> tuple[str, str]:
        """A domain of ``--domain``, and ``http`` or ``https``."""
        scheme = urlsplit(text).scheme if "://" in text else "https"
        domain = bare_domain(text)
        if scheme not in ("http", "https"):
            fail(f"--domain: expected a domain like tabnak.ir, got {text!r}")
        names = getattr(get_spider_loader(self.settings), "names_by_host", {})
        if domain in names:
            fail(f"--domain {text}: it is the site {names[domain]}; --site takes only its pages")
        return domain, scheme


def _files(args: list[str]) -> list[Path]:
    """The files; ends the program if there is none, or one cannot be read."""
    if not args:
        fail("expected FILE.warc.gz or FILE.warc, one or more")
    files = []
    for name in args:
        path = Path(name)
        if not path.exists():
            fail(f"no file {name}")
        if not path.is_file():
            fail(f"{name}: expected a WARC file, got a folder or a device")
        try:
            path.open("rb").close()
        except OSError as error:
            fail(f"cannot read {name}: {error.strerror}")
        files.append(path)
    return files


def _scope(site: str | None, domains: dict[str, str]) -> str:
    """The chosen sites in words, the same for the same."""
    words = [site or "", *(f"{scheme}://{domain}" for domain, scheme in sorted(domains.items()))]
    return " ".join(words).rstrip()


def _begin(progress: Progress, path: Path, of: str) -> None:
    progress.begin(f"importing {path.name}{of}", path.stat().st_size)


def _done(report: ImportReport) -> str:
    return counted(sum(report.outcomes.values()), "article")


def _show(report: ImportReport, *, is_dry: bool) -> None:
    """Print a report for people."""
    known = sum(file.was_known for file in report.files)
    if known:
        print(f"{counted(known, 'file')} imported before; --again reads such files again")
    if known == len(report.files):
        return
    print(
        f"{counted(report.records, 'record')} read: "
        f"{_list(report.outcomes) if report.outcomes else 'no article'}"
        + (" (dry run)" if is_dry else "")
    )
    for title, counts in (
        ("sites", report.sites),
        ("not read", report.failures),
        ("skipped", report.skipped),
    ):
        if counts:
            shown = dict(counts.most_common(SHOWN))
            more = counts.total() - sum(shown.values())
            print(f"{title}: {_list(shown)}" + (f", {more} others" if more else ""))


def _list(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _tell_broken(report: ImportReport) -> None:
    """Say what could not be read, a line each."""
    for file in report.files:
        for one in file.broken:
            print(f"newscrawl: {file.name}: byte {one.place}: {one.reason}", file=sys.stderr)
        if more := file.broken_count - len(file.broken):
            print(f"newscrawl: {file.name}: {more} more", file=sys.stderr)
    for site, why in report.problems.items():
        print(f"newscrawl: {site}: {why}", file=sys.stderr)
