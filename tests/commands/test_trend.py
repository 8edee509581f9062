"""``scrapy trend``, as a user runs it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from tests.builders import article, article_on, store
from tests.conftest import Database, Scrapy, on_both
from tests.database.trending import made, plainly

HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture
def filled(database: Database) -> None:
    """Rain in a month and snow in two, of two sites."""
    items = [article_on(n, n, "yjc", title="باران آمد") for n in range(1, 11)]
    items += [article_on(100 + n, n, "tabnak", title="برف آمد") for n in range(60)]
    items += [article(999, title="باران بی‌تاریخ")]
    store(database, *items)


@on_both
@pytest.mark.usefixtures("filled")
def test_table(command: Scrapy) -> None:
    result = command("trend", "باران", "برف", "--by", "month")
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    (first,) = [line for line in lines if line.startswith("│ 1400-04")]
    assert [part.strip() for part in first.split("│")[1:4]] == ["1400-04", "41", "10     24%"]
    (second,) = [line for line in lines if line.startswith("│ 1400-05")]
    assert "yjc" in second  # it has nothing there
    assert "0      0%" in second
    assert "29    100%" in second
    assert lines[-2:] == [
        "باران: 10 articles, and 1 article without a date, in no month", "برف: 60 articles",
    ]  # fmt: skip


@on_both
@pytest.mark.usefixtures("filled")
def test_periods_without_anything_are_marked(command: Scrapy) -> None:
    result = command("trend", "باران", "--site", "yjc", "--by", "day", "--from-date", "1400/04/08")
    rows = [line for line in result.stdout.splitlines() if line.startswith("│ 1400")]
    assert [row.split("│")[1].strip() for row in rows] == [
        "1400-04-08", "1400-04-09", "1400-04-10", "1400-04-11",
    ]  # fmt: skip
    result = command(
        *("trend", "باران", "--site", "yjc", "--by", "day"),
        *("--from-date", "1400/03/20", "--to-date", "1400/05/20"),
    )
    rows = [line for line in result.stdout.splitlines() if line.startswith("│ 1400")]
    assert "1400-03-20 … 1400-04-01" in rows[0]
    assert "before the archive begins" in rows[0]
    assert "1400-04-12 … 1400-05-20" in rows[-1]
    assert "after the archive ends" in rows[-1]
    assert len(rows) == 12


@on_both
@pytest.mark.usefixtures("filled")
def test_json_and_csv_leave_open_what_is_not_known(command: Scrapy) -> None:
    options = ("--site", "yjc", "--from-date", "1400/04/01", "--to-date", "1400/05/31")
    found = json.loads(command("trend", "باران", *options, "--json").stdout)
    first, second = found["series"][0]["points"]
    assert (first["matches"], first["articles"], first["share"]) == (10, 10, 1.0)
    assert (first["days"], first["unknown_days"], first["reason"]) == (31, 21, None)
    assert (second["matches"], second["articles"], second["share"]) == (None, None, None)
    assert second["reason"] == "after the archive ends"
    assert found["periods"][1]["missing"] == {"after the archive ends": ["yjc"]}
    rows = list(csv.DictReader(io.StringIO(command("trend", "باران", *options, "--csv").stdout)))
    assert [(row["period"], row["matches"], row["share"]) for row in rows] == [
        ("1400-04", "10", "1.0"), ("1400-05", "", ""),
    ]  # fmt: skip


@on_both
def test_several_sites_and_parts(command: Scrapy, database: Database) -> None:
    store(database, *made())
    found = json.loads(
        command("trend", "شهر", "--site", "yjc", "--site", "mehr", "--by", "year", "--json").stdout
    )
    expected = plainly("شهر", 4, site="yjc") + plainly("شهر", 4, site="mehr")
    points = found["series"][0]["points"]
    assert {one["period"]: one["matches"] for one in points} == {
        name: n for name, n in expected.items() if name
    }
    assert found["sites"] == ["yjc", "mehr"]
    split = json.loads(
        command("trend", "شهر", "--split", "site", "--top", "2", "--by", "year", "--json").stdout
    )
    assert len(split["series"]) == 2
    assert split["left_out"] == 1
    shown = command("trend", "شهر", "--split", "site", "--top", "1").stdout
    assert "Not shown: 2 more of --split site; see --top." in shown


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("suffix", ["html", "csv", "json"])
def test_files(suffix: str, command: Scrapy, tmp_path: Path) -> None:
    path = tmp_path / f"rain.{suffix}"
    result = command("trend", "باران", HOSTILE, "-o", str(path))
    assert (result.returncode, result.stdout) == (0, f"2 months: {path}\n")
    text = path.read_text(encoding="utf-8")
    assert "1400-04" in text or "تیر ۱۴۰۰" in text
    if suffix == "html":
        assert "<script" not in text
        assert "://" not in text.replace("http://www.w3.org/", "")
    elif suffix == "json":
        assert json.loads(text) == json.loads(command("trend", "باران", HOSTILE, "--json").stdout)


@pytest.mark.usefixtures("filled")
def test_csv_is_no_formula(command: Scrapy) -> None:
    row = command("trend", '="باران"', "--csv").stdout.splitlines()[1]
    assert row.startswith("\"'=")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((), "expected a query, like scrapy trend بنزین --by month"),
        (("-",), "query '-': "),
        (("باران", "--by", "decade"), "--by: expected day, week, month or year, got 'decade'"),
        (("باران", "--split", "tag"), "--split: expected site, topic or agency, got 'tag'"),
        (
            ("باران", "--split", "site", "--top", "0"),
            "--top: expected a number, 1 or more, got '0'",
        ),
        (("باران", "--top", "3"), "--top goes with --split"),
        (("باران", "--site", "nosuch"), "unknown site 'nosuch'"),
        (("باران", "--topic", "x"), "--topic: expected"),
        (("باران", "--from-date", "1400"), "--from-date: expected a day"),
        (("باران", "--from-date", "1401/01/01", "--to-date", "1400/01/01"), "is after --to-date"),
        (("باران", "--json", "--csv"), "--json and --csv: expected one of them"),
        (("باران", "--json", "-o", "x.json"), "--json prints"),
        (("باران", "-o", "x.pdf"), "-o: expected a name that ends in .html, .json or .csv"),
        (("باران", "--bye"), "unknown option --bye"),
    ],
)
def test_what_is_wrong_is_one_line(arguments: tuple[str, ...], error: str, command: Scrapy) -> None:
    result = command("trend", *arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert error in result.stderr


def test_a_file_that_cannot_be_written(command: Scrapy, filled: None, tmp_path: Path) -> None:
    result = command("trend", "باران", "-o", str(tmp_path / "no" / "x.html"))
    assert result.returncode == 1
    assert "cannot write" in result.stderr


@on_both
def test_nothing(command: Scrapy, database: Database) -> None:
    assert command("trend", "باران").stdout.startswith("Nothing is known: ")
    store(database, article(1, title="باران"))
    found = json.loads(command("trend", "باران", "--json").stdout)
    assert (found["periods"], found["series"][0]["undated"]) == ([], 1)
    (heads,) = csv.reader(io.StringIO(command("trend", "باران", "--split", "site", "--csv").stdout))
    assert heads == [
        *("query", "site", "period", "matches", "articles", "share"),
        *("days", "unknown_days", "reason"),
    ]


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("option", "day", "why"),
    [
        ("--from-date", "1402/01/01", "after the archive ends"),
        ("--to-date", "1390/01/01", "before the archive begins"),
    ],
)
def test_days_outside_the_archive_are_no_silence(
    command: Scrapy, option: str, day: str, why: str
) -> None:
    (line,) = json.loads(command("trend", "باران", option, day, "--json").stdout)["series"]
    assert [(point["matches"], point["reason"]) for point in line["points"]] == [(None, why)]
    assert "باران: not known, and 1 article without a date" in (
        command("trend", "باران", option, day).stdout
    )


@on_both
@pytest.mark.usefixtures("filled")
def test_stories_that_nobody_looked_for(command: Scrapy) -> None:
    result = command("trend", "باران", "--one-per-story", "--json")
    assert "the archive does not know which articles are the same story" in result.stderr
    assert json.loads(result.stdout)["series"][0]["matches"] == 10


@pytest.mark.usefixtures("filled")
def test_it_neither_waits_for_a_writer_nor_writes(command: Scrapy, database: Database) -> None:
    assert isinstance(database, Path)
    with sqlite3.connect(database, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM articles")
        before = database.read_bytes()
        result = command("trend", "باران", "--json")
        assert json.loads(result.stdout)["series"][0]["matches"] == 10
        writer.execute("ROLLBACK")
    assert database.read_bytes() == before
    writer.close()
