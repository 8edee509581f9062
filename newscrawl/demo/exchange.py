"""A request to the site, and what it answers."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import jdatetime

from newscrawl.demo import dates


@dataclass(frozen=True)
class Parameters:
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

        Raises:
            ValueError: if it is no date.
        """
        text = self.text(name)
        if not text:
            return None
        year, month, day = map(int, re.split("[/-]", text))
        gregorian: date = jdatetime.date(year, month, day).togregorian()
        return gregorian


@dataclass(frozen=True)
class SiteRequest:
    path: str
    query: Parameters
    #: The address of the site itself, as the client knows it.
    base: str
    #: What the pattern of the route found in the path.
    name: str


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    kind: str = "text/html"
    status: int = 200
    location: str | None = None
    #: Headers besides those that every answer has.
    headers: dict[str, str] = field(default_factory=dict)
    #: What its ETag is made of, if that is not the body.
    state: bytes | None = None

    @cached_property
    def etag(self) -> str:
        state = self.body if self.state is None else self.state
        return f'"{hashlib.blake2b(state, digest_size=10).hexdigest()}"'
