"""Topics, as a user meets them: counted, searched, exported, found anew."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from newscrawl.topics import topics
from tests.builders import article, article_on, store
from tests.conftest import Database, Query, Scrapy, on_both


@pytest.fixture
def filled(database: Database) -> None:
    store(
        database,
        article_on(1, 3, title="جام جهانی", sections=["ورزش"], topic="sport"),
        article_on(2, 2, title="کتاب جهانی", sections=["کتاب"], topic="arts"),
        article_on(3, 1, title="ستون جهانی", sections=["ستون پنجم"]),
        article_on(4, 1, title="عکس جهانی", sections=["عکس"], site="tabnak"),
        article_on(5, 1, title="بازار جهانی", sections=["اقتصاد"], site="tabnak"),
        article(6, title="بی‌بخش"),
    )


@on_both
@pytest.mark.usefixtures("filled")
def test_status(command: Scrapy) -> None:
    told = command("status", "--topics")
    assert (told.returncode, told.stderr) == (0, "")
    rows = [[cell.strip() for cell in line.split("│")] for line in told.stdout.splitlines()]
    cells = [row[1:-1] for row in rows if len(row) == 5]
    assert cells == [
        ["arts", "فرهنگ و هنر", "1"],
        ["sport", "ورزش", "1"],
        ["none: the site names no section", "", "1"],
        ["none: no section is of a topic", "", "1"],
        ["none: a section is unmapped", "", "1"],
        ["not found yet", "", "1"],
        ["ستون پنجم", "1", "yjc"],
    ]
    assert "1 article would have a topic by today's list: scrapy reparse --topics\n" in told.stdout
    of_site = command("status", "tabnak", "--topics").stdout
    assert "sport" not in of_site and "Unmapped" not in of_site


@on_both
@pytest.mark.usefixtures("filled")
def test_status_for_programs(command: Scrapy) -> None:
    told = json.loads(command("status", "--topics", "--json").stdout)
    assert len(told["topics"]) == 17
    assert told["topics"][14] == {
        "name": "sport",
        "english": "sport",
        "persian": "ورزش",
        "qcode": "medtop:15000000",
        "articles": 1,
    }
    assert [told[name] for name in ("articles", "without_section", "of_no_topic")] == [6, 1, 1]
    assert (told["of_unmapped"], told["stale"]) == (1, 1)
    assert told["unmapped"] == [{"section": "ستون پنجم", "articles": 1, "sites": {"yjc": 1}}]


def test_many_unmapped_sections_are_shown_by_all_only(database: Database, command: Scrapy) -> None:
    names = [f"ستون {letter}" for letter in "ابپتثجچحخدذرزژسشصضطظعغ"]
    sites = ["a", "b", "c", "d", "e"]
    store(database, *(article(n, sections=[name]) for n, name in enumerate(names)))
    store(database, *(article(1, site=site, sections=[names[5]]) for site in sites))
    few, everything = command("status", "--topics"), command("status", "--topics", "--all")
    assert few.stdout.count("ستون") == 20
    assert "\n and 2 more: see --all\n" in few.stdout
    assert "│ a, b, c and 3 more │" in few.stdout
    assert everything.stdout.count("ستون") == len(names)


@on_both
@pytest.mark.usefixtures("filled")
def test_search(command: Scrapy) -> None:
    for name in ("sport", "medtop:15000000", "ورزش"):
        (found,) = json.loads(command("search", "جهانی", "--topic", name, "--json").stdout)
        assert (found["news_code"], found["topic"]) == ("1", "sport")
    best = command("search", "جهانی", "--topic", "arts", "--sort", "best", "--json").stdout
    assert [one["news_code"] for one in json.loads(best)] == ["2"]
    assert len(json.loads(command("search", "جهانی", "--json").stdout)) == 5


@on_both
@pytest.mark.usefixtures("filled")
def test_export(command: Scrapy, tmp_path: Path) -> None:
    names = {format: str(tmp_path / f"a.{format}") for format in ("jsonl", "csv", "xml", "parquet")}
    for name in names.values():
        assert command("export", "--topic", "sport", "-o", name).stdout.startswith("1 article ")
    (line,) = map(json.loads, Path(names["jsonl"]).read_text("utf-8").splitlines())
    fields = list(line)
    assert (line["topic"], fields[fields.index("tags") + 1]) == ("sport", "topic")
    with Path(names["csv"]).open(encoding="utf-8", newline="") as file:
        assert [row["topic"] for row in csv.DictReader(file)] == ["sport"]
    assert [one.text for one in ElementTree.parse(names["xml"]).iter("topic")] == ["sport"]
    assert list(pd.read_parquet(names["parquet"])["topic"]) == ["sport"]
    everything = command("export").stdout.splitlines()
    assert [json.loads(line)["topic"] for line in everything].count(None) == 4


@on_both
@pytest.mark.usefixtures("filled")
def test_an_export_with_a_name_is_of_its_topic(command: Scrapy, tmp_path: Path) -> None:
    def export(*arguments: str) -> tuple[int, str]:
        path = str(tmp_path / "new.jsonl")
        done = command("export", "--name", "daily", "--since", "last", "-o", path, *arguments)
        return done.returncode, done.stdout + done.stderr

    assert export("--topic", "sport")[0] == 0
    code, said = export()
    assert code == 2
    assert "its last export was of --topic sport" in said
    assert export("--topic", "sport")[1].startswith("0 articles")


@pytest.mark.parametrize("arguments", [["search", "جهانی"], ["export"]])
@pytest.mark.usefixtures("filled")
def test_an_unknown_topic_is_one_line(command: Scrapy, arguments: list[str]) -> None:
    done = command(*arguments, "--topic", "sports")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("newscrawl: error: --topic: expected arts, ")
    assert all(name in line for name in topics())
    assert line.endswith(", got 'sports'")


@on_both
@pytest.mark.usefixtures("filled")
def test_topics_are_found_anew(command: Scrapy, query: Query) -> None:
    query("UPDATE articles SET topic = 'weather' WHERE news_code = '1'")
    done = command("reparse", "--topics")
    assert (done.returncode, done.stdout) == (0, "6 articles looked at\n")
    rows = query("SELECT topic, revision FROM articles ORDER BY news_code")
    assert [row["topic"] for row in rows] == ["sport", "arts", None, None, "economy", None]
    assert {row["revision"] for row in rows} == {1}
    assert "reparse --topics" not in command("status", "--topics").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["reparse", "yjc", "--topics"], "--topics is of all articles, and goes with no other"),
        (["reparse", "--topics", "--dry-run"], "--topics is of all articles"),
        (["reparse", "--topics", "--code", "1"], "--topics is of all articles"),
        (["reparse", "--topics", "--from-date", "1400/01/01"], "--topics is of all articles"),
        (["status", "--topics", "--metrics", "x"], "--topics does not go with --metrics"),
        (["status", "--topics", "nobody"], ""),
    ],
)
@pytest.mark.usefixtures("filled")
def test_what_does_not_go_together(command: Scrapy, arguments: list[str], says: str) -> None:
    done = command(*arguments)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"newscrawl: error: {says}")
