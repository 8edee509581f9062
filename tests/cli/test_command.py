"""What every command on the archive does alike."""

from __future__ import annotations

import argparse

import pytest
from scrapy.settings import Settings
from sqlalchemy.exc import OperationalError

from newscrawl.cli.command import ArchiveCommand
from newscrawl.database import DatabaseError


class Command(ArchiveCommand):
    error: BaseException | None = None

    def short_desc(self) -> str:
        return "For this test"

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        print(self.url, *args)
        if self.error is not None:
            raise self.error


@pytest.fixture
def made() -> Command:
    command = Command()
    command.settings = Settings({"DATABASE_URL": "sqlite://"})
    return command


def test_it_works_on_the_archive_of_the_settings(
    made: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    made.run(["yjc"], argparse.Namespace())
    assert capsys.readouterr() == ("sqlite:// yjc\n", "")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (DatabaseError("cannot read x.db"), "cannot read x.db"),
        (OperationalError("SELECT 1", {}, Exception("disk I/O\nerror")), "disk I/O error"),
        (KeyboardInterrupt(), "interrupted"),
    ],
    ids=["ours", "SQLAlchemy's", "Ctrl-C"],
)
def test_what_goes_wrong_is_one_line_and_exit_1(
    made: Command, capsys: pytest.CaptureFixture[str], error: BaseException, says: str
) -> None:
    made.error = error
    with pytest.raises(SystemExit) as end:
        made.run([], argparse.Namespace())
    assert end.value.code == 1
    assert capsys.readouterr().err == f"newscrawl: error: {says}\n"


def test_a_command_may_take_only_options(
    made: Command, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Command, "takes_arguments", False)
    with pytest.raises(SystemExit) as end:
        made.run(["a", "b"], argparse.Namespace())
    assert end.value.code == 2
    out, errors = capsys.readouterr()
    assert (out, errors.endswith("takes only options, got 'a b'\n")) == ("", True)
