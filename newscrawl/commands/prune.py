"""``scrapy prune``: what need not stay in the database."""

from __future__ import annotations

import argparse

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.output import counted, row_progress
from newscrawl.database import open_engine
from newscrawl.database.cold import Moved, move


class Command(ArchiveCommand):
    takes_arguments = False

    def syntax(self) -> str:
        return "--cold"

    def short_desc(self) -> str:
        return "Move what is old out of the database"

    def long_desc(self) -> str:
        return (
            "With --cold the raw pages of past months move into cold files: WARC files by month, "
            "which reparse and export go on reading. It may run beside crawls; one that was "
            "interrupted goes on when started again. Example: scrapy prune --cold. Exit code 0: "
            "done, 1: failed or interrupted, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Prune")
        group.add_argument(
            "--cold",
            action="store_true",
            help="move raw pages of past months into WARC files (COLD_DIR)",
        )
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if not opts.cold:
            fail("expected --cold")
        print(_told(self._move(), str(self.cold)))

    def _move(self) -> Moved:
        """Move the pages, with progress; returns what was moved."""
        max_size = self.settings.getint("COLD_FILE_MAXSIZE")
        if max_size < 1:
            fail(f"COLD_FILE_MAXSIZE: expected bytes, got {self.settings['COLD_FILE_MAXSIZE']}")
        folder = self.cold
        moved = Moved()
        engine = open_engine(self.url)
        try:
            with row_progress() as progress:
                task = progress.add_task("Moving pages", total=None)
                for moved in move(engine, folder, max_size):
                    progress.update(task, completed=moved.pages)
        except OSError as error:
            fail(f"cannot write cold files in {folder}: {error.strerror or error}", FAILURE)
        except KeyboardInterrupt:
            fail(f"interrupted after {moved.pages} pages; the same command goes on", FAILURE)
        finally:
            engine.dispose()
        return moved


def _told(moved: Moved, folder: str) -> str:
    if not moved.pages:
        return "No raw page of a past month is in the database."
    months = f"{min(moved.months)} to {max(moved.months)}"
    return (
        f"{counted(moved.pages, 'page')} of {months} moved into {counted(len(moved.files), 'file')}"
        f" in {folder} ({moved.size / 2**20:,.1f} MB)"
    )
