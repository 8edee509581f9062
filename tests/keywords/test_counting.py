"""In how many articles each word stands."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.keywords import counting
from newscrawl.keywords.counting import Counts
from newscrawl.keywords.reading import ArticleText, Reader

WORDS = ("بنزین", "گران", "دلار", "باران", "جاده", "سیلاب")
BODIES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join), max_size=4
).map("\n".join)
ARTICLES = st.lists(st.tuples(st.sampled_from(("yjc", "isna")), BODIES), max_size=12)


def count(articles: list[tuple[str, str]], counts: Counts | None = None) -> Counts:
    counts = counts or Counts()
    reader = Reader()
    for site, body in articles:
        counts.add(site, reader.read(ArticleText(site, "عنوان", None, None, body)))
    return counts


def test_an_article_counts_once_however_often_it_says_a_word() -> None:
    _, _, found = count([("yjc", "بنزین " * 100), ("yjc", "بنزین گران")]).done()
    assert found == {"بنزین": 2, "بنزین بنزین": 1, "گران": 1, "بنزین گران": 1}


def test_a_short_line_of_many_articles_of_a_site_is_no_text() -> None:
    bodies = [f"{word} " * 20 + "\nعضو کانال شوید" for word in WORDS[:3]]
    _, _, found = count([("yjc", body) for body in bodies]).done()
    assert set(found) == {*WORDS[:3], *(f"{word} {word}" for word in WORDS[:3])}
    _, _, found = count([("yjc", bodies[0]), ("isna", bodies[1]), ("isna", bodies[2])]).done()
    assert found["کانال"] == 3
    # What stands elsewhere in the article, too, is counted.
    long = "کانال تازه سیلاب " * 6
    _, _, found = count([("yjc", f"{long}\nکانال تازه")] * 3).done()
    assert found["کانال"] == 3


@given(ARTICLES, st.randoms())
def test_the_order_of_articles_does_not_matter(
    articles: list[tuple[str, str]], chance: object
) -> None:
    shuffled = list(articles)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count(articles).done() == count(shuffled).done()


@given(ARTICLES)
def test_totals_are_the_sums(articles: list[tuple[str, str]]) -> None:
    words, phrases, found = count(articles).done()
    assert words == sum(n for term, n in found.items() if " " not in term)
    assert phrases == sum(n for term, n in found.items() if " " in term)
    only = frozenset(WORDS[:2])
    assert count(articles, Counts(only)).done() == (
        words, phrases, {term: n for term, n in found.items() if term in only}
    )  # fmt: skip


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_LINES", 50)
    counts = Counts(most=100)
    expected: Counter[str] = Counter()
    for n in range(2000):
        name = "".join("ابپتجچحخدر"[int(digit)] for digit in f"{n:04}")
        count([("yjc", f"{name} بنزین گران\n" + "دلار " * 20)], counts)
        expected.update(("بنزین", "دلار"))
        assert len(counts._counts) <= 100 + 150  # some lines at a time
    _, _, found = counts.done()
    assert len(found) <= 260
    assert found["دلار"] == 2000
    assert found["بنزین"] == expected["بنزین"]
