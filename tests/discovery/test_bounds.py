import pytest

from newscrawl.discovery import bounds
from newscrawl.discovery.bounds import Bounds, Kind


def urls(count: int, start: int = 0) -> list[str]:
    return [f"https://x.ir/{number}" for number in range(start, start + count)]


def test_what_is_near_and_not_too_much_is_asked_for() -> None:
    told: list[str] = []
    limit = Bounds(told.append)
    for kind in Kind:
        assert limit.within(kind, urls(50), steps=1) == urls(50)
        assert limit.within(kind, urls(50, 50), steps=kind.longest) == urls(50, 50)
    assert told == []


def test_chains_end_and_each_bound_is_told_once() -> None:
    told: list[str] = []
    limit = Bounds(told.append)
    known = limit.within(Kind.SITEMAPS, urls(2), steps=1)
    assert limit.within(Kind.SITEMAPS, urls(4), steps=6) == known, "no new way to an old one"
    assert limit.within(Kind.SITEMAPS, urls(4), steps=7) == known
    assert told == ["sitemaps more than 5 links away are left out, first https://x.ir/2"]
    assert limit.within(Kind.SITEMAPS, [], steps=99) == []
    assert len(told) == 1


def test_their_number_has_an_end_for_each_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST", 3)
    told: list[str] = []
    limit = Bounds(told.append)
    assert limit.within(Kind.LISTS, urls(2), steps=1) == urls(2)
    assert limit.within(Kind.LISTS, urls(4), steps=2) == urls(3)
    assert limit.within(Kind.FEEDS, urls(3), steps=1) == urls(3)
    assert told == ["lists after the first 3 are left out, first https://x.ir/3"]


def test_pages_of_a_list_have_an_end() -> None:
    told: list[str] = []
    limit = Bounds(told.append)
    assert limit.has_page(10_000, 10_000, "a list", "https://x.ir/fa/a?p=10000")
    assert not limit.has_page(10_001, 10_000, "a list", "https://x.ir/fa/a?p=10001")
    assert not limit.has_page(10_001, 10_000, "a list", "https://x.ir/fa/b?p=10001")
    assert told == [
        "pages of a list after the first 10,000 are left out, first https://x.ir/fa/a?p=10001"
    ]
