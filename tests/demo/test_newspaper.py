"""The stories of the demo newspaper, before any markup."""

import re
import unicodedata
from collections import Counter
from dataclasses import fields
from datetime import timedelta
from itertools import pairwise

import pytest

from newscrawl.demo.newspaper import BARREN, FAILURES, PLANTED, Newspaper
from newscrawl.demo.story import DECKS, Theme

FIELDS = {
    "news_code", "title", "kicker", "lead", "body", "published_at", "published_jalali",
    "sections", "tags", "agency", "author", "images",
}  # fmt: skip


@pytest.fixture(scope="module")
def paper() -> Newspaper:
    return Newspaper(600)


@pytest.mark.parametrize("articles", [1, 2, 5, 39, 40, 41, 300, 2000])
def test_has_exactly_as_many_stories_as_asked_for(articles: int) -> None:
    paper = Newspaper(articles)
    assert len(paper.stories) == len(paper.expected()) == len(paper.by_code) == articles
    assert len(paper.missing_codes) == 3


def test_the_same_numbers_give_the_same_paper() -> None:
    assert Newspaper(200, seed=7).stories == Newspaper(200, seed=7).stories
    assert Newspaper(200, seed=7).expected() != Newspaper(200, seed=8).expected()


@pytest.mark.parametrize(("name", "value"), [("articles", 0), ("edition", 0), ("hidden", 1.5)])
def test_refuses_what_is_no_newspaper(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=r"must|needs|count"):
        Newspaper(**{name: value})  # type: ignore[arg-type]


def test_codes_ascend_with_gaps_and_the_dates(paper: Newspaper) -> None:
    codes = [story.code for story in paper.stories]
    steps = [after - before for before, after in pairwise(codes)]
    assert min(steps) == 1
    assert max(steps) > BARREN
    dates = [story.published for story in paper.stories]
    assert dates == sorted(dates)
    assert dates[-1] < paper.now


def test_stories_span_the_years_with_and_without_summer_time(paper: Newspaper) -> None:
    expected = paper.expected()
    years = {fields["published_jalali"][:4] for fields in expected if fields["published_jalali"]}
    assert years == {str(year) for year in range(1385, 1405)}
    offsets = {
        (fields["published_jalali"][:4], fields["published_at"][-6:])
        for fields in expected
        if fields["published_at"] and "05" <= fields["published_jalali"][5:7] <= "06"
    }
    assert {("1386", "+03:30"), ("1388", "+04:30"), ("1400", "+04:30")} <= offsets
    assert {("1402", "+03:30"), ("1403", "+03:30")} <= offsets


def test_texts_are_clean_and_differ(paper: Newspaper) -> None:
    texts = [
        text
        for fields in paper.expected()
        for text in (fields["title"], fields["kicker"], fields["lead"], fields["body"])
        if text
    ]
    for text in texts:
        assert text == unicodedata.normalize("NFC", text)
        assert not re.search("[يكى\u00a0\u00ad\u00ac\u200b\u200e\u200f\ufeff\t{}\\[\\]|]", text)
        assert not re.search(r"^\s|\s$|  | \n|\n |\s\u200c|\u200c\s|\u200c\u200c", text)
    bodies = Counter(story.body for story in paper.stories)
    assert max(bodies.values()) == 1
    titles = Counter(story.title for story in paper.stories)
    assert [count for count in titles.values() if count > 1] == [2]  # the planted pair


def test_texts_show_what_persian_news_is_made_of() -> None:
    text = "\n".join(story.body for story in Newspaper(1500).stories)
    for sample in (
        "ـ",
        "\u200c",
        "\u064e",
        "🌱",
        "https://",
        "Wi-Fi",
        "۱",
        "٣",
        "1",
        "٬",
        "٫",
        "٪",
    ):
        assert sample in text


def test_every_variant_occurs_in_the_default_paper() -> None:
    themes = [story.theme for story in Newspaper().stories]
    for field in fields(Theme):
        if field.name != "flaw":
            seen = {getattr(theme, field.name) for theme in themes}
            assert set(DECKS[field.name]) <= seen, field.name


def test_expected_has_the_fields_of_the_contract(paper: Newspaper) -> None:
    for fields_ in paper.expected():
        assert set(fields_) == FIELDS
        assert fields_["title"]
        assert fields_["body"]
        assert fields_["sections"]


def test_a_date_without_a_time_is_midnight(paper: Newspaper) -> None:
    stories = [story for story in paper.stories if story.theme.date == "date-only"]
    assert stories
    for story in stories:
        assert "T00:00:00+0" in story.expected()["published_at"]


def test_oddities_are_planted(paper: Newspaper) -> None:
    def planted(name: str) -> dict[str, object]:
        return paper.by_code[int(paper.planted[name])].expected()

    assert set(paper.planted) == {*PLANTED, "twin", "twin_again"}
    assert planted("undated")["published_at"] is None
    assert planted("impossible_date")["published_jalali"] is None
    assert planted("meta_only")["published_at"] is not None
    first, second = (paper.by_code[int(paper.planted[name])] for name in ("twin", "twin_again"))
    assert (first.title, first.code + 1) == (second.title, second.code)
    assert second.published - first.published == timedelta(minutes=1)


def test_planted_failures_are_no_stories(paper: Newspaper) -> None:
    assert sorted(paper.planted_failures.values()) == sorted(FAILURES)
    assert not set(paper.planted_failures) & {str(code) for code in paper.by_code}


def test_hidden_stories_stay_out_of_the_lists() -> None:
    paper = Newspaper(200, hidden=0.25)
    assert len(paper.hidden_codes) == 50
    assert len(paper.stories) == 200
    assert len(paper.listed) == 150
    assert [story.title for story in paper.stories] == [s.title for s in Newspaper(200).stories]


def test_the_second_edition_is_the_paper_some_days_later() -> None:
    first, second = Newspaper(200), Newspaper(200, edition=2)
    before = {fields["news_code"]: fields for fields in first.expected()}
    after = {fields["news_code"]: fields for fields in second.expected()}
    gone = {*second.vanished_codes, *second.withdrawn_codes}
    assert len(second.vanished_codes) == len(second.withdrawn_codes) == 1
    assert set(before) - set(after) == gone
    assert set(after) - set(before) == set(second.new_codes)
    changed = {code for code in set(before) & set(after) if before[code] != after[code]}
    assert changed == {*second.edited_codes, *second.restyled_codes}
    assert any(before[code]["title"] != after[code]["title"] for code in second.edited_codes)
    assert any(before[code]["body"] != after[code]["body"] for code in second.edited_codes)
    assert second.missing_codes == first.missing_codes
    assert second.planted == first.planted
    assert all(first.now < second.by_code[int(code)].published for code in second.new_codes)
    assert all(story.published < second.now for story in second.stories)
    for code in second.edited_codes:
        assert second.by_code[int(code)].modified


@pytest.mark.parametrize("articles", [1, 3, 60])
def test_later_editions_of_any_size(articles: int) -> None:
    paper = Newspaper(articles, edition=4)
    assert paper.new_codes
    assert len(paper.by_code) == len(paper.stories)
