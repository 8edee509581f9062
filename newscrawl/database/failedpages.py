"""How many pages ended as failures, by reason: pages that a site does not have are none."""

from __future__ import annotations

from dataclasses import dataclass, field

import sqlalchemy as sa

from newscrawl.database.schema import failures


@dataclass(slots=True)
class FailedPages:
    """The pages of a site that ended as failures: reason → number, the most frequent first."""

    all: dict[str, int] = field(default_factory=dict)
    #: Of these, pages of which the site says that they do not exist: old links, guessed codes.
    absent: dict[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> dict[str, int]:
        """The others: pages that could not be read."""
        return without(self.all, self.absent)


def without(counts: dict[str, int], others: dict[str, int]) -> dict[str, int]:
    """Counts by reason less others, the most frequent first."""
    left = {reason: number - others.get(reason, 0) for reason, number in counts.items()}
    order = sorted(left, key=lambda reason: (-left[reason], reason))
    return {reason: left[reason] for reason in order if left[reason]}


def failures_by_reason(
    connection: sa.Connection, site: str | None = None
) -> dict[str, FailedPages]:
    """The failures of a site, or of all sites that have any."""
    found: dict[str, FailedPages] = {}
    columns = (failures.c.site, failures.c.reason, failures.c.is_missing)
    query = sa.select(*columns, sa.func.count().label("pages")).group_by(*columns)
    if site is not None:
        query = query.where(failures.c.site == site)
    rows = [tuple(row) for row in connection.execute(query)]
    for name, reason, is_missing, count in sorted(rows, key=lambda row: (-row[3], row[1])):
        pages = found.setdefault(name, FailedPages())
        pages.all[reason] = pages.all.get(reason, 0) + count
        if is_missing:
            pages.absent[reason] = count
    for pages in found.values():
        pages.all = dict(sorted(pages.all.items(), key=lambda row: (-row[1], row[0])))
    return found
