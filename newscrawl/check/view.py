"""What a check found: for people, for programs, and as pages for tests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from string import Template
from typing import Any

from scrapy.utils.template import string_camelcase

from newscrawl.check.verdict import (
    OPTIONAL,
    CheckedPage,
    Coverage,
    articles_of,
    coverage,
    expected,
)
from newscrawl.check.visit import VisitedSite
from newscrawl.check.ways import notes
from newscrawl.cli.output import card, make_console
from newscrawl.cms import Family

TEMPLATES = Path(__file__).parents[1] / "templates" / "spiders"
#: How many characters of a value a table shows.
LENGTH = 60


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check came to."""

    site: VisitedSite
    family: Family
    #: Why it is that family.
    why: str
    pages: Sequence[CheckedPage]
    #: Of the articles in the archive.
    before: Coverage
    #: One line each.
    wrong: Sequence[str]


def show(found: Findings, *, is_known: bool) -> None:
    """Print what a check found.

    Args:
        is_known: the site has a spider; otherwise its file is printed too.
    """
    from rich.table import Table

    site, before = found.site, found.before
    console = make_console()
    if site.pages:
        console.print(f"{site.addresses.origin}: family {found.family.name}, because {found.why}")
    articles = articles_of(found.pages)
    now = coverage(articles)
    table = Table("field", "articles", "in the archive", "for example", title="Fields")
    for name in ("title", *OPTIONAL):
        example = next((value for a in articles if (value := getattr(a, name))), "")
        count = len(articles) if name == "title" else now.fields[name]
        known = str(before.of(name)) if before.articles and name != "title" else ""
        table.add_row(name, f"{count} of {len(articles)}", known, _short(example))
    if articles:
        console.print(table)
    problems = sorted({problem for article in articles for problem in article.problems})
    reasons = [f"{page.url}: {page.reason}" for page in found.pages if page.reason]
    for line in (*reasons, *problems):
        console.print(f"- {line}")
    if articles:
        console.print(card(articles[0]))
    if not is_known and articles:
        console.print(f"\nnewscrawl/spiders/{site.name}.py:\n")
        console.print(spider_file(site, found.family), soft_wrap=True)
    if is_known and site.home is not None:
        counts = site.ways.counts()
        seen = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
        console.print(f"ways to articles: {seen}")
        for line in notes(site.ways):
            console.print(f"noted: {line}")
    for line in found.wrong:
        console.print(f"wrong: {line}")


def spider_file(site: VisitedSite, family: Family) -> str:
    """The text of the spider file of a new site, as ``scrapy genspider`` writes it."""
    template = Template((TEMPLATES / f"{family.name}.tmpl").read_text(encoding="utf-8"))
    text = template.substitute(
        name=site.name,
        domain=site.addresses.domain,
        classname=f"{string_camelcase(site.name)}Spider",
    )
    return text.replace(f"family = {type(family).__name__}()", f"family = {declaration(family)}")


def declaration(family: Family) -> str:
    """A family as its site declares it: what differs from all others of it.

    >>> from newscrawl.cms.generic import Generic
    >>> print(declaration(Generic(body=(".text",))))
    Generic(
            body=(".text",),
        )
    """
    own = {
        one.name: value
        for one in fields(family)
        if (value := getattr(family, one.name)) != one.default
    }
    name = type(family).__name__
    if not own:
        return f"{name}()"
    lines = "".join(f"        {field}={_literal(value)},\n" for field, value in own.items())
    return f"{name}(\n{lines}    )"


def _literal(value: Any) -> str:
    """A value of a declaration, with the quotation marks of ``ruff format``."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def for_programs(found: Findings) -> dict[str, Any]:
    """What a check found, as a value of JSON."""
    site, is_known = found.site, found.site.family is not None
    return {
        "site": site.name,
        "domain": site.addresses.domain,
        "family": found.family.name,
        "why": found.why,
        "coverage": asdict(coverage(articles_of(found.pages))),
        "before": asdict(found.before),
        "ways": site.ways.counts() if is_known else None,
        "noted": notes(site.ways) if is_known and site.home is not None else [],
        "declaration": None if is_known else declaration(found.family),
        "pages": [asdict(page) for page in found.pages],
        "wrong": list(found.wrong),
    }


def save(folder: Path, found: Findings) -> None:
    """Write each page with an article as ``CODE.html``, and what was read on it as ``CODE.json``.

    Raises:
        OSError: if a file cannot be written.
    """
    site = found.site
    sources = {site.addresses.to_site(response.url): response.body for response in site.pages}
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(found.pages, 1):
        if page.article is None:
            continue
        name = page.article.news_code or str(number)
        case = {
            "url": page.url,
            "site_title": site.title,
            "why": "",
            "expected": expected(page.article),
        }
        text = json.dumps(case, ensure_ascii=False, indent=2)
        (folder / f"{name}.html").write_bytes(sources[page.url])
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def _short(value: Any) -> str:
    text = "، ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"
