import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from newscrawl.cli.output import (
    card,
    local,
    make_console,
    one_line_if_unwritable,
    print_json,
    print_json_list,
)
from tests.builders import article
from tests.conftest import ROOT

NOON = datetime(2021, 7, 13, 12, tzinfo=UTC)


def test_json_is_utf_8_with_moments_as_iso_8601(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    print_json({"title": "عنوان", "at": NOON})
    out, _ = capsysbinary.readouterr()
    assert "عنوان".encode() in out
    assert json.loads(out) == {"title": "عنوان", "at": "2021-07-13T12:00:00+00:00"}


def test_json_for_a_reader_that_goes_away_ends_without_a_traceback() -> None:
    program = "from newscrawl.cli.output import print_json; print_json(['x'] * 100_000)"
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    )  # fmt: skip
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert (process.stderr.read(), process.wait(20)) == (b"", 0)
    process.stderr.close()


def test_moments_are_shown_by_tehrans_clocks() -> None:
    assert local(NOON) == "2021-07-13 16:30"
    assert local(None) == ""


def test_text_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    make_console().print("[bold]:smile: " + "x" * 120)
    assert capsys.readouterr().out == "[bold]:smile: " + "x" * 120 + "\n"


@pytest.mark.parametrize(
    ("output", "error", "says"),
    [
        ("r.html", OSError(28, "No space left on device"), "cannot write r.html: No space left"),
        ("-", OSError(5, "Input/output error"), "cannot write standard output: Input/output"),
        ("-", BrokenPipeError(), ""),  # the reader has seen enough: no failure
    ],
)
def test_an_output_that_cannot_be_written(
    capsys: pytest.CaptureFixture[str], output: str, error: OSError, says: str
) -> None:
    with pytest.raises(SystemExit) as end, one_line_if_unwritable(output):
        raise error
    assert end.value.code == bool(says)
    said = capsys.readouterr().err
    assert said.startswith(f"newscrawl: error: {says}" if says else "")
    assert said.count("\n") == bool(says)


def test_a_card_has_the_beginning_of_an_article(capsys: pytest.CaptureFixture[str]) -> None:
    make_console().print(
        card(article("7", lead="لید", body="بند یک\nبند دو", sections=["ورزش", "فوتبال"]))
    )
    shown = capsys.readouterr().out
    for text in ("https://yjc.ir/fa/news/7", "عنوان", "لید", "بند یک", "کد خبر 7", "ورزش › فوتبال"):
        assert text in shown
    assert "بند دو" not in shown


@pytest.mark.parametrize("values", [[], [1], [{"a": ["b\u2028\u0085c", {}], "d": None}, [], "x"]])
def test_a_list_is_printed_value_by_value(
    values: list[object], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    print_json_list(iter(values))
    by_value = capfdbinary.readouterr().out
    print_json(values)
    assert by_value == capfdbinary.readouterr().out
