"""Scrapy's command line in a process forked from one that has imported all it needs: what most
tests start, or each would spend a second of the processor on imports.

The process is a real one, with a reactor, an environment and an exit code of its own. What tests a
start, a signal or an interpreter's own options starts Python anew.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
TIMEOUT = 300

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["tests.imported"])


# Processes that tests start may keep what they compiled: hundreds would do it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
#: What an interpreter reads only when it starts.
_OPTIONS = {name: value for name, value in os.environ.items() if name.startswith("PYTHON")}


def can_have(environment: Mapping[str, str]) -> bool:
    """Whether a forked process can have it: the interpreter's own options are as they were."""
    options = {name: value for name, value in environment.items() if name.startswith("PYTHON")}
    return options == _OPTIONS


def run(arguments: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """``scrapy ARGUMENTS`` in the project, when it has finished.

    Raises:
        subprocess.TimeoutExpired: after 300 s; the process is killed.
    """
    with TemporaryDirectory() as folder:
        out, errors = Path(folder, "out"), Path(folder, "errors")
        process = _server.Process(
            target=_execute, args=(arguments, dict(environment), str(out), str(errors))
        )
        process.start()
        process.join(TIMEOUT)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(arguments, TIMEOUT, _text(out), _text(errors))
        done = subprocess.CompletedProcess(arguments, process.exitcode, _text(out), _text(errors))
        process.close()
    return done


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _execute(arguments: list[str], environment: dict[str, str], out: str, errors: str) -> None:
    assert "tests.imported" in sys.modules
    for path, stream in ((out, sys.stdout), (errors, sys.stderr)):
        written = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(written, stream.fileno())
        os.close(written)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["scrapy", *arguments]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    warnings.simplefilter("default")
    from scrapy.cmdline import execute

    try:
        execute()
    finally:
        # What an interpreter does at its end, and multiprocessing does not.
        atexit._run_exitfuncs()
