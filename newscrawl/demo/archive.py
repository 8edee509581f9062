"""The search of the archive, by Jalali date and section."""

import re
from dataclasses import dataclass
from datetime import date

import jdatetime

from newscrawl.demo import dates
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.story import Story


@dataclass(frozen=True)
class Query:
    """What follows the question mark of an address."""

    values: dict[str, str]

    def text(self, name: str) -> str:
        return self.values.get(name, "").strip().translate(dates.DIGITS["latin"])

    def number(self, name: str, default: int = 1, most: int = 10**9) -> int:
        """The number of that name, at least 1; ``default`` if there is none."""
        text = self.text(name)
        return min(max(int(text), 1), most) if re.fullmatch(r"\d{1,12}", text) else default

    def date(self, name: str) -> date | None:
        """The Jalali date of that name as a Gregorian one, if given.

        Raises :exc:`ValueError` if it is no date.
        """
        text = self.text(name)
        if not text:
            return None
        year, month, day = map(int, re.split("[/-]", text))
        gregorian: date = jdatetime.date(year, month, day).togregorian()
        return gregorian


def search(paper: Newspaper, query: Query) -> list[Story]:
    """The stories that a query to the archive names, newest first."""
    try:
        first, last = query.date("from_date"), query.date("to_date")
    except ValueError:
        return []
    numbers = {query.text(name) for name in ("service_id", "sec_id")} - {"", "-1"}
    return [
        story
        for story in paper.listed
        if (first is None or first <= story.published.date())
        and (last is None or story.published.date() <= last)
        and numbers <= {str(section.number) for section in story.section.and_parent}
    ]
