"""The proxies of a site: the nearest setting wins, and what is no proxy is named."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy.settings import Settings

from newscrawl.arguments import ArgumentError
from newscrawl.crawling.access.proxies import proxies_of
from tests.refusing import PASSWORD

ONE, TWO = "http://one:3128", f"http://me:{PASSWORD}@two:3128"


def settings(**values: tuple[Any, str]) -> Settings:
    found = Settings()
    for name, (value, priority) in values.items():
        found.set(name, value, priority=priority)
    return found


def test_the_nearest_setting_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    project = settings(PROXIES=([ONE], "project"))
    assert proxies_of(project, "tabnak") == [ONE]
    own = settings(PROXIES=(["http://file:1"], "spider"))
    assert proxies_of(own, "tabnak") == ["http://file:1"]
    monkeypatch.setenv("NEWSCRAWL_PROXIES_TABNAK", "http://a:1  socks5://b:2 http://a:1")
    assert proxies_of(own, "tabnak") == ["http://a:1", "socks5://b:2"]
    assert proxies_of(own, "other") == ["http://file:1"]
    given = settings(PROXIES=(f"{ONE} {TWO}", "cmdline"))
    assert proxies_of(given, "tabnak") == [ONE, TWO]
    assert proxies_of(settings(PROXIES=("", "cmdline")), "tabnak") == []


@pytest.mark.parametrize(
    "wrong",
    ["one:3128", "ftp://one:21", "http://one", "http://one:x", "http://one:1/path", "http://:3128"],
)
def test_what_is_no_proxy_is_named(wrong: str) -> None:
    with pytest.raises(ArgumentError, match=r"^PROXIES: expected http, https, .*, got '"):
        proxies_of(settings(PROXIES=([wrong], "project")), "x")


@pytest.mark.parametrize("wrong", ["me:{}@one:3128", "http://me:{}@one", "http://me:{}/@one:1"])
def test_a_wrong_proxy_is_named_without_its_password(wrong: str) -> None:
    with pytest.raises(ArgumentError) as error:
        proxies_of(settings(PROXIES=([wrong.format(PASSWORD)], "project")), "x")
    assert PASSWORD not in str(error.value)
    assert "***@one" in str(error.value)
