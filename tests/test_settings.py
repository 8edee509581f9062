"""What the project's settings promise."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from newscrawl import settings
from newscrawl.database.default import default_url

# Scrapy's defaults have all of Scrapy's settings but one.
OWN = {name for name in vars(settings) if name.isupper()} - {
    *vars(default_settings),
    "COMMANDS_MODULE",
}
USAGE = (Path(__file__).parents[1] / "docs" / "usage.md").read_text(encoding="utf-8")


def test_nothing_listens_for_code_to_run() -> None:
    assert settings.REMOTE_CONTROL_ENABLED is False
    assert settings.TELNETCONSOLE_ENABLED is False


def test_certificates_are_verified() -> None:
    assert settings.DOWNLOAD_VERIFY_CERTIFICATES is True


def test_politeness_is_on() -> None:
    assert settings.ROBOTSTXT_OBEY is True
    assert settings.AUTOTHROTTLE_ENABLED is True
    assert settings.DOWNLOAD_DELAY > 0
    assert 1 <= settings.CONCURRENT_REQUESTS_PER_DOMAIN <= 8


def test_the_user_agent_says_who_asks() -> None:
    assert settings.USER_AGENT.startswith("newscrawl/")
    assert "Mozilla" not in settings.USER_AGENT


def test_feeds_are_utf_8() -> None:
    assert settings.FEED_EXPORT_ENCODING == "utf-8"


COMPONENTS = [
    path
    for components in (
        [settings.REQUEST_FINGERPRINTER_CLASS, settings.SCHEDULER],
        settings.SPIDER_MIDDLEWARES,
        settings.ITEM_PIPELINES,
        settings.EXTENSIONS,
        settings.FEED_EXPORTERS.values(),
        settings.DOWNLOAD_HANDLERS.values(),
    )
    for path in components
]


@pytest.mark.parametrize("path", COMPONENTS)
def test_every_component_is_there(path: str) -> None:
    assert isinstance(load_object(path), type)


@pytest.mark.parametrize("name", sorted(OWN))
def test_a_setting_of_our_own_is_documented(name: str) -> None:
    assert f"`{name}`" in USAGE


@pytest.mark.parametrize(
    ("variable", "url"),
    [
        (None, default_url()),
        ("", default_url()),
        ("sqlite:////var/news.db", "sqlite:////var/news.db"),
    ],
)
def test_the_database_of_the_environment(variable: str | None, url: str, monkeypatch: Any) -> None:
    if variable is None:
        monkeypatch.delenv("NEWSCRAWL_DATABASE_URL", raising=False)
    else:
        monkeypatch.setenv("NEWSCRAWL_DATABASE_URL", variable)
    assert runpy.run_path(str(settings.__file__))["DATABASE_URL"] == url
