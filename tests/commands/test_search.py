"""``scrapy search``, as a user runs it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.builders import article, store
from tests.conftest import Database, Scrapy, on_both, run_scrapy


@pytest.fixture
def filled(database: Database) -> None:
    articles = (
        ("1", "ویچت و تنسنت", 13, "فناوری"),
        ("2", "ويچت‌هاي تازه", 14, "فناوری"),
        ("3", "تنسنت", 15, "اقتصاد"),
    )
    store(
        database,
        *(
            article(
                code,
                title=title,
                body="متن " * 40 + "شرکت تنسنت " + "متن " * 40,
                published_at=f"2021-07-{day}T10:00:00+04:30",
                published_jalali=f"1400-04-{day + 9}",
                sections=[section],
            )
            for code, title, day, section in articles
        ),
    )


def codes(command: Scrapy, *arguments: str) -> str:
    rows = json.loads(command("search", *arguments, "--json").stdout)
    return "".join(row["news_code"] for row in rows)


@on_both
@pytest.mark.usefixtures("filled")
def test_hits(command: Scrapy) -> None:
    result = command("search", "ویچت تنسنت")
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "ويچت‌هاي تازه"
    assert lines[1] == "1400-04-23 10:00 | yjc | فناوری"
    assert lines[2].startswith("… متن")
    assert "شرکت تنسنت متن" in lines[2]
    assert lines[3] == "https://yjc.ir/fa/news/2"
    assert result.stdout.count("https://") == 2


@on_both
@pytest.mark.usefixtures("filled")
def test_for_programs(command: Scrapy) -> None:
    first, second = json.loads(command("search", "ویچت", "تنسنت", "--json").stdout)
    assert (first["title"], second["title"]) == ("ويچت‌هاي تازه", "ویچت و تنسنت")
    marks = [first["title"][start:end] for start, end in first["title_marks"]]
    assert marks == ["ويچت‌هاي"]
    marks = [first["snippet"][start:end] for start, end in first["snippet_marks"]]
    assert marks == ["تنسنت"]
    assert (first["published_at"], first["score"]) == ("2021-07-14T10:00:00+04:30", None)


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("تنسنت", "321"),
        ("تنسنت --sort best", "312"),
        ("تنسنت --limit 1", "3"),
        ("تنسنت --limit 0", "321"),
        ("تنسنت -ویچت", "3"),
        ("تنسنت --site yjc --section فناوري", "21"),
        ("تنسنت --from-date 1400/04/23", "32"),
        ("تنسنت --to-date 2021-07-14", "21"),
        ("تنسنت --tag چین", ""),
        ("تنسنت --site tabnak", ""),
        ("گوگل", ""),
    ],
)
def test_filters(command: Scrapy, arguments: str, found: str) -> None:
    assert codes(command, *arguments.split()) == found


@on_both
@pytest.mark.usefixtures("filled")
def test_how_many_more(command: Scrapy) -> None:
    some = command("search", "تنسنت", "--limit", "1").stdout
    assert "The first 1 of 3 articles; --limit 0 shows all." in some
    assert command("search", "تنسنت", "--limit", "3").stdout.endswith("3 articles found.\n")
    assert command("search", "گوگل").stdout == "Nothing found.\n"


@on_both
@pytest.mark.usefixtures("filled")
def test_the_list_for_programs_is_laid_out_as_before(command: Scrapy) -> None:
    text = command("search", "تنسنت", "--limit", "0", "--json").stdout
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert len(json.loads(text)) == 3
    assert command("search", "گوگل", "--json").stdout == "[]\n"


@on_both
def test_all_hits_begin_to_show_before_the_last_is_read(database: Database) -> None:
    many = [article(str(n), title="باران", body="متن " * 300) for n in range(1500)]
    store(database, *many)
    for options in (("--json",), ()):
        process = run_scrapy(database, "search", "باران", "--limit", "0", *options, wait=False)
        lines = [process.stdout.readline() for _ in range(5)]
        assert all(lines)
        process.stdout.close()  # the reader has seen enough
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == ""
        process.stderr.close()


def test_marks_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from newscrawl.commands.search import _text
    from newscrawl.search import mark, parse

    text = _text(mark("ویچت و تنسنت", parse("تنسنت")), "bold")
    assert [(span.start, span.end) for span in text.spans] == [(7, 12)]


@on_both
@pytest.mark.usefixtures("filled")
def test_the_index_made_anew(command: Scrapy, query: Any) -> None:
    assert command("search", "--rebuild").stdout == "3 articles indexed\n"
    assert codes(command, "تنسنت") == "321"


@on_both
@pytest.mark.usefixtures("filled")
def test_an_index_that_is_being_made_is_told(command: Scrapy, query: Any) -> None:
    query("INSERT INTO data_steps (name, position) VALUES ('fill the search index', 1)")
    result = command("search", "تنسنت", "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout)
    assert result.stderr == (
        "newscrawl: the search index is being made: 67% of the articles are not found yet\n"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "expected words to look for"),
        (["،"], "query: expected words to look for, got '،'"),
        (["-ویچت"], "query: expected a word to look for, not only words to leave out"),
        (['"ویچت'], 'query: the quotation mark " is not closed'),
        (["ویچت", "--sites", "yjc"], "unknown option --sites"),
        (["ویچت", "--sort", "oldest"], "--sort: expected newest or best, got 'oldest'"),
        (["ویچت", "--limit", "many"], "--limit: expected a number, 0 for all, got 'many'"),
        (["ویچت", "--site", "yjcc"], "unknown site 'yjcc': did you mean 'yjc'?"),
        (["ویچت", "--from-date", "1400"], "--from-date: expected a day like 1400/04/22"),
        (["ویچت", "--section", " "], "--section: expected a name"),
        (["--rebuild", "ویچت"], "--rebuild takes no words"),
    ],
)
def test_errors_are_one_line(command: Scrapy, arguments: list[str], says: str) -> None:
    result = command("search", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
