"""``scrapy genspider`` with the template of a family, in a copy of the project."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.demo.newspaper import Newspaper
from tests.conftest import ROOT, rows_of


class Project:
    """A copy of the project, to leave files in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.spiders = folder / "newscrawl" / "spiders"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "newscrawl", folder / "newscrawl", ignore=ignored)
        shutil.copy(ROOT / "scrapy.cfg", folder)
        self.database = folder / "news.db"

    def scrapy(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "scrapy", *arguments],
            cwd=self.folder,
            env={**os.environ, "NEWSCRAWL_DATABASE_URL": f"sqlite:///{self.database}"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")


def test_a_new_site_can_be_crawled_at_once(
    project: Project, base_url: str, newspaper: Newspaper
) -> None:
    made = project.scrapy("genspider", "-t", "iransamaneh", "asrpress", "asrpress.ir")
    assert made.returncode == 0, made.stderr
    source = (project.spiders / "asrpress.py").read_text(encoding="utf-8")
    assert "class AsrpressSpider(NewsSpider):" in source
    assert 'name = "asrpress"' in source
    assert 'domain = "asrpress.ir"' in source
    assert len(source.splitlines()) <= 10
    assert not (ROOT / "newscrawl" / "spiders" / "asrpress.py").exists()

    wanted = newspaper.expected()[0]
    url = f"https://www.asrpress.ir/fa/news/{wanted['news_code']}"
    crawled = project.scrapy("crawl", "asrpress", "-a", f"base_url={base_url}", "-a", f"url={url}")
    assert crawled.returncode == 0, crawled.stderr
    (row,) = rows_of(project.database, "SELECT * FROM articles")
    assert (row["site"], row["title"]) == ("asrpress", wanted["title"])
    assert row["url"].startswith("https://asrpress.ir/fa/")


def test_a_site_that_is_there_stays_as_it_is(project: Project) -> None:
    file = project.spiders / "roozplus.py"
    before = file.read_text(encoding="utf-8")
    result = project.scrapy("genspider", "-t", "iransamaneh", "roozplus", "other.ir")
    assert "already exists" in result.stdout
    assert file.read_text(encoding="utf-8") == before


def test_every_family_has_a_template(project: Project) -> None:
    families = {path.stem for path in (ROOT / "newscrawl" / "templates" / "spiders").glob("*.tmpl")}
    assert "iransamaneh" in families
    listed = project.scrapy("genspider", "--list").stdout
    assert families <= set(listed.split())
