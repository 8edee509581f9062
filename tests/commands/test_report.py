"""``scrapy report``."""

import argparse
from pathlib import Path

import pytest
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newscrawl.commands.report import Command
from tests.conftest import Scrapy
from tests.report.test_figures import article, figures


def in_process(command: ScrapyCommand, database: Path, *arguments: str) -> None:
    """Run a command that needs no crawler, in this process."""
    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    settings.set("DATABASE_URL", f"sqlite:///{database}", priority="cmdline")
    command.settings = settings
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    opts, args = parser.parse_known_args(arguments)
    command.process_options(args, opts)
    command.run(args, opts)


def test_as_a_user_runs_it(scrapy: Scrapy, database: Path, tmp_path: Path) -> None:
    figures(database, [article(1, 0), article(2, 1)])
    result = scrapy("report", "--from-date", "۱۴۰۰/۰۴/۰۲", "-o", str(tmp_path / "r.html"))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"1 articles of 1 sites: {tmp_path}/r.html\n"
    assert "۲ تیر ۱۴۰۰" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_file_is_replaced_only_by_a_whole_one(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> object:
        yield "<html>"
        raise OSError(28, "No space left on device")

    target = tmp_path / "r.html"
    target.write_text("old")
    figures(database, [article(1, 0)])
    monkeypatch.setattr("newscrawl.report.page.render", broken)
    with pytest.raises(SystemExit) as end:
        in_process(Command(), database, "-o", str(target))
    assert end.value.code == 1
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "-o: expected the name of the file"),
        (["roozplus"], 2, "report takes only options"),
        (["-o", "r.html", "--site", "yjcc"], 2, "unknown site 'yjcc': did you mean 'yjc'?"),
        (["-o", "r.html", "--from-date", "1400/13/01"], 2, "--from-date: there is no day"),
        (["-o", "r.html", "--from-date", "1400/02/01", "--to-date", "1400/01/01"], 2, "is after"),
        (["-o", "/no/such/r.html"], 1, "cannot write /no/such/r.html"),
    ],
)
def test_errors_are_one_line(
    database: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    says: str,
) -> None:
    with pytest.raises(SystemExit) as end:
        in_process(Command(), database, *arguments)
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (code, "")
    assert says in said.err
    assert said.err.count("\n") == 1
    assert not Path("r.html").exists()
