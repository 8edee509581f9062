"""``scrapy story`` and ``scrapy search --one-per-story``."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newscrawl.library.archive import Archive
from newscrawl.stories import signature
from tests.conftest import Commands, Database, Scrapy, on_both
from tests.database.test_stories import OTHER, SIGNED, TEXT, of, slots, stored, stories

ITEMS = (
    lambda: of("isna", TEXT, code=1, day=13),
    lambda: of("dana", SIGNED, code=2, day=14, agency="ایسنا"),
    lambda: of("tabnak", TEXT, code=3, day=14, agency="خبرگزاری مهر"),
    lambda: of("isna", OTHER, code=4, day=14),
)


@pytest.fixture
def archive(database: Database) -> None:
    stored(database, *(make() for make in ITEMS))


@on_both
def test_a_story_says_who_was_first_and_what_was_changed(archive: None, command: Commands) -> None:
    done = command("story", "tabnak/3", "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert told["total"] == 3
    found = [(one["site"], one["is_source"], one["agrees"]) for one in told["articles"]]
    assert found == [("isna", True, None), ("dana", False, True), ("tabnak", False, False)]
    dana = told["articles"][1]
    assert (dana["removed_words"], dana["added_words"]) == (0, 7)
    assert {part["kind"] for part in dana["changes"]["text"]} == {"same", "new"}
    assert told["articles"][2]["changes"] == {}


@on_both
def test_people_read_the_same(archive: None, command: Commands) -> None:
    out = command("story", "dana/2").stdout
    assert "the likely source" in out
    assert "named source: ایسنا, earliest: isna: agree" in out
    assert "named source: خبرگزاری مهر, earliest: isna: disagree" in out
    assert "0 words less, 7 words more: [+به گزارش دیدبان" in out
    assert out.endswith("3 articles of this story.\n")


@on_both
def test_one_of_each_story_is_shown(archive: None, command: Commands, url: str) -> None:
    done = command("search", "شهر OR باران", "--one-per-story", "--json")
    found = [(one["site"], one["news_code"], one["others"]) for one in json.loads(done.stdout)]
    assert sorted(found) == [("isna", "1", 2), ("isna", "4", 0)]
    out = command("search", "شورای", "--one-per-story").stdout
    assert "+2 others" in out
    assert out.endswith("1 story found.\n")
    out = command("search", "شهر OR باران", "--one-per-story", "--limit", "1").stdout
    assert out.endswith("The first 1 of 2 stories; --limit 0 shows all.\n")
    codes = [one.news_code for one in Archive(url).search("شورای", one_per_story=True)]
    assert codes == ["1"]


@on_both
def test_filters_hold_for_the_one_that_is_shown(archive: None, command: Commands) -> None:
    done = command("search", "شورای", "--one-per-story", "--site", "tabnak", "--json")
    found = [(one["site"], one["others"]) for one in json.loads(done.stdout)]
    assert found == [("tabnak", 2)]


@on_both
def test_an_archive_made_before(database: Database, command: Commands, query: Any) -> None:
    stored(database, *(make() for make in ITEMS), is_on=False)
    done = command("search", "شورای", "--one-per-story")
    assert "scrapy story --rebuild" in done.stderr
    assert done.stdout.endswith("3 articles found.\n".replace("articles", "stories"))
    assert command("story", "isna/1").stdout.endswith(
        "Of no story: it was not looked at: see scrapy story --rebuild.\n"
    )
    done = command("story", "--rebuild", "--jobs", "1")
    assert done.stdout == "the stories of 4 articles found\n"
    assert len(set(stories(query))) == 2


@on_both
def test_what_is_taken_down_leaves_no_key(
    archive: None, database: Database, command: Commands, query: Any
) -> None:
    assert command("forget", "isna/1", "--why", "court order").returncode == 0
    assert 1 not in {article for _, _, article in slots(query)}
    assert 1 not in {row["article_id"] for row in query("SELECT article_id FROM signatures")}
    stored(database, of("yjc", TEXT, code=5, day=14))  # is found by what the others have
    told = json.loads(command("story", "yjc/5", "--json").stdout)
    assert {one["site"] for one in told["articles"]} == {"dana", "tabnak", "yjc"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "expected SITE/CODE"),
        (("isna/1", "isna/4"), "expected one article, got 2"),
        (("--rebuild", "isna/1"), "--rebuild takes no article"),
        (("--rebuild", "--jobs", "0"), "--jobs: expected 1 to 64, got '0'"),
        (("isna/1", "--jobs", "2"), "--jobs is for --rebuild"),
    ],
)
def test_wrong_arguments_are_one_line(
    archive: None, command: Commands, arguments: tuple[str, ...], message: str
) -> None:
    done = command("story", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_article_that_is_not_there(archive: None, command: Commands) -> None:
    done = command("story", "isna/99")
    assert done.returncode == 1
    assert "isna/99: the archive does not have it" in done.stderr


def test_without_the_extra_there_is_one_line(
    archive: None, command: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signature, "find_spec", lambda name: None)
    done = command("story", "--rebuild")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("pip install 'newscrawl[stories]'")


def test_a_crawl_finds_the_stories_of_what_it_stores(
    scrapy: Scrapy, base_url: str, query: Any, database: Database
) -> None:
    stop = ("-s", "CLOSESPIDER_ITEMCOUNT=3", "-s", "STORIES_ENABLED=1")
    done = scrapy("crawl", "demo", "-a", f"base_url={base_url}", *stop)
    assert done.returncode == 0, done.stderr
    rows = query("SELECT story_id, body FROM articles")
    assert rows
    assert all(row["story_id"] is not None for row in rows if row["body"])
