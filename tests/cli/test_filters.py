import argparse
from datetime import UTC, datetime
from typing import Any

import pytest

from newscrawl.cli.filters import add_filters, check_limit, days, period, selection_of


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_filters(parser)
    return parser.parse_args(arguments)


def test_a_selection_of_nothing_is_everything() -> None:
    selection = selection_of(parsed())
    assert (selection.site, selection.since, selection.before) == (None, None, None)
    assert (selection.section, selection.tag, selection.query) == (None, None, None)
    assert selection.topic is None


def test_a_selection_has_the_days_of_tehran_and_the_words() -> None:
    options = ("--site", "yjc", "--tag", "ایران", "--from-date", "1400/04/22")
    selection = selection_of(parsed(*options, "--to-date", "2021-07-13"), "ویچت")
    assert (selection.site, selection.tag) == ("yjc", "ایران")
    assert selection_of(parsed("--topic", "ورزش")).topic == "sport"
    assert selection.since is not None and selection.before is not None
    assert selection.since.astimezone(UTC) == datetime(2021, 7, 12, 19, 30, tzinfo=UTC)
    assert selection.before.astimezone(UTC) == datetime(2021, 7, 13, 19, 30, tzinfo=UTC)
    assert selection.query is not None


def test_an_open_period() -> None:
    assert period(None, None) == (None, None)
    since, before = period("1400/01/01", None)
    assert (since is not None, before) == (True, None)


def test_a_limit_of_0_is_none() -> None:
    assert (check_limit(None, 10), check_limit("7", 10), check_limit("0", 10)) == (10, 7, None)


@pytest.mark.parametrize(
    ("function", "arguments", "says"),
    [
        (check_limit, ("-1", 10), "--limit: expected a number, 0 for all, got '-1'"),
        (check_limit, ("۷", 10), "--limit: expected a number"),
        (check_limit, ("9" * 10, 10), "--limit: expected a number"),
        (days, ("1400/13/01", None), "--from-date: there is no day"),
        (days, ("1400/02/01", "1400/01/01"), "--from-date 1400/02/01 is after --to-date"),
        (selection_of, (parsed("--tag", " "),), "--tag: expected a name, got ' '"),
        (selection_of, (parsed("--topic", ""),), "--topic: expected arts, crime, "),
        (selection_of, (parsed(), '"'), "query: "),
    ],
)
def test_what_is_wrong_ends_the_program(
    capsys: pytest.CaptureFixture[str], function: Any, arguments: tuple[Any, ...], says: str
) -> None:
    with pytest.raises(SystemExit) as end:
        function(*arguments)
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith(f"newscrawl: error: {says}")
