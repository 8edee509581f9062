from random import Random

import pytest

from newscrawl.discovery.codes import BLOCK, MOST, CodeSearch, HitRate, gaps, search_range


def crawl(low: int, high: int, existing: set[int]) -> tuple[list[int], set[int]]:
    return drive(search_range(low, high, HitRate()), existing)


def drive(steps: CodeSearch, existing: set[int]) -> tuple[list[int], set[int]]:
    """Codes asked for, in order, and those of them that exist."""
    asked: list[int] = []
    found: list[int] | None = None
    while True:
        try:
            block = next(steps) if found is None else steps.send(found)
        except StopIteration:
            return asked, set(asked) & existing
        asked += block
        found = [code for code in block if code in existing]


@pytest.mark.parametrize("share", [0.05, 0.3, 0.9])
def test_all_are_found_where_articles_are(share: float) -> None:
    rng = Random(share)
    existing = {code for code in range(70_000, 72_000) if rng.random() < share}
    asked, found = crawl(69_900, 72_100, existing)
    assert found == existing
    assert set(asked) <= set(range(69_900, 72_101))


def test_newest_first() -> None:
    asked, _ = crawl(1, 500, set(range(1, 501)))
    assert asked == list(range(500, 0, -1))


def test_an_empty_stretch_costs_little_and_what_is_behind_it_is_found() -> None:
    existing = {*range(1, 3000, 3), *range(1_000_000, 1_003_000, 3)}
    asked, found = crawl(1, 1_003_000, existing)
    assert found == existing
    assert len(asked) < 6000 + 8 * MOST


def test_nothing_at_all_ends_soon() -> None:
    asked, found = crawl(1, 10**12, set())
    assert not found
    assert len(asked) < 3000


def test_one_code() -> None:
    assert crawl(7, 7, {7}) == ([7], {7})


def test_few_articles_make_it_tolerant() -> None:
    share = HitRate()
    tolerance = share.tolerance
    share.learn(1000, 5)
    assert tolerance < share.tolerance <= MOST


def test_where_all_exist_there_is_tolerance_all_the_same() -> None:
    share = HitRate()
    share.asked = share.found = 10
    assert 0 < share.tolerance <= BLOCK


def test_gaps_between_known_codes_are_asked_for_wholly() -> None:
    existing = {*range(5000, 6000, 7), 5501, 5502, 8000, *range(9000, 9500, 3)}
    runs = [(5000, 5994), (9000, 9498)]
    asked, found = drive(gaps(runs, HitRate()), existing)
    assert found >= existing - {8000}
    assert len(asked) == len(set(asked)) or len(asked) - len(set(asked)) < 2 * BLOCK
    assert max(asked) == 9498 + BLOCK and min(asked) == 5000 - BLOCK
    assert drive(gaps([], HitRate()), existing) == ([], set())
