"""What holds for every site."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

from newscrawl import spiders
from newscrawl.cms import Family
from newscrawl.spider import NewsSpider

MODULES = sorted(module.name for module in pkgutil.iter_modules(spiders.__path__))
DOCUMENT = Path(__file__).parents[1] / "docs" / "sites.md"


def spiders_in(module: str) -> list[type[NewsSpider]]:
    found = importlib.import_module(f"newscrawl.spiders.{module}")
    return [
        value
        for value in vars(found).values()
        if inspect.isclass(value)
        and issubclass(value, NewsSpider)
        and value.__module__ == found.__name__
    ]


def rows() -> dict[str, list[str]]:
    """Cells of the table in the document, by site."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return {row[0].strip("`"): row[1:] for row in cells if row[0].startswith("`")}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_one_spider_of_its_name(module: str) -> None:
    (spider,) = spiders_in(module)
    assert spider.name == module
    assert isinstance(spider.family, Family)


@pytest.mark.parametrize("module", MODULES)
def test_a_domain_is_a_bare_host(module: str) -> None:
    domain = spiders_in(module)[0].domain
    assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain)
    assert not domain.startswith("www.")


@pytest.mark.parametrize("module", MODULES)
def test_a_site_is_documented_as_it_is(module: str) -> None:
    spider = spiders_in(module)[0]
    domain, family, title, state = rows()[module]
    assert (domain, family) == (spider.domain, spider.family.name)
    assert spider.title in (None, title)
    assert state


def test_no_two_sites_share_a_domain() -> None:
    domains = [spiders_in(module)[0].domain for module in MODULES]
    assert sorted(set(domains)) == sorted(domains)


def test_no_site_is_documented_that_is_not_there() -> None:
    assert sorted(rows()) == MODULES
