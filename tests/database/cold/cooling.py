"""What the tests of cold files share: articles with pages, moving them, and killing at a line."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from newscrawl.database import cold, open_engine
from newscrawl.database.cold import Moved, move
from newscrawl.database.pages import StoredPage, select_pages
from newscrawl.database.selection import Selection
from newscrawl.items import Article, Failure, RawPage
from tests.builders import article
from tests.conftest import Query

GIGABYTE = 2**30
#: Where it matters when a process is killed: what changes the database or the disk.
KILLED_IN = tuple(
    str(Path(cold.__file__).with_name(name)) for name in ("ledger.py", "moving.py", "removing.py")
)


def text_of(code: int) -> str:
    """What stands only on the page of an article with this news code."""
    return f"<p>صفحه {code:05}\r\n\r\n"


def with_page(code: int, month: int = 6, site: str = "yjc", **fields: Any) -> Article:
    """An article of a month of 2021 with a page that has about everything a page can have."""
    moment = f"2021-{month:02}-13T14:38:{code % 60:02}+00:00"
    made = article(code, site, **{"fetched_at": moment, **fields})
    headers = [
        ["Content-Type", "text/html; charset=utf-16"],
        ["Content-Encoding", "gzip"],
        ["Content-Length", "9"],
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=é\u0085 "],
        ["X", ""],
    ]
    body = text_of(code).encode("utf-16-le") * 20
    url = f"https://{site}.ir/fa/news/{code}/slug"
    made.page = RawPage(url, 200, headers, "utf-16-le", body, "1+a")
    return made


def failure(code: int) -> Failure:
    """A page of that month that could not be read."""
    url, moment = f"https://yjc.ir/fa/news/{code}", "2021-06-01T00:00:00+00:00"
    made = Failure("yjc", url, "no headline found", str(code), 200, moment)
    made.page = RawPage(url, 200, [], "utf-8", b"<p>nothing", "1+a")
    return made


def move_all(url: str, folder: Path, max_size: int = GIGABYTE) -> Moved:
    """Move what can be moved; returns what was."""
    engine = open_engine(url)
    try:
        return [Moved(), *move(engine, folder, max_size)][-1]
    finally:
        engine.dispose()


def selected(
    url: str, folder: Path, lost: list[str] | None = None, **filters: Any
) -> list[StoredPage]:
    """The pages of a selection; why others could not be read goes to ``lost``, or is an error."""

    def add(why: str) -> None:
        assert lost is not None, why
        lost.append(why)

    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return list(select_pages(connection, Selection(**filters), folder, add))
    finally:
        engine.dispose()


def records(path: Path) -> list[bytes]:
    """The bodies of the pages in a WARC file, whose checksums are right."""
    with path.open("rb") as file:
        return [
            record.content_stream().read()
            for record in ArchiveIterator(file, check_digests="raise")
            if record.rec_type == "response"
        ]


def check_files(query: Query, folder: Path) -> None:
    """Check that the disk has what the database says, and nothing else."""
    rows = {row["name"]: row for row in query("SELECT * FROM cold_files")}
    on_disk = {path.name: path.read_bytes() for path in folder.iterdir()} if rows else {}
    assert rows.keys() == on_disk.keys()
    for name, content in on_disk.items():
        row = rows[name]
        assert (row["size"], row["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        found = query('SELECT id FROM cold_pages WHERE file = ? ORDER BY "offset"', name)
        assert row["pages"] == len(found) == len(records(folder / name)) > 0


def lines_of(work: Callable[[], None]) -> list[tuple[str, int]]:
    """The lines of :data:`KILLED_IN` that some work comes by."""
    seen: dict[tuple[str, int], bool] = {}
    _trace(work, lambda line: seen.setdefault(line, True))
    return list(seen)


def killed_at(work: Callable[[], None], line: tuple[str, int]) -> bool:
    """Do some work in another process, which is killed when it first comes to a line; whether it
    came to it."""
    child = os.fork()
    if child == 0:
        try:
            _trace(work, lambda at: os._exit(9) if at == line else None)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def _trace(work: Callable[[], None], visit: Callable[[tuple[str, int]], object]) -> None:
    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename not in KILLED_IN:
            return None
        if event == "line":
            visit((frame.f_code.co_filename, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
