"""What changed between revisions."""

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.stories.differences import MOST_WORDS, changed_fields, differences

texts = st.text("ابپ \n\u200c.", max_size=60)


@given(texts, texts)
def test_both_texts_can_be_read_from_the_parts(old: str, new: str) -> None:
    parts = differences(old, new)
    assert "".join(part.text for part in parts if part.kind != "new") == old
    assert "".join(part.text for part in parts if part.kind != "old") == new


def test_a_long_text_is_compared_by_lines() -> None:
    old = "\n".join(f"{n} الف ب" for n in range(MOST_WORDS))
    parts = differences(old, old.replace("\n700 الف", "\n700 پ"))
    assert [part.text for part in parts if part.kind != "same"] == ["700 الف ب\n", "700 پ ب\n"]


def test_only_fields_that_differ() -> None:
    old = dict.fromkeys(("kicker", "title", "lead", "body", "author", "agency"))
    old |= {"published_at": None, "sections": [], "tags": ["الف"]}
    changed = changed_fields(old, {**old, "tags": ["الف", "ب"], "title": "عنوان"})
    assert list(changed) == ["title", "tags"]
