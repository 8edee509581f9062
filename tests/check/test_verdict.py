from typing import Any

import pytest

from newscrawl.check.verdict import CheckedPage, Coverage, complaints, expected
from newscrawl.items import Article
from newscrawl.monitoring.coverage import probability

WHOLE: dict[str, Any] = {
    "title": "عنوان",
    "body": "متن",
    "published_at": "2021-07-13T19:08:00+04:30",
    "lead": "لید",
    "tags": ["ایران"],
}
ARCHIVE = Coverage(500, {"body": 490, "published_at": 490, "lead": 300, "tags": 495})


def readings(count: int, **fields: Any) -> list[CheckedPage]:
    return [CheckedPage(f"https://a.ir/{n}", Article(**WHOLE | fields)) for n in range(count)]


def test_nothing_is_wrong_where_articles_read_as_before() -> None:
    assert complaints(readings(3), ARCHIVE) == []
    assert complaints(readings(3), Coverage(0)) == []


@pytest.mark.parametrize(("field", "gone"), [("body", None), ("published_at", None), ("tags", [])])
def test_a_field_that_nearly_all_had_and_none_has(field: str, gone: Any) -> None:
    (line,) = complaints(readings(10, **{field: gone}), ARCHIVE)
    assert line.startswith(f"{field}: 0 of 10 articles have it, of the 500 in the archive 9")


def test_a_field_that_only_some_had_may_be_missing_by_chance() -> None:
    assert complaints(readings(3, lead=None), ARCHIVE) == []
    (line,) = complaints(readings(10, lead=None), ARCHIVE)
    assert line.startswith("lead: 0 of 10")


def test_of_a_new_site_body_and_date_have_to_come() -> None:
    lines = complaints(readings(3, published_at=None, tags=[]), Coverage(0))
    assert lines == ["published_at: no article has it"]


def test_articles_that_cannot_be_read() -> None:
    bad = [CheckedPage("https://a.ir/x", reason="no text found")]
    assert complaints(bad * 3, ARCHIVE) == ["3 of 3 articles cannot be read: no text found"]
    assert complaints([*bad, *readings(9)], ARCHIVE) == []
    assert complaints([], ARCHIVE) == ["no article found on the home page"]


def test_probability_is_the_tail_of_the_binomial_distribution() -> None:
    assert probability(0, 3, 0.9) == pytest.approx(0.001)
    assert probability(1, 3, 0.9) == pytest.approx(0.028)
    assert probability(0, 5, 0.0) == 1.0


def test_what_a_stored_page_is_to_be_read_as_is_what_it_says() -> None:
    fields = expected(Article(**WHOLE, site="a", url="https://a.ir/1", content_hash="0"))
    assert fields["title"] == "عنوان"
    assert not {"site", "url", "content_hash", "fetched_at", "problems"} & set(fields)
