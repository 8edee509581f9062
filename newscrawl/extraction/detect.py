"""Which family a site is of, by its pages and addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from newscrawl.cms import Family
from newscrawl.cms.base import SELECTORS
from newscrawl.cms.families import FAMILIES
from newscrawl.extraction.page import Page
from newscrawl.extraction.select import compiled
from newscrawl.extraction.wordpress import marks

#: Minimum fields, the body among them, whose selectors find something on a page of a family.
ENOUGH = 4
#: For how many fields it counts that a page names its system.
MARK = 2
#: What the systems write into their pages, in ``<meta name="generator">`` and in the addresses of
#: their own files; WordPress has marks of its own.
GENERATORS: Final = {
    "nastooh": re.compile(r"nastooh", re.IGNORECASE),
    "iransamaneh": re.compile(r"iran-?samaneh", re.IGNORECASE),
    "drupal": re.compile(r"^drupal\b", re.IGNORECASE),
    "joomla": re.compile(r"^joomla\b", re.IGNORECASE),
}
FILES: Final = {"iransamaneh": re.compile(r"/client/themes/|\blib\.iransamaneh")}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a family as that of a site."""

    family: Family
    #: Addresses of the home page that the family takes for an article's.
    links: int
    #: Selectors with a class or id of the family's own that stand on the article pages, by field.
    found: dict[str, str]
    #: The pages say themselves that they are of it.
    is_marked: bool = False
    #: As :attr:`found`, on pages whose addresses the family does not take for articles'.
    misplaced: dict[str, str] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """How many fields speak for the family; a mark counts for some."""
        return len(self.found) + MARK * self.is_marked

    @property
    def is_enough(self) -> bool:
        """Whether the site can be taken for one of the family."""
        if self.family.name == "wordpress":
            return self.is_marked
        return "body" in self.found and self.weight >= ENOUGH

    @property
    def is_misplaced(self) -> bool:
        """Whether the site has the elements of the family, under addresses that it does not know.

        Names like ``body`` and ``lead`` alone are those of other sites, too.
        """
        weight = len(self.misplaced) + MARK * self.is_marked
        return not self.is_enough and "body" in self.misplaced and weight > ENOUGH


def weigh(
    pages: Sequence[Page], home_links: Iterable[str], home: Page | None = None
) -> list[Evidence]:
    """Weigh what speaks for each family.

    Args:
        pages: articles of the site.
        home_links: absolute addresses on the home page that are on the site.
        home: the home page, for its marks.

    Returns:
        The likeliest family first. ``generic`` fits everything, and is first only if nothing speaks
        enough for another.
    """
    links = list(home_links)
    marked = Counter(name for page in pages for name in marks_of(page))
    at_home = marks_of(home) if home is not None else set()
    found = []
    for family in FAMILIES.values():
        count = sum(family.key(url) is not None for url in links)
        is_marked = family.name in at_home or 2 * marked[family.name] > len(pages)
        is_known = is_marked or family.name not in ("wordpress", "generic")
        own = [page for page in pages if family.key(page.url) is not None]
        others = [page for page in pages if family.key(page.url) is None]
        found.append(
            Evidence(
                family,
                count,
                _found(family, own) if is_known else {},
                is_marked,
                _found(family, others) if is_known and not own else {},
            )
        )

    def rank(evidence: Evidence) -> tuple[bool, int, bool]:
        return evidence.is_enough, evidence.weight, evidence.family.name == "generic"

    return sorted(found, key=rank, reverse=True)


def marks_of(page: Page) -> set[str]:
    """Names of the families that a page says it is of, by its generator and its files."""
    found = {"wordpress"} if marks(page.document).is_wordpress else set()
    for meta in page.document.iter("meta"):
        if (meta.get("name") or "").lower() == "generator":
            content = (meta.get("content") or "").strip()
            found |= {name for name, says in GENERATORS.items() if says.search(content)}
    files = [
        address
        for element in page.document.iter("link", "script", "img")
        if (address := element.get("href") or element.get("src"))
    ]
    return found | {name for name, of in FILES.items() if any(map(of.search, files))}


def likely_articles(links: Iterable[str]) -> list[str]:
    """Addresses on a home page that the one family takes for articles' that knows most of them:
    whether it is the site's, the pages there tell, by :func:`recognise`."""
    links = list(dict.fromkeys(links))
    closed = [family for family in FAMILIES.values() if not family.is_open]
    found = ([url for url in links if family.key(url) is not None] for family in closed)
    return max(found, key=len, default=[])


def recognise(home: Page, articles: Sequence[Page], home_links: Iterable[str]) -> Family | None:
    """The known family of a site; ``None`` if it is of none.

    Args:
        home: its home page, or another first page of it.
        articles: those of :func:`likely_articles`, or some of them.
        home_links: as for :func:`weigh`.
    """
    if any(marks(page.document).is_wordpress for page in (home, *articles)):
        return FAMILIES["wordpress"]
    first, *_ = weigh(articles, home_links, home)
    return first.family if first.is_enough else None


def _found(family: Family, pages: Sequence[Page]) -> dict[str, str]:
    """The fields with a selector that finds something on most of the pages, and the selector that
    does so on the most: one page may be an album, or have no lead."""
    found: dict[str, str] = {}
    for name in SELECTORS if pages else ():
        named = [css for css in getattr(family, name) if "." in css or "#" in css]
        shown = [next((c for c in named if compiled(c)(p.document)), None) for p in pages]
        selectors = Counter(css for css in shown if css is not None)
        if 2 * selectors.total() > len(pages):
            found[name] = selectors.most_common(1)[0][0]
    return found
