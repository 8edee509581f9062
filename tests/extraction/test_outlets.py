from newscrawl.extraction.outlets import OUTLETS
from newscrawl.persian import searchable


def test_each_outlet_is_there_once_and_in_order() -> None:
    assert len(set(map(searchable, OUTLETS))) == len(set(OUTLETS)) == len(OUTLETS)
    assert sorted(OUTLETS) == OUTLETS
