"""The project as an egg, as scrapyd-deploy makes it: its sites are found, and crawled."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl.sites import all_sites
from newscrawl.spiders.roozplus import RoozplusSpider
from tests.conftest import Query


@pytest.fixture
def python(egg: Path, tmp_path: Path, database: Path) -> Callable[..., str]:
    """Runs Python where the project is only as an egg; returns what it prints."""

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(egg), os.environ.get("PYTHONPATH", "")]),
                "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
                "NEWSCRAWL_DATABASE_URL": f"sqlite:///{database}",
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_an_egg_lists_all_sites(python: Callable[..., str], egg: Path) -> None:
    assert str(egg) in python("-c", "import newscrawl; print(newscrawl.__file__)")
    names = python("-m", "scrapy", "list").splitlines()
    assert sorted(names) == [spider.name for spider in all_sites()]


@pytest.mark.slow
def test_an_egg_crawls_into_a_new_archive(
    python: Callable[..., str], query: Query, base_url: str
) -> None:
    crawl = ("crawl", "roozplus", "-a", f"base_url={base_url}", "-a", "discover=rss")
    python("-m", "scrapy", *crawl, "-s", "CLOSESPIDER_ITEMCOUNT=5")
    assert len(query("SELECT id FROM articles")) >= 5
    spider = RoozplusSpider()
    spider.settings = Settings({"TEXT_DIGITS": "keep"})
    versions = {row["rules"] for row in query("SELECT rules FROM pages")}
    assert versions == {spider.rules_version}  # the same as of the files
