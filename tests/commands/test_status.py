"""``scrapy status``, as a user runs it; and that every command is documented."""

import argparse
import asyncio
import json
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl import commands
from newscrawl.database import Archive
from newscrawl.items import Article, Failure
from tests.conftest import ROOT, Scrapy

MOMENT = "2021-07-13T19:08:00+04:30"
MODULES = [module.name for module in pkgutil.iter_modules(commands.__path__)]


@pytest.fixture
def filled(database: Path) -> None:
    """An archive with two sites; a crawl of the first finished, another was killed."""
    asyncio.run(_fill(f"sqlite:///{database}"))


async def _fill(url: str) -> None:
    def article(site: str, code: str) -> Article:
        return Article(
            site=site,
            news_code=code,
            url=f"https://{site}.ir/fa/news/{code}",
            title="عنوان",
            published_at=MOMENT,
            published_jalali="1400-04-22",
            fetched_at=MOMENT,
            content_hash="0",
        )

    archive = Archive(url)
    for site, code in (("asriran", "1"), ("asriran", "2"), ("yjc", "1")):
        await archive.submit(article(site, code))
    gone = Failure("asriran", "https://asriran.ir/fa/news/2", "HTTP 404", "2", 404, MOMENT, True)
    await archive.submit(gone)
    await archive.submit(Failure("asriran", "https://asriran.ir/9", "«خطا»", "9", 500, MOMENT))
    archive.finish_crawl(archive.start_crawl("asriran", {"discover": "rss"}), "finished", {})
    archive.start_crawl("asriran", {})
    await archive.close()


@pytest.mark.usefixtures("filled")
def test_json(scrapy: Scrapy) -> None:
    result = scrapy("status", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    assert "«خطا»" in result.stdout
    first, second = json.loads(result.stdout)
    killed, finished = first.pop("last_runs")
    assert first == {
        "site": "asriran",
        "articles": 2,
        "newest": MOMENT,
        "newest_jalali": "1400-04-22",
        "pending": 0,
        "leased": 0,
        "done": 0,
        "failed": 0,
        "failures": {"HTTP 404": 1, "«خطا»": 1},
        "vanished": 1,
        "archive_days": [],
    }
    assert (killed["run"], killed["finished_at"], killed["finish_reason"]) == (2, None, None)
    assert (finished["finish_reason"], finished["arguments"]) == ("finished", {"discover": "rss"})
    assert (second["site"], second["articles"], second["last_runs"]) == ("yjc", 1, [])
    assert json.loads(scrapy("status", "yjc", "--json").stdout) == [second]


@pytest.mark.usefixtures("filled")
def test_tables(scrapy: Scrapy) -> None:
    shown = scrapy("status", "asriran").stdout
    assert "1400-04-22 19:08" in shown
    assert "killed or running" in shown
    assert "yjc" not in shown


def test_a_site_without_anything(scrapy: Scrapy) -> None:
    assert scrapy("status").stdout.startswith("The archive is empty: sqlite:///")
    result = scrapy("status", "yjc", "--json")
    assert (result.returncode, json.loads(result.stdout)[0]["articles"]) == (0, 0)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["asrirann"], 2, "unknown site 'asrirann': did you mean 'asriran'?"),
        (["asriran", "yjc"], 2, "expected the name of one site"),
        (["--jsn"], 2, "expected the name of one site"),
        (["-s", "DATABASE_URL=sqlite:////no/such/news.db"], 1, "no directory /no/such"),
    ],
)
def test_errors_are_one_line(scrapy: Scrapy, arguments: list[str], code: int, says: str) -> None:
    result = scrapy("status", *arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def options(module: str) -> Iterator[str]:
    """The options of a command that are not Scrapy's."""
    command = import_module(f"newscrawl.commands.{module}").Command()
    command.settings = Settings()
    parser = argparse.ArgumentParser(conflict_handler="resolve", add_help=False)
    command.add_options(parser)
    for group in parser._action_groups:
        if group.title not in ("Global Options", "options"):
            for action in group._group_actions:
                yield from action.option_strings


@pytest.mark.parametrize("module", MODULES)
def test_every_command_is_documented_with_its_options(module: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = re.search(rf"^## scrapy {module}$(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert section is not None
    assert f"\n$ scrapy {module}" in section[1]
    assert [option for option in options(module) if f"`{option}" not in section[1]] == []


@pytest.mark.parametrize("module", MODULES)
def test_help_shows_an_example(module: str) -> None:
    command = import_module(f"newscrawl.commands.{module}").Command()
    assert f"Example: scrapy {module}" in command.long_desc()
