"""``python docs/make/families.py`` makes docs/families/ anew: a page for each family.

So a page says what holds today: a test fails if it differs.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from newscrawl.cms import Family
from newscrawl.cms.base import COMMENT_SELECTORS, SELECTORS
from newscrawl.cms.families import FAMILIES
from newscrawl.sites import all_sites, is_real, ways
from newscrawl.spider import NewsSpider

FOLDER = Path(__file__).parents[1] / "families"
#: Field → what it says about addresses.
ADDRESSES = {
    "articles": "articles",
    "albums": "articles of pictures or a film",
    "canonical": "the one address of an article",
    "lists": "lists",
    "page_parameters": "query parameters that count pages",
    "list_parameters": "query parameters that tell lists apart",
    "next_page": "links to the next page",
    "ignored": "left alone, with all below",
}
#: Field → what it says about finding articles.
DISCOVERY = {
    "feeds": "feeds",
    "feed_indexes": "pages that name feeds",
    "feed_paths": "feeds that those may name",
    "feed_pages": "query parameter for older pages of a feed",
    "sitemaps": "sitemaps beside those of robots.txt",
    "archive_path": "archive of a day",
    "api": "REST API",
}
#: How many sites a page names.
NAMED = 12


def page(family: Family, sites: Iterable[type[NewsSpider]]) -> str:
    """The page of a family, in Markdown.

    Args:
        sites: all real sites.
    """
    kind = type(family)
    own = sorted(site.domain for site in sites if type(site.family) is kind)
    named = ", ".join(own[:NAMED]) + (", …" if len(own) > NAMED else "")
    lines = [
        f"# {kind.__name__}",
        "",
        "<!-- made by docs/make/families.py -->",
        "",
        _in_markdown(inspect.getmodule(kind).__doc__),
        "",
        _in_markdown(kind.__doc__),
        "",
        f"**Sites** ({len(own)}): {named}. All of them: [Sites](../sites.md).",
        "",
        f"**Ways to find articles**: {', '.join(ways(family))}.",
        "",
        *_rows("Addresses", ADDRESSES, family),
        *_rows("Finding articles", DISCOVERY, family),
        *_rows("Selectors, the likeliest first", {name: name for name in SELECTORS}, family),
        *_rows("Readers' comments", {name: name for name in COMMENT_SELECTORS}, family),
        "A site may override each of these: see [Adding a site](../adding-a-site.md).",
    ]
    return "\n".join(lines) + "\n"


def pages() -> Iterator[tuple[Path, str]]:
    """The path and text of every page."""
    sites = [site for site in all_sites() if is_real(site)]
    for family in FAMILIES.values():
        yield FOLDER / f"{family.name}.md", page(family, sites)


def _rows(head: str, names: dict[str, str], family: Family) -> Iterator[str]:
    cells = {label: _cell(getattr(family, name)) for name, label in names.items()}
    if not any(cells.values()):
        return
    yield from (f"## {head}", "", "| what | value |", "|---|---|")
    yield from (f"| {label} | {cell} |" for label, cell in cells.items() if cell)
    yield ""


def _cell(value: str | tuple[str, ...] | None) -> str:
    values = (value,) if isinstance(value, str) else value or ()
    return " · ".join(f"`{one}`".replace("|", r"\|") for one in values)


def _in_markdown(docstring: str | None) -> str:
    """A docstring, without the roles of reStructuredText."""
    text = inspect.cleandoc(docstring or "").replace("``", "`")
    return re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for path, text in pages():
        path.write_text(text, encoding="utf-8")
    print(f"{FOLDER}: made anew", file=sys.stderr)


if __name__ == "__main__":
    main()
