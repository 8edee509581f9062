"""Work in several processes: in order, bounded, and gone with what started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.processes import AHEAD, ProcessDied, Processes, Spread, cores

HANGS = """
import os, time
from newscrawl.processes import Processes

if __name__ == "__main__":
    processes = Processes(2, str)
    for task, pid in processes.map(eval, ["__import__('os').getpid()"] * 20 + ["1"]):
        print(pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def processes() -> Iterator[Processes]:
    made = Processes(2, str)
    yield made
    made.close()


def test_answers_in_the_order_of_the_tasks_few_in_advance(processes: Processes) -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for number in range(40):
            taken.append(number)
            yield number

    answers = []
    for task, answer in processes.map(hex, tasks()):
        answers.append((task, answer))
        assert len(taken) - len(answers) <= 2 * AHEAD + 1
    assert answers == [(number, hex(number)) for number in range(40)]


def test_an_error_is_the_callers(processes: Processes) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(processes.map(int, ["1", "x", "2"]))
    assert list(processes.map(int, ["3"])) == [("3", 3)]


def test_a_process_that_dies_is_an_error(processes: Processes) -> None:
    with pytest.raises(ProcessDied, match="died"):
        list(processes.map(os._exit, [1]))


def test_little_work_is_done_here() -> None:
    def here(task: int) -> str:
        return f"here {task}"

    with Spread(3, str) as spread:
        assert list(spread.map(here, hex, range(2))) == [(0, "here 0"), (1, "here 1")]
        assert [answer for _, answer in spread.map(here, hex, range(3))] == ["0x0", "0x1", "0x2"]
        # They are there by now.
        assert list(spread.map(here, hex, [7])) == [(7, "0x7")]
    with Spread(1, str) as alone:
        assert [answer for _, answer in alone.map(here, hex, range(9))][8] == "here 8"


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
def test_processes_end_with_one_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "hangs.py"
    script.write_text(HANGS)
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        workers = set()
        while (line := run.stdout.readline().strip()) != "1":
            workers.add(int(line))
        assert workers and all(map(is_alive, workers))
        run.send_signal(signal.SIGKILL)
        run.wait()
        until = time.monotonic() + 30
        while any(map(is_alive, workers)):
            assert time.monotonic() < until
            time.sleep(0.1)


def test_there_is_a_processor() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
