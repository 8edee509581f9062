"""What a crawl has come across, and which lists are worth following: without a crawl."""

import pytest

from newscrawl.discovery import seen
from newscrawl.discovery.seen import LIST_DEPTH, SAME_TEXTS, Recent, Seen
from newscrawl.items import Article


def test_the_oldest_is_forgotten() -> None:
    few: Recent[str] = Recent(3)
    few.update("abc")
    few.update("a")  # is the newest again
    few.update("de")
    assert [letter for letter in "abcde" if letter in few] == ["a", "d", "e"]
    assert len(few) == 3
    assert few.missing("xaxb") == ["x", "b"]


def test_articles_are_new_until_they_are_added() -> None:
    known = Seen()
    assert known.new_articles(["1", "2", "1"]) == ["1", "2"]
    known.add_articles(["1"])
    assert known.new_articles(["1", "2"]) == ["2"]
    known.forget_articles(["1", "3"])
    assert known.new_articles(["1", "2"]) == ["1", "2"]


def test_a_list_is_asked_for_once() -> None:
    known = Seen()
    menu = ["https://x.ir/a", "https://x.ir/b"]
    assert known.lists_to_follow(menu, depth=0, has_news=True) == menu
    assert known.lists_to_follow([*menu, "https://x.ir/c"], depth=1, has_news=False) == [
        "https://x.ir/c"
    ]


@pytest.mark.parametrize(
    ("depth", "has_news", "expected"),
    [(LIST_DEPTH, False, ["a"]), (LIST_DEPTH + 1, False, []), (LIST_DEPTH + 1, True, ["a"])],
)
def test_lists_far_from_home_are_followed_while_they_have_news(
    depth: int, has_news: bool, expected: list[str]
) -> None:
    known = Seen()
    assert known.lists_to_follow(["a"], depth=depth, has_news=has_news) == expected
    # What was left out is asked for where it is nearer.
    assert known.lists_to_follow(["a"], depth=1, has_news=False) == ([] if expected else ["a"])


def goes_on(known: Seen, *keys: str, path: str = "/fa", news: bool = False) -> bool:
    return known.goes_on(path, keys, has_news=news, was_stored=False)


def test_a_list_goes_on_while_a_page_has_what_was_not_there_before() -> None:
    assert not Seen().goes_on("/fa", ["1"], has_news=False, was_stored=True)
    assert Seen().goes_on("/fa", ["1"], has_news=True, was_stored=False)
    assert Seen().goes_on("/fa", ["1"], has_news=False, was_stored=False)


def test_a_list_that_repeats_itself_ends() -> None:
    known = Seen()
    assert goes_on(known, "1", "2")
    assert not goes_on(known, "2", "1")
    assert goes_on(known, "2", "3")
    assert goes_on(known, "1", "2", path="/other")
    assert goes_on(known, "1", "2", news=True)


def test_a_page_without_articles_is_the_end() -> None:
    assert not goes_on(Seen())


def test_a_day_is_read_until_a_page_has_only_what_every_day_shows() -> None:
    known = Seen()
    assert known.day_goes_on(["1", "2", "9"], before=[])
    assert not known.day_goes_on(["9"], before=["1", "2", "9"])
    assert known.count_of_day(["1", "2", "9"]) == 2
    assert not known.day_goes_on(["9"], before=[])
    assert known.day_goes_on(["9", "3"], before=[])


def test_a_long_crawl_remembers_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = ("LISTS", "ARTICLES", "REPEATED", "SIDEBARS")
    for name in limits:
        monkeypatch.setattr(seen, name, 10)
    known = Seen()
    for number in range(100):
        keys = [f"{number}-{n}" for n in range(5)]
        known.add_articles(keys)
        known.lists_to_follow(keys, depth=0, has_news=True)
        goes_on(known, *keys, path=f"/{number}")
        known.day_goes_on(keys, before=keys)
    held = [known._lists, known._articles, known._repeated, known._sidebars]
    assert [len(values) for values in held] == [10] * len(limits)


# -- one text at many addresses ----------------------------------------------------------


def article(number: int, **fields: str) -> Article:
    url = f"https://x.ir/fa/news/{number}"
    return Article(**{"url": url, "body": "متن", "content_hash": "a", **fields})


def test_a_text_without_a_date_is_that_of_a_few_articles() -> None:
    known = Seen()
    found = [known.first_alike(article(number)) for number in range(SAME_TEXTS + 2)]
    assert found == [None] * SAME_TEXTS + ["https://x.ir/fa/news/0"] * 2
    assert known.first_alike(article(0)) is None  # the same page again


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": "2021-07-13T14:38:00+00:00"},
        {"published_text": "سه‌شنبه"},
        {"body": ""},
    ],
)
def test_a_text_with_a_date_and_an_album_may_stand_anywhere(fields: dict[str, str]) -> None:
    known = Seen()
    assert [known.first_alike(article(number, **fields)) for number in range(9)] == [None] * 9


def test_texts_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "TEXTS", 2)
    known = Seen()
    for number in range(SAME_TEXTS):
        known.first_alike(article(number))
    for other in "bc":
        known.first_alike(article(9, content_hash=other))
    assert known.first_alike(article(8)) is None
