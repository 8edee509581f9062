"""``scrapy check``: look a site over, a new one or one that is crawled."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.commands import ScrapyCommand
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.conf import arglist_to_dict
from scrapy.utils.template import string_camelcase
from twisted.python.failure import Failure

from newscrawl.addresses import Addresses, bare_host
from newscrawl.arguments import ArgumentError, parse_base_url
from newscrawl.checkup import OPTIONAL, Coverage, Reading, complaints, coverage, expected
from newscrawl.cli import FAILURE, fail, load_site
from newscrawl.cms import Family, NotAnArticle, Page
from newscrawl.cms.base import absolute
from newscrawl.commands.genspider import module_name
from newscrawl.commands.status import make_console, print_json
from newscrawl.database import DatabaseError
from newscrawl.database.reports import field_coverage, reading
from newscrawl.discovery import front
from newscrawl.discovery.links import Links, LinkSorter
from newscrawl.loaders import load_article
from newscrawl.spider import NewsSpider

#: Articles that are looked at of a new site, and of one that is crawled.
NEW, KNOWN = 3, 10
MOST = 50


class Visit(Spider):
    """Fetches the home page of a site and a few articles, and keeps them."""

    name = "check"
    # Nothing here is for the archive.
    custom_settings = {  # noqa: RUF012
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "REQUEST_FINGERPRINTER_CLASS": "scrapy.utils.request.RequestFingerprinter",
        "SPIDER_MIDDLEWARES": {"newscrawl.frontier.middleware.UnitOfWork": None},
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {},
    }

    def __init__(self, site: Site, count: int) -> None:
        super().__init__()
        self.site = site
        self.count = count

    async def start(self) -> Any:
        home = self.site.addresses.to_mirror(self.site.addresses.of("/"))
        yield Request(home, self.parse_home, errback=self.on_home_error)

    def parse_home(self, response: Response) -> Iterable[Request]:
        self.site.take_home(response)
        for url in self.site.articles(self.count):
            url = self.site.addresses.to_mirror(url)
            yield Request(url, self.parse_article, errback=self.on_error)

    def parse_article(self, response: Response) -> None:
        self.site.pages.append(response)

    def on_error(self, failure: Failure) -> None:
        url = failure.request.url  # type: ignore[attr-defined]
        self.site.failures[url] = _reason(failure)

    def on_home_error(self, failure: Failure) -> None:
        self.site.home_failure = _reason(failure)


class Site:
    """A site that is looked over: where it is, what is known of it, and what came back."""

    def __init__(
        self, addresses: Addresses, name: str, family: Family | None, title: str | None
    ) -> None:
        self.addresses = addresses
        self.name = name
        #: ``None`` if that is to be found out.
        self.family = family
        self.title = title
        #: Absolute addresses on the home page that are on the site.
        self.links: list[str] = []
        self.pages: list[Response] = []
        #: Address → why nothing came back.
        self.failures: dict[str, str] = {}
        #: Why the home page did not come back.
        self.home_failure: str | None = None

    def take_home(self, response: Response) -> None:
        if isinstance(response, TextResponse):
            urls = filter(None, (absolute(response.url, href) for href in front.hrefs(response)))
            on_site = filter(self.addresses.on_site, urls)
            self.links = list(dict.fromkeys(map(self.addresses.to_site, on_site)))

    def articles(self, count: int) -> list[str]:
        """Addresses of the first articles of the home page."""
        from newscrawl.cms.families import FAMILIES

        families = [self.family] if self.family else list(FAMILIES.values())
        found = [
            list(self.sorted_by(family).articles.values()) for family in families if self.links
        ]
        if not found:
            return []
        *special, for_any = found
        best = max(special, key=len, default=for_any)
        return (best if 2 * len(best) > len(for_any) else for_any)[:count]

    def sorted_by(self, family: Family) -> Links:
        """What a family takes the links of the home page for."""
        return LinkSorter(family, self.addresses).sort(self.links, self.addresses.of("/"))

    def page(self, response: TextResponse) -> Page:
        return Page.of(response.text, self.addresses.to_site(response.url), self.title)

    def read(self, family: Family) -> list[Reading]:
        """What a family's rules make of the articles."""
        readings = [Reading(url, reason=reason) for url, reason in self.failures.items()]
        for response in self.pages:
            url = self.addresses.to_site(response.url)
            if not isinstance(response, TextResponse):
                readings.append(Reading(url, reason="not a page"))
                continue
            if not family.is_open and family.key(url) is None:
                readings.append(Reading(url, reason="led to an address that is no article's"))
                continue
            try:
                raw = family.read(self.page(response))
            except NotAnArticle as error:
                readings.append(Reading(url, reason=str(error)))
                continue
            now, article_url = datetime.now(UTC), family.article_url(url)
            article = load_article(raw, site=self.name, url=article_url, fetched_at=now)
            readings.append(Reading(url, article))
        return readings


