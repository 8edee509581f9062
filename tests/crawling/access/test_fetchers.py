"""What a crawl needs before it can fetch as its settings say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from newscrawl.arguments import ArgumentError
from newscrawl.crawling.access import fetchers
from newscrawl.crawling.access.fetchers import browser_path, check_access
from newscrawl.spiders.yjc import YjcSpider
from tests.conftest import Commands

PROBLEMS = [
    ({"FETCHER": "wget"}, "FETCHER: expected scrapy, impersonate, playwright, got 'wget'"),
    ({"FETCHER": "impersonate", "IMPERSONATE": "netscape"}, "IMPERSONATE: expected chrome, "),
    ({"FETCHER": "playwright", "BROWSER_PATH": "/no/such"}, "BROWSER_PATH: expected the program"),
    ({"FETCHER": "playwright", "PROXIES": "socks5://me:pw@one:1"}, "PROXIES: Chromium cannot give"),
    ({"PROXIES": "one:1"}, "PROXIES: expected http, https, socks5, socks5h://HOST:PORT"),
]


@pytest.mark.parametrize(("given", "problem"), PROBLEMS)
def test_a_wrong_setting_is_named(given: dict[str, Any], problem: str) -> None:
    with pytest.raises(ArgumentError) as error:
        check_access(Settings({"FETCHER": "scrapy", **given}), "yjc")
    assert str(error.value).startswith(problem)
    assert "pw" not in str(error.value).replace("SOCKS", "")


@pytest.mark.parametrize(
    "given",
    [{}, {"FETCHER": "impersonate", "IMPERSONATE": "chrome"}, {"FETCHER": "playwright"},
     {"PROXIES": "http://me:pw@one:1 socks5://me:pw@two:1"}],
)  # fmt: skip
def test_what_is_right_is_let_through(given: dict[str, Any]) -> None:
    check_access(Settings({"FETCHER": "scrapy", **given}), "yjc")


@pytest.mark.parametrize(
    ("given", "what", "extra"),
    [
        ({"FETCHER": "impersonate"}, "FETCHER=impersonate", "impersonate"),
        ({"FETCHER": "playwright"}, "FETCHER=playwright", "playwright"),
        ({"PROXIES": "socks5://one:1"}, "PROXIES of socks5", "socks"),
        ({"PROXIES": "https://a:1 http://b:1"}, "PROXIES of https", "socks"),
    ],
)
def test_a_missing_extra_is_named(
    given: dict[str, Any], what: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetchers, "find_spec", lambda module: None)
    with pytest.raises(ArgumentError) as error:
        check_access(Settings({"FETCHER": "scrapy", **given}), "yjc")
    assert str(error.value) == f"{what}: needs an extra: pip install 'newscrawl[{extra}]'"
    check_access(Settings({"FETCHER": "scrapy", "PROXIES": "http://one:1"}), "yjc")


def test_the_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser_path(None) is None
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert browser_path(None) == str(program)
    assert browser_path("/opt/other") == "/opt/other"


def test_a_crawl_that_could_fetch_nothing_ends_at_once(
    command: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (["-s", "FETCHER=wget"], ["-s", "PROXIES=http://me:secret@one"]):
        done = command("crawl", "yjc", *arguments)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "secret" not in done.stderr
    monkeypatch.setattr(YjcSpider, "custom_settings", {"FETCHER": "lynx"})
    for name in ("crawl", "check"):  # a check visits a site as a crawl does
        done = command(name, "yjc")
        assert (done.returncode, "got 'lynx'" in done.stderr) == (2, True)
