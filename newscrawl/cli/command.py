"""What the commands that read or change the archive have in common.

Scrapy imports all commands to run one of them: what takes long to import, like rich, is imported
where it is used.
"""

from __future__ import annotations

import argparse
from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import sqlalchemy as sa
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.cli.archive import said_if_new
from newscrawl.cli.exits import FAILURE, fail
from newscrawl.cli.help import speak_plainly
from newscrawl.cli.progress import showing
from newscrawl.database import DatabaseError, open_engine
from newscrawl.database.cold import cold_folder
from newscrawl.database.engine import in_one_line, shown
from newscrawl.database.images import image_folder
from newscrawl.database.steps import Progress


class ArchiveCommand(ScrapyCommand):
    """A command that works on the archive and crawls nothing itself.

    A subclass says what it does in :meth:`work`. What goes wrong with the database, and Ctrl-C, end
    the program with one line and exit code 1.
    """

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    #: Scrapy sets them before it calls anything.
    settings: Settings
    #: Whether the command takes anything besides options.
    takes_arguments: ClassVar[bool] = True

    @property
    def url(self) -> str:
        """The archive, as an SQLAlchemy URL."""
        url: str = self.settings["DATABASE_URL"]
        return url

    @property
    def cold(self) -> Path:
        """The folder of the archive's cold files.

        Raises:
            DatabaseError: if ``COLD_DIR`` is no folder.
        """
        return cold_folder(self.url, self.settings["COLD_DIR"])

    @property
    def images(self) -> Path:
        """The folder of the archive's pictures.

        Raises:
            DatabaseError: if ``IMAGES_STORE`` is no folder.
        """
        return image_folder(self.url, self.settings["IMAGES_STORE"])

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """A subclass adds its own first, so that help shows them first."""
        super().add_options(parser)
        speak_plainly(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args and not self.takes_arguments:
            name = type(self).__module__.rpartition(".")[2]
            fail(f"{name} takes only options, got {' '.join(args)!r}")
        try:
            with said_if_new(self.url):
                self.work(args, opts)
        except DatabaseError as error:
            fail(str(error), FAILURE)
        except SQLAlchemyError as error:
            fail(in_one_line(error), FAILURE)
        except KeyboardInterrupt:
            fail("interrupted", FAILURE)

    def take_steps(self, title: str, take: Callable[[sa.Engine, Progress], int]) -> int:
        """Run what works in steps (:mod:`newscrawl.database.steps`), with its progress; its result.

        Raises:
            DatabaseError: if the archive cannot be written.
        """
        engine = open_engine(self.url)
        try:
            with showing(title, total=1.0) as progress:
                return take(engine, progress.reach)
        except KeyboardInterrupt:
            fail("interrupted: the same command goes on where this one was", FAILURE)
        except SQLAlchemyError as error:
            raise DatabaseError(f"cannot write {shown(self.url)}: {in_one_line(error)}") from error
        finally:
            engine.dispose()

    @abstractmethod
    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what the command is for.

        Raises:
            DatabaseError: if the archive cannot be used.
        """
