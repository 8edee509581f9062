"""Which words stand out."""

from newscrawl.keywords.logodds import log_odds
from newscrawl.keywords.standing import Side, standing_out, together

ONE = Side(10, 100, 50, {"بنزین": 9, "گران": 2, "دلار": 3, "بنزین گران": 6})
TWO = Side(90, 900, 450, {"بنزین": 9, "دلار": 27, "بنزین گران": 1})


def test_the_surest_come_first() -> None:
    words, phrases = standing_out(ONE, TWO, None, 1)
    assert [one.term for one in words] == ["بنزین"]
    assert [one.term for one in phrases] == ["بنزین گران"]
    assert words[0].score == log_odds(9, 100, 9, 900)[1]
    assert phrases[0].score == log_odds(6, 50, 1, 450)[1]
    assert (words[0].articles, words[0].others) == (9, 9)


def test_what_is_in_too_few_articles_is_left_out() -> None:
    assert standing_out(ONE, TWO, None, 10) == ([], [])
    assert standing_out(ONE, TWO, 1, 7)[1] == []


def test_a_side_without_articles() -> None:
    assert standing_out(ONE, Side(0, 0, 0, {}), None, 1) == ([], [])
    assert standing_out(Side(0, 0, 0, {}), TWO, None, 1) == ([], [])


def test_sides_are_put_together_and_taken_apart() -> None:
    whole = together([ONE, TWO])
    assert (whole.articles, whole.words, whole.phrases) == (100, 1000, 500)
    rest = whole.without(ONE)
    assert {term: n for term, n in rest.counts.items() if n} == TWO.counts
    assert (rest.articles, rest.words, rest.phrases) == (90, 900, 450)