class Command(ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return "URL | SITE [options]"

    def short_desc(self) -> str:
        return "Look a site over: its family, which fields come out, what got worse"

    def long_desc(self) -> str:
        return (
            "Fetch the home page of a site and some articles, and store nothing. Of a new site, "
            "say which family it is and why, which fields come out, and print its spider file. Of "
            "a site that is crawled, hold the fields against those of the archive. Example: "
            "scrapy check https://example.ir; scrapy check roozplus. Exit code 0: all is well, "
            "1: something is wrong or got worse, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group("Check")
        group.add_argument(
            "-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE",
            help="set an argument of the site's spider, like base_url",
        )  # fmt: skip
        group.add_argument(
            "--articles", metavar="N", help=f"look at so many (a new site: {NEW}, else {KNOWN})"
        )
        group.add_argument("--name", help="name of a new site (default: of its domain)")
        group.add_argument(
            "--save", metavar="FOLDER", help="keep the pages there, and what was read of them"
        )
        group.add_argument("--json", action="store_true", help="for programs")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        super().process_options(args, opts)
        try:
            opts.spargs = arglist_to_dict(opts.spargs)
        except ValueError:
            fail("-a: expected NAME=VALUE")
        if not (opts.loglevel or opts.logfile):  # what goes wrong is said in the end
            self.settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")
        if len(args) != 1:
            fail("expected an address like https://example.ir, or the name of a site")
        self.is_known = "/" not in args[0] and "." not in args[0]
        self.count = _count(opts.articles, KNOWN if self.is_known else NEW)
        self.site = self._known_site(args[0], opts) if self.is_known else _new_site(args[0], opts)

    def _known_site(self, name: str, opts: argparse.Namespace) -> Site:
        assert self.settings is not None
        spider = load_site(self.settings, name)
        if not issubclass(spider, NewsSpider):
            fail(f"{name!r} is not a news site of ours")
        if opts.name:
            fail("--name is for a new site")
        try:
            instance = spider(**opts.spargs)
        except ArgumentError as error:
            fail(str(error))
        return Site(instance.addresses, instance.name, instance.family, instance.title)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None and self.settings is not None
        before = self._before() if self.is_known else Coverage(0)
        self.crawler_process.crawl(Visit, site=self.site, count=self.count)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            fail("the check could not start", FAILURE)
        family, why = self._family()
        readings = self.site.read(family)
        wrong = complaints(readings, before)
        if self.site.home_failure:
            wrong = [f"the home page: {self.site.home_failure}"]
        if opts.save:
            _save(Path(opts.save), self.site, readings)
        if opts.json:
            print_json(_as_json(self.site, family, why, readings, before, wrong))
        else:
            show(self.site, family, why, readings, before, wrong, is_known=self.is_known)
        if wrong:
            self.exitcode = FAILURE

    def _before(self) -> Coverage:
        assert self.settings is not None
        try:
            with reading(self.settings["DATABASE_URL"]) as connection:
                return Coverage(*field_coverage(connection, self.site.name, OPTIONAL))
        except DatabaseError as error:
            fail(str(error), FAILURE)

    def _family(self) -> tuple[Family, str]:
        """The family of the site, and why."""
        if self.site.family is not None:
            return self.site.family, "its spider says so"
        from newscrawl.cms.families import weigh

        pages = [self.site.page(r) for r in self.site.pages if isinstance(r, TextResponse)]
        first, *_ = weigh(pages, self.site.links)
        if first.family.is_open:
            return first.family, "its pages have the elements of no known family"
        links = f"{first.links} of {len(self.site.links)} links on the home page"
        elements = ", ".join(f"{name} {rule}" for name, rule in first.found.items())
        return first.family, f"{links} are its articles', and they have {elements}"


def show(
    site: Site,
    family: Family,
    why: str,
    readings: Sequence[Reading],
    before: Coverage,
    wrong: Sequence[str],
    *,
    is_known: bool,
) -> None:
    """Print what a check came to."""
    from rich.table import Table

    from newscrawl.commands.demo import card

    console = make_console()
    if site.pages:
        console.print(f"{site.addresses.origin}: family {family.name}, because {why}")
    articles = [reading.article for reading in readings if reading.article is not None]
    now = coverage(articles)
    table = Table("field", "articles", "in the archive", "for example", title="Fields")
    for name in ("title", *OPTIONAL):
        example = next((value for a in articles if (value := getattr(a, name))), "")
        count = len(articles) if name == "title" else now.fields[name]
        known = f"{before.share(name):.0%}" if before.articles and name != "title" else ""
        table.add_row(name, f"{count} of {len(articles)}", known, _short(example))
    if articles:
        console.print(table)
    problems = sorted({problem for article in articles for problem in article.problems})
    for line in (*(f"{r.url}: {r.reason}" for r in readings if r.reason), *problems):
        console.print(f"- {line}")
    if articles:
        console.print(card(articles[0]))
    if not is_known and articles:
        console.print(f"\nnewscrawl/spiders/{site.name}.py:\n")
        console.print(spider_file(site, family))
    for line in wrong:
        console.print(f"wrong: {line}")


def spider_file(site: Site, family: Family) -> str:
    """The text of the spider file of a new site, as ``scrapy genspider`` writes it."""
    templates = Path(__file__).parents[1] / "templates" / "spiders"
    template = Template((templates / f"{family.name}.tmpl").read_text(encoding="utf-8"))
    return template.substitute(
        name=site.name,
        domain=site.addresses.domain,
        classname=f"{string_camelcase(site.name)}Spider",
    )


def _reason(failure: Failure) -> str:
    error = failure.value
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    return " ".join(str(error).split()) or type(error).__name__


def _new_site(text: str, opts: argparse.Namespace) -> Site:
    url = text if "//" in text else f"https://{text}"
    try:
        parts = urlsplit(url)
        parse_base_url(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        fail(f"URL: expected an address like https://example.ir, got {text!r}")
    if opts.spargs:
        fail("-a is for the spider of a site that is there already")
    domain = bare_host(parts.netloc)
    name = opts.name or domain.partition(":")[0].split(".")[0]
    return Site(Addresses(domain, scheme=parts.scheme), module_name(name), None, None)


def _count(text: str | None, usual: int) -> int:
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        fail(f"--articles: expected 1 to {MOST}, got {text!r}")
    return int(text)


def _save(folder: Path, site: Site, readings: Sequence[Reading]) -> None:
    """Write each page that was read as ``CODE.html``, and what was read as ``CODE.json``."""
    sources = {site.addresses.to_site(response.url): response.body for response in site.pages}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, found in enumerate(readings, 1):
            if found.article is None:
                continue
            name = found.article.news_code or str(number)
            case = {"url": found.url, "site_title": site.title, "why": "",
                    "expected": expected(found.article)}  # fmt: skip
            text = json.dumps(case, ensure_ascii=False, indent=2)
            (folder / f"{name}.html").write_bytes(sources[found.url])
            (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        fail(f"--save: cannot write {error.filename}: {error.strerror}", FAILURE)


def _as_json(
    site: Site,
    family: Family,
    why: str,
    readings: Sequence[Reading],
    before: Coverage,
    wrong: Sequence[str],
) -> dict[str, Any]:
    articles = [reading.article for reading in readings if reading.article is not None]
    return {
        "site": site.name,
        "domain": site.addresses.domain,
        "family": family.name,
        "why": why,
        "coverage": asdict(coverage(articles)),
        "before": asdict(before),
        "pages": [asdict(found) for found in readings],
        "wrong": list(wrong),
    }


def _short(value: Any) -> str:
    text = "، ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
