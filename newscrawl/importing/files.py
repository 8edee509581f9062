"""Importing a file of a web archive: its pages in batches, each stored in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

import sqlalchemy as sa

from newscrawl.database import imports
from newscrawl.importing.captures import (
    Batch,
    Broken,
    Captured,
    Head,
    SkippedError,
    capture_of,
    head_of,
    largest,
)
from newscrawl.importing.choosing import Choice
from newscrawl.importing.reading import NO_ARTICLE, CaptureReaders
from newscrawl.importing.records import Record, WarcFile
from newscrawl.importing.report import ImportedFile, ImportReport
from newscrawl.importing.streams import BrokenError

#: Pages that are stored in one transaction, and how many bytes they have in memory at most.
BATCH: Final = 50
BATCH_SIZE: Final = 4 * 2**20
#: After so many bytes of a file it is remembered how far it was read, if nothing was to be stored.
SPAN: Final = 64 * 2**20
OTHER_SITE: Final = "of another site"


def import_file(
    engine: sa.Engine,
    path: Path,
    scope: str,
    choice: Choice,
    readers: CaptureReaders,
    report: ImportReport,
    *,
    most: int,
    is_dry: bool = False,
    again: bool = False,
    with_stories: bool = False,
) -> Iterator[int]:
    """Bring the pages of a file into the archive; yields how many bytes of it are done.

    Args:
        scope: which sites are chosen, in words: what was read for others is read again.
        choice: the same sites as those of the readers.
        readers: where pages are read; one for all files.
        report: gets what came of it.
        most: bytes that a page may have.
        is_dry: write nothing.
        again: from its beginning, also if it was imported before.
        with_stories: see :func:`newscrawl.database.articles.store_articles`.

    Raises:
        OSError: if the file cannot be read.
    """
    imported = ImportedFile(str(path))
    report.files.append(imported)
    with path.open("rb") as file:
        mark = imports.mark_of(file)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            before = None if again else imports.find(connection, mark, scope)
        if before is not None:
            imported.add_broken(Broken(*one) for one in before.broken)
            imported.broken_count = before.broken_count
            if before.is_done:
                imported.was_known = True
                return
        pages = _Pages(file, before.place if before else 0, choice, most, imported, report.skipped)
        for batch, found in readers.read(pages.batches()):
            imported.add_broken(batch.broken)
            items = [one for one in found if not isinstance(one, str)]
            if is_dry:
                with engine.connect() as connection:
                    became: Iterator[str] = iter(imports.look_up(connection, items))
            else:
                state = imports.ImportState(
                    batch.place,
                    batch.is_last,
                    imported.broken_count,
                    [(one.place, one.reason) for one in imported.broken],
                )
                with engine.begin() as connection:
                    became = iter(imports.store(connection, items, with_stories))
                    imports.remember(connection, mark, scope, str(path), state)
            report.add(found, [None if isinstance(one, str) else next(became) for one in found])
            yield batch.place


class _Pages:
    """The pages of a file that are to be read.

    Args:
        start: the place where to begin.
        imported: gets how many records there were.
        skipped: gets what the others are.
    """

    def __init__(
        self,
        file: BinaryIO,
        start: int,
        choice: Choice,
        most: int,
        imported: ImportedFile,
        skipped: Counter[str],
    ) -> None:
        self._file = WarcFile(file, start, self._look, self._tell)
        self._choice = choice
        self._most = most
        self._imported = imported
        self._skipped = skipped
        self._now = datetime.now(UTC)
        self._broken: list[Broken] = []
        #: Of the record that was looked at last: its head and site, or why it is no page.
        self._seen: tuple[Head, str] | SkippedError | BrokenError = SkippedError()

    def batches(self) -> Iterator[Batch]:
        captures: list[Captured] = []
        size, since = 0, self._file.place
        for record in self._file:
            self._imported.records += 1
            if (capture := self._capture(record)) is not None:
                captures.append(capture)
                size += len(capture.body)
            place = self._file.place
            if len(captures) >= BATCH or size >= BATCH_SIZE or place - since >= SPAN:
                yield self._batch(captures)
                captures, size, since = [], 0, place
        yield self._batch(captures, is_last=True)

    def _batch(self, captures: list[Captured], *, is_last: bool = False) -> Batch:
        broken, self._broken = self._broken, []
        return Batch(sorted(captures, key=lambda one: one.at), self._file.place, broken, is_last)

    def _look(self, record: Record) -> bool:
        """Whether the content of a record is needed, as far as its head tells."""
        try:
            head = head_of(record, self._now)
            self._seen = head, self._site_of(head.url)
        except (SkippedError, BrokenError) as error:
            self._seen = error
            return False
        return record.size <= largest(self._most)

    def _site_of(self, url: str) -> str:
        spider = self._choice.spider_at(url)
        if spider is None:
            raise SkippedError(OTHER_SITE)
        if not spider.family.is_open and spider.reference(url) is None:
            raise SkippedError(NO_ARTICLE)
        return spider.name

    def _capture(self, record: Record) -> Captured | None:
        try:
            if isinstance(self._seen, Exception):
                raise self._seen
            return capture_of(record, *self._seen, self._most)
        except SkippedError as error:
            self._skipped[str(error)] += 1
        except BrokenError as error:
            self._tell(record.place, str(error))
        return None

    def _tell(self, place: int, reason: str) -> None:
        self._broken.append(Broken(place, reason))
