"""The add-on, in a Scrapy project that is not newscrawl's."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from scrapy import Spider
from scrapy.settings import Settings

from newscrawl import Addon
from newscrawl.spiders.roozplus import RoozplusSpider
from tests.conftest import ROOT, Database, Query, on_both, rows_of, url_of

SETTINGS = """
BOT_NAME = "theirs"
SPIDER_MODULES = ["theirs.spiders"]
ADDONS = {"newscrawl.Addon": 1}
ITEM_PIPELINES = {"theirs.pipelines.Lines": 500}
USER_AGENT = "theirs"
DOWNLOAD_DELAY = 0
LOG_LEVEL = "INFO"
"""
PIPELINES = """
import json
from itemadapter import ItemAdapter

class Lines:
    def process_item(self, item):
        with open("items.jsonl", "a") as file:
            file.write(json.dumps(ItemAdapter(item).asdict(), default=str) + "\\n")
        return item
"""
SPIDER = """
import os
import scrapy

class Plain(scrapy.Spider):
    name = "plain"
    handle_httpstatus_list = [404, 410]

    async def start(self):
        yield scrapy.Request(self.base_url + "/fa")

    def parse(self, response):
        for url in response.css("a::attr(href)").re(r".*/news/\\\\d+/.*"):
            if not url.startswith("http"):
                yield response.follow(url, self.parse_page, cb_kwargs={"of": url})

    def parse_page(self, response, of):
        self.pages = getattr(self, "pages", 0) + 1
        if self.pages == int(os.environ.get("DIE_AT", -1)):
            os._exit(9)
        agent = response.request.headers["User-Agent"]
        yield {"url": response.urljoin(of), "agent": agent}
"""
POLLS = """
import scrapy

class Polls(scrapy.Spider):
    name = "polls"

    async def start(self):
        yield scrapy.Request(self.base_url + "/fa", dont_filter=True)

    def parse(self, response, times=0):
        yield {"url": response.url, "times": times}
        if times < 3:
            yield scrapy.Request(response.url, cb_kwargs={"times": times + 1}, dont_filter=True,
                                 meta=response.meta)
