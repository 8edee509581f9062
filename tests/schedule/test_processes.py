"""The processes of a worker's crawls."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.schedule import processes

ROOT = Path(__file__).parents[2]
#: Starts crawls as a worker does, and prints how each ended.
PROGRAM = """
import os, signal, sys, time
from newscrawl.schedule import processes

if __name__ == "__main__":
    {before}
    for arguments, signals in {calls}:
        process = processes.start(arguments)
        for number in signals:
            process.send_signal(number)
        while (code := process.poll()) is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)  # it is over: nothing happens
        print(code, flush=True)
"""


Call = tuple[list[str], list[int]]


def run(calls: list[Call], before: str) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.format(calls=calls, before=before)
    return subprocess.run(
        [sys.executable, "-W", "default", "-c", program],
        cwd=ROOT, capture_output=True, text=True, timeout=100,
    )  # fmt: skip


def test_each_ends_with_its_own_exit_code_and_sees_what_the_worker_has(tmp_path: Path) -> None:
    settings = ["settings", "--get", "DATABASE_URL"]
    changes = (
        "processes.start(['--version'])\n"
        f"    os.environ['NEWSCRAWL_DATABASE_URL'] = 'sqlite:///{tmp_path}/other.db'"
    )
    endless = ["shell", "-c", "__import__('time').sleep(100)"]
    calls = [(settings, []), (["nonsense"], []), (endless, [int(signal.SIGKILL)])]
    done = run(calls, changes)
    lines = done.stdout.splitlines()
    assert [line for line in lines if "newscrawl 0" not in line] == [
        f"sqlite:///{tmp_path}/other.db", "0", "2", "-9",
    ]  # fmt: skip
    assert "unknown command 'nonsense'" in done.stderr
    # Nothing that is imported for it warns, or shares a reactor.
    assert "Warning" not in done.stderr and "Traceback" not in done.stderr


def test_where_none_can_be_forked_it_is_a_program_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def full(arguments: list[str]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(processes, "_Forked", full)
    process = processes.start(["--version"])
    assert isinstance(process, subprocess.Popen)
    assert process.wait(60) == 0
    assert capfd.readouterr().out.startswith("newscrawl ")
    assert "No space left" in caplog.text


def test_what_a_crawl_needs_is_imported_before_the_fork() -> None:
    """Else each crawl would import it anew, and no result would show it."""
    program = (
        "import sys, newscrawl.schedule.imported\n"
        "for name in ('newscrawl.commands.crawl', 'newscrawl.extraction', 'sqlalchemy'):\n"
        "    assert name in sys.modules, name\n"
        "assert 'newscrawl.settings' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=ROOT, check=True)
