"""The processes of crawls. Each is forked from one that has imported what a crawl needs.

So a crawl begins in a tenth of the time, and what it has imported is in memory once for all crawls.
Where processes cannot be forked so, each crawl is a program of its own.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

logger = logging.getLogger(__name__)
_CAN_FORK: Final = "forkserver" in multiprocessing.get_all_start_methods()


class CrawlProcess(Protocol):
    """As :class:`subprocess.Popen`."""

    def poll(self) -> int | None: ...

    def send_signal(self, number: int, /) -> None: ...


def start(arguments: Sequence[str]) -> CrawlProcess:
    """Start ``newscrawl ARGUMENTS``, in a session of its own and with nothing to read.

    It has the environment, working directory and outputs of this process. Code that was installed
    after the first call is not seen.
    """
    if _CAN_FORK:
        try:
            return _Forked(arguments)
        except (OSError, EOFError) as error:  # its socket needs a place on a disk
            logger.warning("A crawl is a program of its own: it cannot be forked (%r)", error)
    command = [sys.executable, "-m", "newscrawl", *arguments]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)


class _Forked:
    def __init__(self, arguments: Sequence[str]) -> None:
        context: Any = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["newscrawl.schedule.imported"])
        self._process = context.Process(
            target=_run, args=(list(arguments), dict(os.environ), Path.cwd())
        )
        self._process.start()

    def poll(self) -> int | None:
        code: int | None = self._process.exitcode
        return code

    def send_signal(self, number: int, /) -> None:
        if self.poll() is None:
            os.kill(self._process.pid, number)


def _run(arguments: list[str], environment: Mapping[str, str], folder: Path) -> None:
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["newscrawl", *arguments]
    runpy.run_module("newscrawl", run_name="__main__", alter_sys=True)