"""
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "theirs"
    for name, text in {
        "scrapy.cfg": "[settings]\ndefault = theirs.settings\n",
        "theirs/__init__.py": "",
        "theirs/settings.py": SETTINGS,
        "theirs/pipelines.py": PIPELINES,
        "theirs/spiders/__init__.py": "",
        "theirs/spiders/polls.py": POLLS,
        "theirs/spiders/plain.py": SPIDER.replace("\\\\", "\\"),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def run_in(
    project: Path, database: Database | None, module: str, *arguments: str, **more: str
) -> Any:
    known = {k: v for k, v in os.environ.items() if not k.startswith("SCRAPY_")}
    url = {} if database is None else {"NEWSCRAWL_DATABASE_URL": url_of(database)}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=project,
        env={**known, "PYTHONPATH": str(ROOT), **url, **more},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def items(project: Path) -> list[dict[str, str]]:
    file = project / "items.jsonl"
    if not file.exists():  # killed before the first one
        return []
    return [json.loads(line) for line in file.read_text().splitlines()]


@on_both
def test_a_spider_of_the_project_survives_being_killed(
    project: Path, database: Database, query: Query, base_url: str
) -> None:
    crawl = ("scrapy", "crawl", "plain", "-a", f"base_url={base_url}")
    done = run_in(project, database, *crawl, DIE_AT="30")
    assert done.returncode == 9, done.stderr
    first = [item["url"] for item in items(project)]
    assert first
    if isinstance(database, str):  # the dead one is known by its heartbeat
        rows_of(database, "UPDATE crawls SET heartbeat_at = NULL, finished_at = now()")
    done = run_in(project, database, *crawl)
    assert done.returncode == 0, done.stderr
    assert "Resuming: " in done.stderr
    urls = [item["url"] for item in items(project)]
    asked = query("SELECT url FROM frontier WHERE url LIKE ?", f"{base_url}/fa/news/%")
    assert {unquote(url) for url in urls} == {unquote(row["url"]) for row in asked}
    # What was under way when it died may come again, and nothing else.
    assert len(urls) - len(set(urls)) <= len(first)
    assert {item["agent"] for item in items(project)} == {"b'theirs'"}
    assert query("SELECT url FROM frontier WHERE state IN ('pending', 'leased')") == []
    assert query("SELECT id FROM articles") == []
    assert {row["spider"] for row in query("SELECT spider FROM crawls")} == {"plain"}


def test_a_request_that_is_made_again_on_purpose(project: Path, base_url: str) -> None:
    for crawl in (1, 2):
        done = run_in(project, None, "scrapy", "crawl", "polls", "-a", f"base_url={base_url}")
        assert done.returncode == 0, done.stderr
        assert [item["times"] for item in items(project)] == [0, 1, 2, 3] * crawl


def test_a_site_of_newscrawl_in_it(project: Path, base_url: str) -> None:
    site = ("crawl", "demo", "-a", f"base_url={base_url}", "-a", "discover=rss")
    done = run_in(project, None, "scrapy", *site, "-s", "CLOSESPIDER_ITEMCOUNT=5")
    assert done.returncode == 0, done.stderr
    stored = rows_of(project / "data" / "news.db", "SELECT url FROM articles")
    assert len(stored) >= 5
    # Through the project's own pipeline, too.
    assert {item["url"] for item in items(project)} == {row["url"] for row in stored}
    listed = run_in(project, None, "newscrawl", "list").stdout.split()
    assert {"plain", "isna"} <= {*listed}


def test_the_command_in_a_project_without_it(project: Path, base_url: str) -> None:
    settings = project / "theirs" / "settings.py"
    settings.write_text(SETTINGS.replace("ADDONS", "NONE"))
    done = run_in(project, None, "newscrawl", "crawl", "plain", "-a", f"base_url={base_url}")
    assert done.returncode == 0, done.stderr
    (status,) = json.loads(run_in(project, None, "newscrawl", "status", "--json").stdout)
    assert (status["site"], status["done"]) == ("plain", len(items(project)) + 1)


def settings_for(spider: type[Spider], **theirs: object) -> Settings:
    settings = Settings(theirs)
    Addon(spider).update_settings(settings)
    return settings


def test_what_the_project_sets_wins() -> None:
    theirs = {"mine.Store": 10, "newscrawl.crawling.pipelines.StorePipeline": None}
    found = settings_for(RoozplusSpider, ITEM_PIPELINES=theirs, STORE_PAGES=False, USER_AGENT="me")
    assert dict(found["ITEM_PIPELINES"]) == {
        **theirs, "newscrawl.crawling.pipelines.ValidatePipeline": 100,
        "newscrawl.crawling.ondemand.Images": 400,
    }  # fmt: skip
    assert found["STORE_PAGES"] is False
    assert found["USER_AGENT"] == "me"
    assert found["ROBOTSTXT_OBEY"] is True


@pytest.mark.parametrize("spider", [Spider, RoozplusSpider])
def test_a_plain_spider_keeps_its_manners_and_a_site_has_ours(spider: type[Spider]) -> None:
    found, ours = settings_for(spider), Settings()
    ours.setmodule("newscrawl.settings")
    is_ours = spider is RoozplusSpider
    assert found["SCHEDULER"] == ours["SCHEDULER"]
    assert (found["USER_AGENT"] == ours["USER_AGENT"]) is is_ours
    assert (
        dict(found["DOWNLOADER_MIDDLEWARES"]) == dict(ours["DOWNLOADER_MIDDLEWARES"])
    ) is is_ours
    assert (found["EXTENSIONS"] == ours["EXTENSIONS"]) is is_ours
    assert found["BOT_NAME"] == "scrapybot"
