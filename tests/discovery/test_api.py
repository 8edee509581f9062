"""The way ``api``: its requests, and what its answers mean."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy.http import HtmlResponse, JsonResponse, Response

from newscrawl.discovery import api
from newscrawl.discovery.api import COUNT, Answer, Closed, Cursor, Span

PATH = "/wp-json/wp/v2/posts"
URL = f"https://a.ir{PATH}"


def answer(body: Any, status: int = 200, **headers: str) -> JsonResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JsonResponse(URL, status, body=json.dumps(body).encode(), headers=named)


def posts(*dates: str, total: int | None = None) -> Answer:
    return Answer([{"id": n, "date": moment} for n, moment in enumerate(dates, 1)], total)


def query(path: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def test_days_are_tehrans() -> None:
    span = Span(date(2021, 3, 21), date(2021, 3, 21))
    asked = query(api.path_of(PATH, span, COUNT))
    assert asked["after"] == "2021-03-20T23:59:59+03:30"
    # Clocks were put forward at its end.
    assert datetime.fromisoformat(asked["before"]) == datetime(2021, 3, 21, 20, 30, tzinfo=UTC)


def test_a_cursor_wins_over_the_first_day() -> None:
    asked = query(api.path_of(PATH, Span(date(2021, 3, 21)), Cursor("2021-05-01T08:00:00")))
    assert asked["after"] == "2021-05-01T08:00:00" and "before" not in asked


def test_where_addresses_are_not_rewritten() -> None:
    path = api.path_of(api.plain_path(PATH), Span(), COUNT)
    assert query(path) == {"rest_route": "/wp/v2/posts", "per_page": "1", "_fields": "id"}


def test_posts_and_their_number() -> None:
    found = api.read(answer([{"id": 4}, {"id": 5}], X_WP_Total="3000"))
    assert [post["id"] for post in found.posts] == [4, 5] and found.total == 3000
    assert api.read(answer([{"id": 4}])).total is None


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (answer({"code": "rest_forbidden"}, 403), "HTTP 403 rest_forbidden"),
        (answer({"code": "rest_disabled"}), "rest_disabled"),
        (answer({"posts": []}), "an answer that is no list of posts"),
        (answer(["خبر"]), "an answer that is no list of posts"),
        (HtmlResponse(URL, body=b"<p>x", encoding="utf-8"), "an answer that is no JSON"),
        (Response(URL, body=b"PK"), "an answer that is no JSON"),
    ],
)
def test_what_is_no_answer(response: Response, reason: str) -> None:
    with pytest.raises(Closed) as closed:
        api.read(response)
    assert str(closed.value) == f"the API is closed ({reason})"


def test_past_the_end_there_are_no_posts() -> None:
    past = answer({"code": "rest_post_invalid_page_number"}, 400)
    assert api.read(past) == Answer([], None) and api.why_closed(past) is None


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
def test_what_passes_by_itself_is_no_closed_api(status: int) -> None:
    assert api.why_closed(HtmlResponse(URL, status, body=b"<h1>x</h1>", encoding="utf-8")) is None


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_page_with_a_status_is_a_closed_api(status: int) -> None:
    page = HtmlResponse(URL, status, body=b"<h1>403 Forbidden</h1>", encoding="utf-8")
    why = api.why_closed(page)
    assert str(why) == f"the API is closed (HTTP {status})"
    assert why is not None and why.is_elsewhere == (status == 404)


def test_a_challenge_is_no_closed_api() -> None:
    page = HtmlResponse(
        URL, 403, headers={"cf-mitigated": "challenge"}, body=b"<p>", encoding="utf-8"
    )
    assert api.why_closed(page) is None


def test_the_next_request_begins_with_the_last_second() -> None:
    found = posts("2021-05-01T08:00:00", "2021-05-01T09:00:00", "2021-05-01T09:00:00", total=9)
    assert api.following(Cursor(), found) == Cursor("2021-05-01T08:59:59", 1, (2, 3))


def test_posts_of_one_second_are_counted_by_pages() -> None:
    found = posts(*["2021-05-01T08:00:00"] * 100, total=250)
    first = api.following(Cursor("2021-05-01T07:59:59"), found)
    assert first == Cursor("2021-05-01T07:59:59", 2)
    assert api.following(first, found) == Cursor("2021-05-01T07:59:59", 3)


@pytest.mark.parametrize(
    "odd", ["1400-02-11T08:00:00", "0000-00-00T00:00:00", "1399-02-31T08:00:00"]
)
def test_dates_that_are_none_to_go_by(odd: str) -> None:
    assert api.following(Cursor(), posts("2021-05-01T08:00:00", odd, total=9)) == Cursor(None, 2)


@pytest.mark.parametrize("total", [2, None])
def test_the_end(total: int | None) -> None:
    assert (
        api.following(Cursor(), posts("2021-05-01T08:00:00", "2021-05-01T09:00:00", total=total))
        is None
    )
    assert api.following(Cursor(page=2), Answer([], None)) is None


def test_a_server_that_answers_the_same_for_ever_comes_to_an_end() -> None:
    cursor: Cursor | None = Cursor()
    same = posts(*(f"2021-05-01T08:{n % 60:02}:00" for n in range(100)))
    asked = 0
    while cursor is not None:
        cursor, asked = api.following(cursor, same), asked + 1
    assert asked < 2000


def test_where_a_later_crawl_goes_on() -> None:
    now = datetime(2021, 6, 1, tzinfo=UTC)
    assert api.resume_at(posts("2021-05-11T08:00:00"), now) == "2021-05-09T08:00:00"
    assert api.resume_at(posts("2099-05-11T08:00:00"), now) == "2021-05-30T04:30:00"
    assert api.resume_at(Answer([], None), now) is None
