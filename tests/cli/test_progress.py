"""How far a long command is: lines without a terminal, a bar on one, nothing on standard output."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import time

import pytest

from newscrawl.cli import progress
from newscrawl.cli.progress import Lines, advancing, showing
from tests.conftest import ROOT


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_line_says_what_is_done_how_fast_and_how_long_the_rest_takes() -> None:
    clock = Clock()
    lines = Lines(clock)
    lines.begin("copying", 100_000, "rows")
    clock.now += 60
    assert lines.line() == "copying: 0 of 100,000 rows (0%), 0.0 a second"
    lines.advance(500)
    clock.now += 60
    lines.advance(11_500)
    # By the pace of the last minute alone, from the first that was done.
    assert lines.line() == (
        "copying: 12,000 of 100,000 rows (12%), 192 a second, about 0:07:39 left"
    )
    clock.now += 60
    lines.advance(48_000)
    assert lines.line() == (
        "copying: 60,000 of 100,000 rows (60%), 800 a second, about 0:00:50 left"
    )
    lines.begin("verifying", 200_000, "rows")
    clock.now += 10
    assert lines.line().startswith("verifying: 0 of 200,000 rows")


def test_a_command_that_goes_on_is_not_taken_for_a_fast_one() -> None:
    clock = Clock()
    lines = Lines(clock)
    lines.begin("indexing", 1.0)
    clock.now += 1
    lines.reach(0.9)  # from the time before, and the first batch
    clock.now += 10
    lines.reach(0.91)
    assert lines.line() == "indexing: 91%, about 0:01:30 left"


def test_never_all_before_all_is_done() -> None:
    lines = Lines(Clock())
    lines.begin("copying", 1000, "rows")
    lines.advance(999.9)
    assert "(99%)" in lines.line()
    lines.advance(5000)  # what came meanwhile
    assert "(100%)" in lines.line()


def test_lines_come_by_themselves_also_while_nothing_is_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LINE_SECONDS", 0.05)
    with showing("counting", 10, "rows") as shown:
        out, said = "", ""
        ends = time.monotonic() + 20
        while said.count("\n") < 3 and time.monotonic() < ends:
            time.sleep(0.01)
            said += capsys.readouterr().err
        shown.advance(4)
        while "4 of 10" not in said and time.monotonic() < ends:
            time.sleep(0.01)
            more = capsys.readouterr()
            out, said = out + more.out, said + more.err
    assert said.splitlines()[0] == "newscrawl: counting: 0 of 10 rows (0%), 0.0 a second"
    assert "newscrawl: counting: 4 of 10 rows (40%)" in said
    assert out == ""
    capsys.readouterr()
    time.sleep(0.2)
    assert capsys.readouterr().err == ""  # it is over


def test_a_short_command_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert progress.LINE_SECONDS == 60
    with showing("counting", 3, "rows") as shown:
        assert list(advancing(shown, "abc")) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_an_error_of_the_block_is_the_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError), showing("counting"):
        raise KeyError
    assert capsys.readouterr() == ("", "")


PROGRAM = """
import sys, time
from newscrawl.cli.progress import showing
with showing("copying", 200, "rows", output=sys.argv[1]) as shown:
    for _ in range(4):
        shown.advance(25)
        time.sleep(.2)
    shown.begin("verifying the copy")
    time.sleep(.3)
print("done", flush=True)
"""


def on_terminal(output: str, *, stdout_too: bool = False, **environment: str) -> tuple[str, str]:
    """What a program writes to a terminal that is its standard error, and to standard output."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, output],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "120", "TERM": "xterm", **environment},
        stdout=theirs if stdout_too else subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux: nobody has the other end any more
            break
        if not part:
            break
        shown += part
    os.close(ours)
    out = process.stdout.read() if process.stdout else b""
    if process.stdout:
        process.stdout.close()
    assert process.wait(30) == 0
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode()), out.decode()


def test_a_terminal_has_a_bar() -> None:
    shown, out = on_terminal("copy.db")
    assert re.search(r"copying ━+.* 100 of 200 rows \(50%\), [\d.]+ a second, about 0:00:0\d left",
                     shown)  # fmt: skip
    assert re.search(r"verifying the copy ━+.* 0:00:00 so far", shown)
    assert out == "done\n"


def test_a_terminal_that_shows_the_output_has_none() -> None:
    shown, _ = on_terminal("-", stdout_too=True)
    assert shown.split() == ["done"]
    shown, out = on_terminal("-")  # | less
    assert "copying" in shown and out == "done\n"


def test_a_terminal_that_cannot_move_its_cursor_has_lines_if_it_takes_long() -> None:
    assert on_terminal("copy.db", TERM="dumb") == ("", "done\n")
