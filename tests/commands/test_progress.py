"""How far the long commands say that they are: all that there is, counted once, and to the end."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newscrawl.database import backup
from newscrawl.items import RawPage
from tests.builders import article_on, store
from tests.conftest import Commands, Database, on_both, run_scrapy


@dataclass
class Phase:
    what: str
    total: float | None
    noun: str | None
    done: float = 0


class Phases:
    """What a command tells."""

    def __init__(self) -> None:
        self.all: list[Phase] = []

    @contextmanager
    def showing(
        self, what: str, total: Any = None, noun: Any = None, *, output: str | None = None
    ) -> Iterator[Phases]:
        self.begin(what, total, noun)
        yield self

    def begin(self, what: str, total: float | None = None, noun: str | None = None) -> None:
        self.all.append(Phase(what, total, noun))

    def advance(self, count: float = 1) -> None:
        self.all[-1].done += count

    def reach(self, done: float) -> None:
        self.all[-1].done = done


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Phases:
    phases = Phases()
    commands = (f"commands.{name}" for name in ("backup", "copyarchive", "export", "reparse"))
    for name in (*commands, "cli.command"):
        monkeypatch.setattr(f"newscrawl.{name}.showing", phases.showing)
    return phases


@pytest.fixture
def archive(database: Database) -> Database:
    page = RawPage("https://yjc.ir/x", 200, [], "utf-8", b"<html>no article</html>", "old")
    sites = ["yjc"] * 60 + ["tabnak"] * 15
    found = [article_on(n, n % 20, site, title="خبر") for n, site in enumerate(sites, 1)]
    for one in found:
        one.page = page
    store(database, *found)
    return database


pytestmark = pytest.mark.usefixtures("archive")


@on_both
@pytest.mark.parametrize(
    ("arguments", "phase"),
    [
        ((), Phase("exporting", 75, "articles", 75)),
        (("--site", "yjc"), Phase("exporting", 60, "articles", 60)),
        (
            ("--site", "yjc", "--from-date", "1400/04/02", "--to-date", "1400/04/02"),
            Phase("exporting", 3, "articles", 3),
        ),
        # What would take as long to count as to export.
        (("--query", "خبر"), Phase("exporting", None, "articles", 75)),
        (("--limit", "7"), Phase("exporting", 7, "articles", 7)),
        (("--format", "warc", "--site", "tabnak"), Phase("exporting", 15, "pages", 15)),
        (
            ("--format", "warc", "--from-date", "1400/04/02", "--to-date", "1400/04/02"),
            Phase("exporting", None, "pages", 4),
        ),
    ],
)
def test_export(
    command: Commands, told: Phases, tmp_path: Path, arguments: tuple[str, ...], phase: Phase
) -> None:
    path = tmp_path / ("out.warc" if "warc" in arguments else "out.jsonl")
    done = command("export", "-o", str(path), *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert told.all == [phase]


@on_both
def test_copyarchive(command: Commands, told: Phases, tmp_path: Path) -> None:
    done = command("copyarchive", command.url, f"sqlite:///{tmp_path / 'copy.db'}")
    assert done.returncode == 0, done.stderr
    copying, verifying = told.all
    assert (copying.what, verifying.what) == ("copying", "verifying")
    assert copying.done == copying.total
    assert copying.total and copying.total >= 150  # articles and pages
    assert verifying.done == verifying.total == 2 * copying.total


@on_both
def test_reparse(command: Commands, told: Phases) -> None:
    report = json.loads(command("reparse", "--dry-run", "--json").stdout)
    assert report["pages"] == 75
    assert told.all == [
        Phase("reading", None, "pages", 0),
        Phase("reading tabnak (site 1 of 2)", 15, "pages", 15),
        Phase("reading yjc (site 2 of 2)", 60, "pages", 60),
    ]
    told.all.clear()
    command("reparse", "yjc")
    assert told.all[1:] == [Phase("reading yjc", 60, "pages", 60)]
    told.all.clear()
    command("reparse", "yjc", "--all", "--code", "7")
    assert told.all[1:] == [Phase("reading yjc", 1, "pages", 1)]


@on_both
def test_search_rebuild(command: Commands, told: Phases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newscrawl.database.steps.FIRST_SIZE", 20)
    monkeypatch.setattr("newscrawl.database.steps.LARGEST_SIZE", 20)
    assert command("search", "--rebuild").stdout == "75 articles indexed\n"
    (phase,) = told.all
    assert (phase.what, phase.total) == ("indexing", 1.0)
    assert 0.7 < phase.done <= 1


def test_backup(
    command: Commands, told: Phases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "STEP", 1)
    shares: list[float] = []
    monkeypatch.setattr(Phases, "reach", lambda phases, share: shares.append(share))
    done = command("backup", "-o", str(tmp_path / "copy.db"))
    assert done.returncode == 0, done.stderr
    assert len(shares) > 50
    assert shares == sorted(shares)
    assert (0 < shares[0] < 0.1, shares[-1]) == (True, 1)
    assert told.all == [
        Phase("copying", 1.0, None),
        Phase("verifying the copy", None, None),
    ]


def test_a_line_a_minute_and_nothing_on_standard_output(database: Database, tmp_path: Path) -> None:
    """As a service or a pipe runs it; the minutes are short."""
    (tmp_path / "sitecustomize.py").write_text(
        "import newscrawl.cli.progress as progress\nprogress.LINE_SECONDS = .001\n"
    )
    path = f"{tmp_path}:{':'.join(sys.path)}"
    done = run_scrapy(database, "export", "--site", "yjc", PYTHONPATH=path)
    assert done.returncode == 0
    assert [json.loads(line)["site"] for line in done.stdout.splitlines()] == ["yjc"] * 60
    lines = done.stderr.splitlines()
    assert lines
    assert all(line.startswith("newscrawl: exporting: ") for line in lines)
    assert " of 60 articles (" in lines[-1]
