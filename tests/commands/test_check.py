import json
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo.server import running
from tests.conftest import Scrapy, on_both


def test_a_new_site(scrapy: Scrapy, base_url: str, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    result = scrapy("check", base_url, "--name", "chakavak", "--save", str(pages))
    assert (result.returncode, result.stderr) == (0, "")
    assert "family iransamaneh, because" in result.stdout
    assert "body .body" in result.stdout
    assert "newscrawl/spiders/chakavak.py" in result.stdout
    assert "family = IranSamaneh()" in result.stdout
    cases = sorted(pages.glob("*.json"))
    assert len(cases) == 3
    case = json.loads(cases[0].read_text(encoding="utf-8"))
    assert case["expected"]["news_code"] == cases[0].stem
    assert case["expected"]["title"] in cases[0].with_suffix(".html").read_text(encoding="utf-8")


@on_both
def test_a_known_site_is_held_against_its_archive(scrapy: Scrapy, base_url: str) -> None:
    mirror = f"base_url={base_url}"
    assert scrapy("crawl", "demo", "-a", mirror, "-a", "discover=rss").returncode == 0
    result = scrapy("check", "demo", "-a", mirror, "--json", "--articles", "5")
    assert result.returncode == 0, result.stdout + result.stderr
    found = json.loads(result.stdout)
    assert found["before"]["articles"] == 120
    assert found["coverage"]["articles"] == 5
    assert found["ways"]["feeds"] == 1
    (note,) = found["noted"]  # its sections are of one page
    assert note.startswith("no section shows a next page by the family's addresses: https://demo.")
    with running(40, family="asam") as other:  # the site got a new system
        result = scrapy("check", "demo", "-a", f"base_url={other}", "--json")
    assert result.returncode == 1
    assert any("cannot be read" in line for line in json.loads(result.stdout)["wrong"])


def test_a_new_site_of_no_family_gets_a_spider_file_that_runs(scrapy: Scrapy) -> None:
    with running(60, family="generic") as url:
        result = scrapy("check", url, "--name", "chakavak")
    assert (result.returncode, result.stderr) == (0, "")
    assert "because its pages have the elements of no known family" in result.stdout
    text = result.stdout.partition("newscrawl/spiders/chakavak.py:")[2]
    names: dict[str, Any] = {}
    exec(text, names)  # as Python imports it
    family = names["ChakavakSpider"].family
    assert "/{year}/{month}/{day}/{slug}" in family.articles


def test_a_site_that_does_not_answer(scrapy: Scrapy) -> None:
    result = scrapy("check", "http://127.0.0.1:1", "-s", "RETRY_TIMES=0")
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout.startswith("wrong: the home page: ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "expected an address like https://example.ir, or the name of a site"),
        (("rozplus",), "unknown site 'rozplus': did you mean 'roozplus'?"),
        (("https://",), "URL: expected an address like https://example.ir, got 'https://'"),
        (("roozplus", "--articles", "0"), "--articles: expected 1 to 50, got '0'"),
        (("roozplus", "-a", "x"), "-a: expected NAME=VALUE"),
        (("https://a.ir", "-a", "x=1"), "-a is for the spider of a site that is there already"),
        (("roozplus", "-a", "revist=1d"), "revist: unknown argument"),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...], says: str, scrapy: Scrapy) -> None:
    result = scrapy("check", *arguments)
    assert result.returncode == 2
    assert result.stderr.startswith(f"newscrawl: error: {says}")
    assert result.stderr.count("\n") == 1
