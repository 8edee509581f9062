"""A new theme is told from edits."""

from collections.abc import Sequence

import pytest

from newscrawl.changes.edits import Edit, edit_between
from newscrawl.changes.floods import Flood, is_flood, judge, without
from newscrawl.items import Article

BODY = "باران در استان‌های شمالی می‌بارد و مردم باید از سفر خودداری کنند.\nادامه دارد."


def edited(number: int, body: str, *, old: str = BODY, title: str = "باران") -> Edit:
    edit = edit_between([Article(title="باران", body=old)], Article(title=title, body=body))
    assert edit is not None
    return edit


def words(edit: Edit | None) -> list[str]:
    assert edit is not None
    return [p.text.strip() for parts in edit.fields.values() for p in parts if p.kind != "same"]


def judged(edits: Sequence[Edit], looked_at: int | None = 1000) -> Flood:
    return judge(edits, len(edits), looked_at)


def test_a_line_that_comes_in_all_with_its_own_numbers() -> None:
    edits = [edited(n, f"{BODY}\nکد خبر: {n} | چاپ") for n in range(30)]
    edits.append(edited(30, f"{BODY.replace('شمالی', 'غربی')}\nکد خبر: ۳۰ | چاپ"))
    flood = judged(edits)
    assert len(flood.common) == 1 and not flood.is_all
    assert [one for one in edits[:-1] if without(one, flood.common)] == []
    left = without(edits[-1], flood.common)
    assert words(left) == ["شمالی", "غربی"]
    assert left is not None and (left.removed, left.added) == (1, 1)
    assert left.share < edits[-1].share


def test_a_line_that_goes() -> None:
    edits = [edited(n, BODY, old=f"ایسنا\n{BODY}") for n in range(12)]
    flood = judged(edits)
    assert [one for one in edits if without(one, flood.common)] == []


def test_a_word_that_many_editors_add_is_not_the_themes() -> None:
    edits = [edited(n, BODY.replace("باید", f"نباید {'تند ' * n}")) for n in range(40)]
    flood = judged(edits)
    assert flood == Flood()
    assert all(without(one, flood.common) == one for one in edits)


def test_few_alike_are_no_theme() -> None:
    edits = [edited(n, f"{BODY}\nاین خبر تکمیل می‌شود") for n in range(9)]
    assert judged(edits) == Flood()
    others = [edited(n, f"{BODY} {'آب' * (n + 1)}") for n in range(60)]
    assert judged([*edits, *others]) == Flood()


@pytest.mark.parametrize(
    ("count", "looked_at", "expected"),
    [(49, 60, False), (50, 100, True), (50, 101, False), (5000, None, False), (900, 1000, True)],
)
def test_how_many_are_too_many(count: int, looked_at: int | None, expected: bool) -> None:
    assert is_flood(count, looked_at) is expected


def test_most_of_what_was_looked_at() -> None:
    edits = [edited(n, f"نوشتهٔ {'آب' * (n + 1)}\n{BODY}") for n in range(60)]
    assert judge(edits, 600, 800).is_all
    assert not judge(edits, 600, 4000).is_all
    assert not judge(edits, 600, None).is_all
    # Most of the sample changed no words.
    assert not judge([*edits[:20], *[None] * 180], 600, 800).is_all


def test_nothing() -> None:
    assert judge([], 0, 0) == Flood()
