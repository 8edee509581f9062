"""The sites of the project, and the table of them in docs/sites.md.

``python -m newscrawl.sites`` writes the table again.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from scrapy import Spider
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawl.cms import Family
from newscrawl.discovery import WAYS
from newscrawl.spider import NewsSpider

DOCUMENT = Path(__file__).parents[1] / "docs" / "sites.md"
BEGIN, END = "<!-- sites: made by python -m newscrawl.sites -->\n", "<!-- end -->\n"


def ways(family: Family) -> list[str]:
    """The ways to find articles on sites of a family, as words of ``discover=``."""
    missing = {
        name
        for name, path in (
            ("archive", family.archive_path),
            ("codes", family.code_path),
            ("api", family.api),
        )
        if path is None
    }
    return [name for name in WAYS if name not in missing]


def is_real(site: type[Spider]) -> bool:
    """Whether a site exists: the domains of the demo newspaper's sites are reserved ones."""
    return "." in (domain := getattr(site, "domain", "")) and not domain.endswith(".example")


def table(spiders: Iterable[type[NewsSpider]]) -> str:
    """The number of real sites of each family, and a row for each site, in Markdown."""
    sites = sorted(spiders, key=lambda spider: spider.name)
    families = Counter(site.family.name for site in sites if is_real(site))
    count = ", ".join(f"{number} {name}" for name, number in families.most_common())
    lines = [
        f"{families.total()} real sites: {count}.",
        "",
        "| site | domain | family | name | ways | state |",
        "|---|---|---|---|---|---|",
    ]
    for site in sites:
        cells = (
            f"`{site.name}`",
            getattr(site, "domain", "any"),
            site.family.name,
            site.title or "",
            " ".join(ways(site.family)),
            site.checked,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def renewed(document: str, spiders: Iterable[type[NewsSpider]]) -> str:
    """A document with a new table between its marks.

    Raises:
        ValueError: if the marks are not there.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"expected the lines {BEGIN.strip()!r} and {END.strip()!r}")
    return "".join([before, begin, "\n", table(spiders), "\n", end, after])


def all_sites() -> list[type[NewsSpider]]:
    """The spiders of all sites, by name; imports them."""
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    loader = get_spider_loader(settings)
    spiders = (loader.load(name) for name in sorted(loader.list()))
    return [spider for spider in spiders if issubclass(spider, NewsSpider)]


def main() -> None:
    try:
        old = DOCUMENT.read_text(encoding="utf-8")
        new = renewed(old, all_sites())
        DOCUMENT.write_text(new, encoding="utf-8")
    except (OSError, ValueError) as error:
        sys.exit(f"newscrawl: error: {DOCUMENT}: {error}")
    print(f"{DOCUMENT}: {'as it was' if new == old else 'made anew'}")


if __name__ == "__main__":
    main()
