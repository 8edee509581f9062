from random import Random

import pytest

from newscrawl.demo.reporter import PARTS
from newscrawl.demo.sentences import CHOICE, SLOT, Topic, Writer, read_bank


def writer(**lists: list[str]) -> Writer:
    return Writer(Random(1), "sport", Topic("t", "t", lists))


@pytest.mark.parametrize("desk", sorted({part.parent.key for part in PARTS if part.parent}))
def test_every_sentence_of_the_bank_can_be_filled(desk: str) -> None:
    for topic in read_bank(desk).topics:
        made = Writer(Random(1), desk, topic)
        for lines in (read_bank(desk).lists | topic.lists).values():
            for line in lines:
                text = made.fill(line)
                assert text and not SLOT.search(text) and not CHOICE.search(text), line


def test_a_slot_is_the_same_throughout_a_story() -> None:
    made = writer(place=["الف", "ب", "پ", "ت"])
    assert made.fill("{place} {place}") in {f"{name} {name}" for name in ["الف", "ب", "پ", "ت"]}
    first, second = made.fill("{place} {place2}").split()
    assert first != second


def test_numbers_are_persian_and_may_be_remembered() -> None:
    made = writer()
    assert made.fill("{5-5}") == "۵"
    number = made.fill("{a=10-99}")
    assert [made.fill("{a=10-99}") for _ in range(5)] == [number] * 5


def test_a_quote_is_new_each_time_while_there_are_any() -> None:
    made = writer(quote=["یک", "دو", "سه"])
    assert sorted(made.write("quote") for _ in range(3)) == ["دو", "سه", "یک"]
    assert len(set(made.several("quote", 9))) == 3
