"""``scrapy genspider`` with the template of a family: into a package of its own, and once in a
copy of the project."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.cmdline import execute
from scrapy.settings import Settings

from newscrawl.cms.families import FAMILIES
from newscrawl.crawling.spiderloader import LazySpiderLoader
from newscrawl.demo.newspaper import Newspaper
from newscrawl.spider import NewsSpider
from tests.conftest import ROOT, rows_of

PACKAGE = "package_for_genspider"


class Genspider:
    """Runs the command in this process; new files go into a package of their own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder / PACKAGE
        self.folder.mkdir()
        (self.folder / "__init__.py").touch()
        self.capsys = capsys
        self.out = self.errors = ""

    def settings(self) -> Settings:
        settings = Settings()
        settings.setmodule("newscrawl.settings")
        settings.set("SPIDER_MODULES", [PACKAGE, "newscrawl.spiders"])
        settings.set("NEWSPIDER_MODULE", PACKAGE)
        return settings

    def __call__(self, *arguments: str) -> int:
        """Run it; the exit code. What it printed is in ``out`` and ``errors``."""
        with pytest.raises(SystemExit) as end:
            execute(["scrapy", "genspider", *arguments], self.settings())
        self.out, self.errors = self.capsys.readouterr()
        return int(end.value.code or 0)

    def files(self) -> list[str]:
        return sorted(file.stem for file in self.folder.glob("*.py") if file.stem != "__init__")

    def spider(self, name: str) -> type[NewsSpider]:
        sys.modules.pop(f"{PACKAGE}.{name}", None)  # what it was before it was written anew
        spider = LazySpiderLoader.from_settings(self.settings()).load(name)
        assert issubclass(spider, NewsSpider)
        return spider


@pytest.fixture
def genspider(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Genspider]:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield Genspider(tmp_path, capsys)
    for name in [name for name in sys.modules if name.startswith(PACKAGE)]:
        del sys.modules[name]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_file_of_a_family(genspider: Genspider, family: str) -> None:
    assert genspider("-t", family, "example", "example.ir") == 0
    source = (genspider.folder / "example.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 10
    spider = genspider.spider("example")
    assert (spider.__name__, spider.name) == ("ExampleSpider", "example")
    assert (spider.domain, spider.family.name) == ("example.ir", family)
    assert (spider.title, spider.checked) == (None, "declared from second-hand selectors")


def test_every_family_has_a_template(genspider: Genspider) -> None:
    assert genspider("--list") == 0
    assert set(FAMILIES) == set(genspider.out.split()) - {"Available", "templates:"}
    assert genspider("--dump", "asam") == 0
    assert "Asam()" in genspider.out


@pytest.mark.parametrize(
    ("name", "domain", "module", "bare"),
    [
        ("118-safar", "118-safar.example.com", "a118_safar", "118-safar.example.com"),
        ("example", "https://www.Example.ir/fa/news/1?x=1#c", "example", "example.ir"),
        ("example", "news.example.ir:8080", "example", "news.example.ir"),
    ],
)
def test_names_and_domains_are_tidied(
    genspider: Genspider, name: str, domain: str, module: str, bare: str
) -> None:
    assert genspider("-t", "asam", name, domain) == 0
    assert genspider.files() == [module]
    assert genspider.spider(module).domain == bare


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["example", "example.ir"],
            "--template: expected asam, drupal, esnews, generic, iransamaneh",
        ),
        (["-t", "typo3", "example", "example.ir"], "or a .tmpl file, got 'typo3'"),
        (["--dump", "typo3"], "got 'typo3'"),
        (["-t", "asam", "example"], "expected a name and a domain"),
        (["-t", "asam", "example", "example.ir", "x"], "expected a name and a domain"),
        (["-t", "asam", "example", "example"], "DOMAIN: expected a domain like tabnak.ir"),
        (["-t", "asam", "example", "exa mple.ir"], "DOMAIN: expected"),
        (["-t", "asam", "example", "https://[x/"], "DOMAIN: expected"),
        (["-t", "asam", "example", "127.0.0.1"], "DOMAIN: expected"),
        (["-t", "asam", "../example", "example.ir"], "NAME: expected lower-case letters"),
        (["-t", "asam", "Example", "example.ir"], "NAME: expected lower-case letters"),
        (["-t", "asam", "class", "example.ir"], "NAME: expected lower-case letters"),
        (["-t", "asam", "", "example.ir"], "NAME: expected lower-case letters"),
        (["-t", "asam", "newscrawl", "example.ir"], "NAME: 'newscrawl' is the project's own"),
        (["-t", "asam", "roozplus", "example.ir"], "the site 'roozplus' already exists; --force"),
        (["-t", "asam", "example", "www.tabnak.ir"], "tabnak.ir is the site 'tabnak' already"),
        (["-t", "asam", "--force", "example", "tabnak.ir"], "tabnak.ir is the site 'tabnak'"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(
    genspider: Genspider, arguments: list[str], says: str
) -> None:
    assert genspider(*arguments) == 2
    assert says in genspider.errors
    assert len(genspider.errors.splitlines()) == 1
    assert genspider.files() == []


def test_a_file_is_overwritten_only_by_force(genspider: Genspider) -> None:
    file = genspider.folder / "example.py"
    for source in ("class", "class X:\n    name = 'example'\n"):  # broken, and of its own
        file.write_text(source, encoding="utf-8")
        assert genspider("-t", "asam", "example", "example.ir") == 2
        assert "already exists" in genspider.errors
        assert file.read_text(encoding="utf-8") == source
    assert genspider("-t", "asam", "--force", "example", "example.ir") == 0
    assert genspider.spider("example").domain == "example.ir"


def test_a_new_site_can_be_crawled_at_once(
    tmp_path: Path, base_url: str, newspaper: Newspaper
) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "newscrawl", tmp_path / "newscrawl", ignore=ignored)
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    database = tmp_path / "news.db"

    def scrapy(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "scrapy", *arguments],
            cwd=tmp_path,
            env={**os.environ, "NEWSCRAWL_DATABASE_URL": f"sqlite:///{database}"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )

    made = scrapy("genspider", "-t", "iransamaneh", "example", "example.ir")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "newscrawl" / "spiders" / "example.py").exists()
    assert not (ROOT / "newscrawl" / "spiders" / "example.py").exists()

    wanted = newspaper.expected()[0]
    url = f"https://www.example.ir/fa/news/{wanted['news_code']}"
    crawled = scrapy("crawl", "example", "-a", f"base_url={base_url}", "-a", f"url={url}")
    assert crawled.returncode == 0, crawled.stderr
    (row,) = rows_of(database, "SELECT * FROM articles")
    assert (row["site"], row["title"]) == ("example", wanted["title"])
    assert row["url"].startswith("https://example.ir/fa/")
