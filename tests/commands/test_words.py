"""``scrapy words``, as a user runs it."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from newscrawl.cli.words import as_csv
from newscrawl.database.keywords import Keyword, Keywords
from newscrawl.keywords import lemmas
from newscrawl.library.archive import Archive
from tests.builders import article, store
from tests.conftest import Commands, Database, on_both


@pytest.fixture
def filled(database: Database) -> None:
    """Forty articles of two sites and months."""
    store(
        database,
        *(
            article(
                n,
                "yjc" if n % 4 else "tabnak",
                title="بنزين گران" if n % 2 else "باران سیل",
                lead="سهمیه‌بندی سوخت آغاز شد" if n % 2 else "رودخانه‌ها طغیان کرد",
                topic="economy" if n % 2 else "weather",
                body="<script>\u202eعنوان =1+1" * 3,
                published_at=f"2021-0{7 if n <= 20 else 8}-1{n % 10}T10:00:00+04:30",
            )
            for n in range(1, 41)
        ),
    )


def words(command: Commands, *arguments: str) -> list[dict[str, Any]]:
    done = command("words", *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    groups: list[dict[str, Any]] = json.loads(done.stdout)["groups"]
    return groups


@on_both
@pytest.mark.usefixtures("filled")
def test_words_of_a_query(command: Commands) -> None:
    (found,) = words(command, "بنزین")
    assert (found["site"], found["articles"], found["others"]) == (None, 20, 10)
    texts = [word["text"] for word in found["words"]]
    assert {"سهمیه‌بندی", "سوخت"} <= set(texts[:5])
    assert not {"بنزين", "باران", "رودخانه‌ها"} & set(texts)
    assert "سهمیه‌بندی سوخت" in [word["text"] for word in found["phrases"]]
    assert found["words"][0]["share"] == 1.0
    assert found["words"][0]["others"] == 0


@on_both
@pytest.mark.usefixtures("filled")
def test_people_read_the_same(command: Commands) -> None:
    done = command("words", "بنزین", "--limit", "1")
    lines = done.stdout.splitlines()
    assert lines[0] == "20 articles against 10 articles."
    assert lines[2].split()[:2] == ["word", "score"]
    assert "100.0%" in lines[3]
    assert command("words", "زعفران").stdout == "No articles found.\n"
    out = command("words", "--sample", "5", "--topic", "economy").stdout
    assert out.startswith("5 articles of 20 against 5 articles of 10.")


@on_both
@pytest.mark.usefixtures("filled")
def test_sites_side_by_side(command: Commands) -> None:
    one, two = words(command, "--by", "site", "--site", "tabnak", "--site", "yjc")
    assert (one["site"], one["articles"], two["site"], two["articles"]) == ("tabnak", 10, "yjc", 30)
    assert {"باران", "سیل"} <= {word["text"] for word in one["words"]}
    assert not {"باران", "سیل"} & {word["text"] for word in two["words"]}
    out = command("words", "--by", "site").stdout
    assert out.startswith("yjc: 30 articles\ntabnak: 10 articles\n")


@on_both
@pytest.mark.usefixtures("filled")
def test_csv(command: Commands) -> None:
    rows = list(csv.DictReader(command("words", "بنزین", "--csv").stdout.splitlines()))
    assert rows[0]["kind"] == "word"
    assert {row["kind"] for row in rows} == {"word", "phrase"}
    assert rows[0]["articles"] == "20"


def test_a_spreadsheet_takes_nothing_for_a_formula() -> None:
    word = Keyword("=1+1", 2.0, 2.0, 1, 1.0, 0, 0.0)
    text = as_csv([Keywords("@site", 1, 1, 1, 1, [word], [])]).decode()
    assert text.splitlines()[1].startswith("'@site,word,'=1+1,2,")


@on_both
@pytest.mark.usefixtures("filled")
def test_the_same_from_python(command: Commands, url: str) -> None:
    (found,) = Archive(url).words("بنزین", limit=3)
    (told,) = words(command, "بنزین", "--limit", "3")
    assert [word.text for word in found.words] == [word["text"] for word in told["words"]]
    assert [one.site for one in Archive(url).words(by="site")] == ["yjc", "tabnak"]
    for wrong in (
        {"by": "topic"}, {"against": "x", "topic": "economy"}, {}, {"site": ["yjc", "tabnak"]},
        {"limit": 0, "site": "yjc"}, {"by": "site", "against": "all"},
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"expected|is not for|several"):
            Archive(url).words(**wrong)  # type: ignore[arg-type]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "expected a query or a filter"),
        ('"', "query: the quotation mark"),
        ("بنزین --by x", "--by: expected site, got 'x'"),
        ("--by site --site yjc", "--by site: expected two sites or more"),
        ("--site yjc --site tabnak", "--site: several sites go with --by site"),
        ("--by site --against all", "--against is not for --by site"),
        ("بنزین --against period", "--against: expected query or all, got 'period'"),
        ("بنزین --limit x", "--limit: expected a number"),
        ("بنزین --at-least 0", "--at-least: expected a number, 1 or more"),
        ("بنزین --sample -1", "--sample: expected a number, 0 or more"),
        ("بنزین --json --csv", "--json and --csv: expected one of them"),
        ("بنزین --site nowhere", "unknown site 'nowhere'"),
        ("بنزین --topic nothing", "--topic: "),
        ("بنزین --from-date 1400/13/01", "--from-date"),
        ("بنزین --colour", "unknown option --colour"),
    ],
)
def test_wrong_arguments(command: Commands, arguments: str, message: str) -> None:
    done = command("words", *arguments.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.usefixtures("filled")
def test_lemmas_without_the_extra(command: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lemmas, "find_spec", lambda name: None)
    done = command("words", "بنزین", "--lemmas")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("pip install 'newscrawl[lemmas]'")
    assert done.stderr.count("\n") == 1
