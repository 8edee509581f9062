"""What helps against the pages that a site answered in place of those that a crawl asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from newscrawl.answers import barriers

#: How the stats of a crawl begin that count kinds of answers; see
#: :attr:`newscrawl.answers.NoPage.kind`.
KINDS: Final = "newscrawl/no_page/"
#: Kind of pages that have the text of others.
SAME_TEXT: Final = "the text of other pages again"
#: Kind of pages of a site that are not its news, as "about us": asked for once, and no failure.
NO_NEWS: Final = "a page of the site itself, no article"
#: Fewer of a kind are worth a line only if they are half of all pages.
MANY: Final = 10

_ACCESS = "see docs/refusals.md"
_LATER = "they are asked for again by later crawls"
_HELP: Final = {
    barriers.CHALLENGE.reason: _ACCESS,
    barriers.BLOCKED.reason: _ACCESS,
    "HTTP 403": _ACCESS,
    "HTTP 407": "check the address and the password of the proxy",
    "HTTP 429": "crawl slower: raise DOWNLOAD_DELAY",
    barriers.FILTER.reason: "crawl from another network, or through a proxy: see docs/refusals.md",
    barriers.NO_SITE.reason: "is the address of the site still right?",
    barriers.NO_LINKS.reason: "a browser may be needed: see docs/refusals.md",
    barriers.LOGIN.reason: "the site shows them only to its members",
    SAME_TEXT: "compare them with the first of them in the archive: see docs/refusals.md",
    NO_NEWS: None,
    barriers.MISSING.reason: None,
    barriers.ABOUT.reason: None,
}


def kinds(stats: Mapping[str, Any]) -> dict[str, int]:
    """How many pages of each kind a crawl counted in its stats."""
    return {
        name.removeprefix(KINDS): count for name, count in stats.items() if name.startswith(KINDS)
    }


def advice(reasons: Mapping[str, int], pages: int | None = None) -> str | None:
    """A line for people on the kind of answer that kept most pages from a crawl.

    Args:
        reasons: kind → how many; see :func:`kinds`.
        pages: how many pages the crawl asked for, if known: of a crawl that stopped at the home
            page, one is all.

    Returns:
        ``None`` if there were few of each kind, or nobody can do anything about them.

    >>> advice({"a challenge page (ArvanCloud)": 40})
    '40 pages were a challenge page (ArvanCloud): see docs/refusals.md'
    >>> advice({"HTTP 503": 9}), advice({"HTTP 503": 1}, pages=2)
    (None, '1 page answered HTTP 503: they are asked for again by later crawls')
    """
    for kind, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
        help_ = _HELP.get(kind.split(" (")[0].split(":")[0], _LATER)
        is_much = count >= MANY or (pages is not None and 2 * count >= pages)
        if help_ is not None and is_much:
            return f"{count} page{'s' * (count != 1)} {_verb(kind, count)} {kind}: {help_}"
    return None


def _verb(kind: str, count: int) -> str:
    if kind.startswith("HTTP"):
        return "answered"
    if kind.startswith("no "):
        return "held"
    if kind == barriers.MAINTENANCE.reason:
        return "said that"
    return "was" if count == 1 else "were"
