"""Scrapy's command line without a process of its own, for commands that log and crawl nothing."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest
from scrapy.cmdline import execute
from scrapy.utils.project import get_project_settings

from tests.conftest import ROOT


@dataclass(frozen=True)
class Result:
    returncode: int
    stdout: str
    stderr: str


class Commands:
    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
    ) -> None:
        self.monkeypatch, self.capsys, self.url = monkeypatch, capsys, url

    def __call__(self, *arguments: str) -> Result:
        with self.monkeypatch.context() as patch:
            patch.chdir(ROOT)
            patch.setattr(sys, "argv", ["scrapy"])
            settings = get_project_settings()
            settings.set("DATABASE_URL", self.url, priority="cmdline")
            with pytest.raises(SystemExit) as end:
                execute(["scrapy", *arguments], settings)
        out, errors = self.capsys.readouterr()
        return Result(int(end.value.code or 0), out, errors)
