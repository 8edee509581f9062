"""What became of stored articles that a crawl looked at again, in the stats of the crawl."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from scrapy.settings import BaseSettings

from newscrawl.arguments import parse_ages, parse_budget
from newscrawl.database.articles import Outcome
from newscrawl.database.revisits import DEFAULT_AGES, Ages
from newscrawl.items import Article, Failure, Item, Unchanged

#: Stats: stored articles that were looked at again, and what became of them: see
#: :class:`Revisits`.
REVISITED: Final = "newscrawl/revisited"
_OF: Final = f"{REVISITED}/"
#: Stat: of them, those of which the site said that they have not changed (HTTP 304).
UNCHANGED: Final = f"newscrawl/{Outcome.UNCHANGED}"


def revisit_plan(settings: BaseSettings) -> tuple[Ages, int]:
    """The ages at which articles are looked at again, and how many a crawl looks at: the settings
    ``REVISIT_AGES`` and ``REVISIT_BUDGET``. Where nobody set them, none is looked at.

    Raises:
        ArgumentError: if one of them is wrong.
    """
    ages, budget = (settings.get(name) for name in ("REVISIT_AGES", "REVISIT_BUDGET"))
    return (
        DEFAULT_AGES if ages is None else parse_ages(settings.getlist("REVISIT_AGES")),
        0 if budget is None else parse_budget(budget),
    )


@dataclass(frozen=True, slots=True)
class Revisits:
    """Counts of the stored articles that a crawl looked at again."""

    #: All of them.
    count: int = 0
    #: The site says so (HTTP 304), or the page says the same.
    unchanged: int = 0
    edited: int = 0
    #: The site has them no more, which was not known.
    vanished: int = 0
    #: The same, which was known.
    missing: int = 0
    #: No page came, or one that cannot be read.
    failed: int = 0
    #: Of the unchanged and edited ones, those that had vanished.
    back: int = 0

    @classmethod
    def of(cls, stats: Mapping[str, Any]) -> Self:
        """
        >>> Revisits.of({"newscrawl/revisited": 3, "newscrawl/revisited/edited": 1}).edited
        1
        """
        names = ("unchanged", "edited", "vanished", "missing", "failed", "back")
        return cls(stats.get(REVISITED, 0), **{name: stats.get(_OF + name, 0) for name in names})

    def __str__(self) -> str:
        """
        >>> str(Revisits(40, unchanged=37, edited=2, vanished=1))
        '40 revisited: 37 unchanged, 2 edited, 1 vanished'
        """
        counts = {
            "unchanged": self.unchanged, "edited": self.edited, "vanished": self.vanished,
            "still missing": self.missing, "failed": self.failed, "back": self.back,
        }  # fmt: skip
        said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        return f"{self.count} revisited: {said}" if said else f"{self.count} revisited"


def stats_of(items: Sequence[Item], outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The stats that count a request by which an article was looked at again.

    Args:
        items: what came of it, and what became of these.
    """
    yield REVISITED
    for item, outcome in zip(items, outcomes, strict=True):
        if isinstance(item, Failure):
            what = "failed"
            if item.is_missing:
                what = "vanished" if item.has_vanished else "missing"
            yield _OF + what
            return
        if isinstance(item, Article | Unchanged):
            yield _OF + ("edited" if outcome is Outcome.CHANGED else "unchanged")
            if item.is_back:
                yield f"{_OF}back"
            return
    yield f"{_OF}failed"
