"""The sites that a command line names, and the arguments of their spiders."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader
from scrapy.utils.conf import arglist_to_dict

from newscrawl.cli.exits import FAILURE, fail
from newscrawl.crawling.spiderloader import BrokenSpiderError
from newscrawl.spider import NewsSpider


def load_site(settings: BaseSettings, name: str) -> type[Spider]:
    """The spider of a site; ends the program if there is none, or its file cannot be imported."""
    return load_sites(settings, [name])[name]


def load_sites(settings: BaseSettings, names: Iterable[str]) -> dict[str, type[Spider]]:
    """The spiders of sites, by name; ends the program as :func:`load_site` does."""
    loader = get_spider_loader(settings)
    return {name: _load(loader, name) for name in names}


def _load(loader: SpiderLoaderProtocol, name: str) -> type[Spider]:
    try:
        return loader.load(name)
    except KeyError:
        close = get_close_matches(name, loader.list(), 1)
        hint = f"did you mean {close[0]!r}?" if close else "'scrapy list' shows them all"
        fail(f"unknown site {name!r}: {hint}")
    except BrokenSpiderError as error:
        fail(str(error), FAILURE)


def is_ours(settings: BaseSettings, name: str) -> bool:
    """Whether the spider of a site is one of ours; the crawl will say what is wrong with it."""
    try:
        return issubclass(get_spider_loader(settings).load(name), NewsSpider)
    except (KeyError, BrokenSpiderError):
        return False


def site_titles(settings: BaseSettings, among: Collection[str] | None = None) -> dict[str, str]:
    """The Persian names of the sites, by name of the spider.

    Args:
        among: only of these, as far as the project has them.
    """
    loader = get_spider_loader(settings)
    names = [name for name in loader.list() if among is None or name in among]
    titles = ((name, getattr(loader.load(name), "title", None)) for name in names)
    return {name: title for name, title in titles if title}


def one_site(args: list[str]) -> str | None:
    """The site that is the only argument, ``None`` for all; ends the program if there are more."""
    if len(args) > 1 or any(arg.startswith("-") for arg in args):
        fail(f"expected the name of one site or nothing, got {' '.join(args)!r}")
    return args[0] if args else None


def spider_arguments(texts: list[str]) -> dict[str, str]:
    """The spider arguments of ``-a NAME=VALUE``; ends the program if one is not of that form."""
    try:
        return dict(arglist_to_dict(texts))
    except ValueError:
        fail("-a: expected NAME=VALUE")
