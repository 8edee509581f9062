"""The ways to a site's articles: do its sections, feeds and pages lead where its family says?

Pure. What is noted here is no failure: a crawl finds its articles by any of the ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from newscrawl.discovery.links import Links


@dataclass(slots=True)
class Ways:
    """What was seen of the ways to a site's articles."""

    #: Of the home page, by the family's addresses.
    home: Links = field(default_factory=Links)
    #: Address of a feed → how many articles it names, or why it was not read.
    feeds: dict[str, int | str] = field(default_factory=dict)
    #: Address of a section → its links, or why it was not read.
    sections: dict[str, Links | str] = field(default_factory=dict)

    @property
    def read(self) -> dict[str, Links]:
        """The sections that were read."""
        return {url: links for url, links in self.sections.items() if isinstance(links, Links)}

    def counts(self) -> dict[str, int]:
        """How much of each was seen."""
        return {
            "articles": len(self.home.articles),
            "sections": len(self.home.lists),
            "feeds": sum(1 for count in self.feeds.values() if isinstance(count, int) and count),
            "next_pages": sum(1 for links in self.read.values() if links.next_page),
        }


def notes(ways: Ways) -> list[str]:
    """Where the ways do not lead, one line each; empty if all do."""
    found = []
    if not ways.home.lists:
        found.append("no section of the home page is a list by the family's addresses")
    if not ways.feeds:
        found.append("no feed is known: the family has none, and the home page names none")
    elif not any(isinstance(count, int) for count in ways.feeds.values()):
        found.append(f"no feed answers: {_reasons(ways.feeds)}")
    elif not ways.counts()["feeds"]:
        found.append("no feed names an article by the family's addresses")
    if ways.sections and not ways.read:
        found.append(f"no section answers: {_reasons(ways.sections)}")
    elif ways.read and not any(links.articles for links in ways.read.values()):
        found.append(f"no section links to an article by the family's addresses: {_of(ways.read)}")
    elif ways.read and not any(links.next_page for links in ways.read.values()):
        found.append(f"no section shows a next page by the family's addresses: {_of(ways.read)}")
    return found


def _of(urls: Iterable[str]) -> str:
    return ", ".join(map(unquote, urls))


def _reasons(failures: Mapping[str, object]) -> str:
    return "; ".join(f"{unquote(url)}: {reason}" for url, reason in failures.items())
