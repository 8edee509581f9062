"""``scrapy report``."""

from pathlib import Path

import pytest

from tests.builders import article_on
from tests.conftest import ROOT, Database, Scrapy, on_both
from tests.fleets import make_fleet
from tests.report.test_gather import figures


@on_both
def test_as_a_user_runs_it(scrapy: Scrapy, database: Database, tmp_path: Path) -> None:
    figures(database, [article_on(1, 0), article_on(2, 1)])
    result = scrapy("report", "--from-date", "۱۴۰۰/۰۴/۰۲", "-o", str(tmp_path / "r.html"))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"1 article of 1 site: {tmp_path}/r.html\n"
    assert "۲ تیر ۱۴۰۰" in (tmp_path / "r.html").read_text(encoding="utf-8")


@on_both
def test_the_page_of_the_fleet(command: Scrapy, database: Database, tmp_path: Path) -> None:
    make_fleet(database, 20)
    result = command("report", "--fleet", "-o", str(tmp_path / "fleet.html"))
    assert (result.returncode, result.stderr) == (0, "")
    said = "8 well, 9 late, 3 in alarm, worker last seen 2 min ago"
    assert result.stdout == f"{said}: {tmp_path}/fleet.html\n"
    assert "دیرکرده" in (tmp_path / "fleet.html").read_text(encoding="utf-8")


@on_both
def test_a_file_is_replaced_only_by_a_whole_one(
    database: Database, command: Scrapy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> object:
        yield "<html>"
        raise OSError(28, "No space left on device")

    target = tmp_path / "r.html"
    target.write_text("old")
    figures(database, [article_on(1, 0)])
    monkeypatch.setattr("newscrawl.report.page.render", broken)
    assert command("report", "-o", str(target)).returncode == 1
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "-o: expected the name of the file"),
        (["-o", "r.pdf"], 2, "-o r.pdf: the report is HTML"),
        (["-o", "r.html", "--fleet", "--site", "yjc"], 2, "--fleet is of all sites"),
        (["-o", "r.html", "--fleet", "--to-date", "1400/01/01"], 2, "--fleet is of all sites"),
        (["roozplus"], 2, "report takes only options"),
        (["-o", "r.html", "--site", "yjcc"], 2, "unknown site 'yjcc': did you mean 'yjc'?"),
        (["-o", "r.html", "--from-date", "1400/13/01"], 2, "--from-date: there is no day"),
        (["-o", "r.html", "--from-date", "1400/02/01", "--to-date", "1400/01/01"], 2, "is after"),
        (["-o", "/no/such/r.html"], 1, "cannot write /no/such/r.html"),
    ],
)
def test_errors_are_one_line(command: Scrapy, arguments: list[str], code: int, says: str) -> None:
    result = command("report", *arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert not Path("r.html").exists()
    assert not (ROOT / "r.html").exists()
