import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.schedule.interval import parse_interval, show_interval


@given(st.integers(1, 999_999), st.sampled_from("smhd"))
def test_what_is_shown_is_the_same_interval(number: int, unit: str) -> None:
    seconds = parse_interval(f"{number}{unit}")
    shown = show_interval(seconds)
    assert len(shown) <= len(f"{seconds}s")
    if seconds < 999_999:
        assert parse_interval(shown) == seconds


@pytest.mark.parametrize("text", ["", "soon", "1", "0h", "-1h", "1.5h", "1w", "۱h", "1234567s"])
def test_what_is_no_interval(text: str) -> None:
    with pytest.raises(ValueError, match="expected a time like 90s, 30m, 6h or 1d"):
        parse_interval(text)
