"""The families, and which of them a site is of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from newscrawl.cms.asam import Asam
from newscrawl.cms.base import Family, Page
from newscrawl.cms.generic import Generic
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.cms.nastooh import Nastooh
from newscrawl.cms.select import compiled

FAMILIES: dict[str, Family] = {
    family.name: family for family in (IranSamaneh(), Nastooh(), Asam(), Generic())
}
#: A page is of a family if it has elements of so many of its rules' fields, the body among them.
ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a family."""

    family: Family
    #: Addresses of the home page that the family takes for an article's.
    links: int
    #: Selectors with a class or id of the family's own that stand on the article pages, by field.
    found: dict[str, str]

    @property
    def is_enough(self) -> bool:
        return "body" in self.found and len(self.found) >= ENOUGH


def weigh(pages: Sequence[Page], home_links: Iterable[str]) -> list[Evidence]:
    """What speaks for each family, the likeliest first; ``generic`` fits everything, and comes
    first only if nothing speaks enough for another.

    Args:
        pages: articles of the site.
        home_links: absolute addresses on the home page that are on the site.
    """
    links = list(home_links)
    found = [
        Evidence(
            family,
            sum(family.key(url) is not None for url in links),
            {} if family.is_open else _found(family, pages),
        )
        for family in FAMILIES.values()
    ]
    return sorted(found, key=lambda e: (e.is_enough, len(e.found), e.family.is_open), reverse=True)


def _found(family: Family, pages: Sequence[Page]) -> dict[str, str]:
    """Field → a selector of it, for the fields that have one on every page whose address is an
    article's of the family."""
    own = [page.document for page in pages if family.key(page.url) is not None]
    found: dict[str, str] = {}
    for field in fields(family) if own else ():
        rules = getattr(family, field.name) if field.name != "older" else ()
        named = [rule for rule in rules if "." in rule or "#" in rule]
        shown = [next((rule for rule in named if compiled(rule)(root)), None) for root in own]
        if shown[0] is not None and None not in shown:
            found[field.name] = shown[0]
    return found
