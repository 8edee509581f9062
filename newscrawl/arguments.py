"""Spider arguments: what ``-a NAME=VALUE`` may say, checked before anything is fetched."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, Final, Literal, Self, TypeVar
from urllib.parse import urlsplit

from newscrawl import discovery
from newscrawl.cms import Family
from newscrawl.persian.calendar import to_gregorian, to_jalali
from newscrawl.persian.text import to_latin_digits
from newscrawl.urls import Addresses

#: Where names and passwords belong. An address is stored, shown and logged.
NO_PASSWORDS = (
    "expected an address without name and password; "
    "set HTTPAUTH_USER, HTTPAUTH_PASS and HTTPAUTH_DOMAIN instead"
)
#: Of the argument ``revisit``.
AUTO: Final = "auto"
Name = TypeVar("Name", bound=StrEnum)
_DAY = re.compile(r"([0-9]{4})([/-])([0-9]{1,2})\2([0-9]{1,2})")


class ArgumentError(ValueError):
    """A spider argument is wrong; the message names it and says what is allowed."""

    def __init__(self, argument: str, message: str) -> None:
        super().__init__(f"{argument}: {message}")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The checked arguments of a crawl."""

    #: ``http://host[:port]`` of a mirror to crawl instead of the site, without a final slash.
    base_url: str | None = None
    #: Addresses of the articles to fetch; empty for discovery.
    urls: tuple[str, ...] = ()
    #: Ways to find articles, in order.
    discover: tuple[str, ...] = discovery.DEFAULT
    #: Look again at stored articles that were published within this; :data:`AUTO`: at those that
    #: have come to an age at which they are looked at again.
    revisit: timedelta | Literal["auto"] | None = None
    #: Days of a site's archive or API, both included.
    from_date: date | None = None
    to_date: date | None = None
    #: Ranges of news codes, both ends included; empty for the gaps between the known ones.
    codes: tuple[tuple[int, int], ...] = ()

    @classmethod
    def parse(cls, family: Family, domain: str, **texts: str | None) -> Self:
        """Check the arguments of a crawl of a site.

        Raises:
            ArgumentError: naming the argument and what is allowed.
        """
        for name in texts:
            if name not in _PARSERS and not name.startswith("_"):  # scrapyd passes its own: _job
                raise ArgumentError(name, f"unknown argument; known are {', '.join(_PARSERS)}")
        values: dict[str, Any] = {
            field: parse(text)
            for name, (field, parse) in _PARSERS.items()
            if (text := texts.get(name)) is not None
        }
        arguments = cls(**values)
        arguments._check_urls(family, Addresses(domain, arguments.base_url))
        arguments._check_ways(family, texts)
        return arguments

    def _check_urls(self, family: Family, addresses: Addresses) -> None:
        for url in self.urls:
            if not addresses.on_site(url):
                raise ArgumentError("url", f"expected addresses on {addresses.domain}, got {url!r}")
            if not family.is_open and family.key(url) is None:
                raise ArgumentError("url", f"expected the address of an article, got {url!r}")

    def _check_ways(self, family: Family, texts: Mapping[str, str | None]) -> None:
        ways = self.discover
        if "archive" in ways and family.archive_path is None:
            raise ArgumentError("discover", f"sites of {family.name} have no archive by day")
        if "codes" in ways and family.code_path is None:
            raise ArgumentError("discover", f"sites of {family.name} cannot be asked for codes")
        if "api" in ways and family.api is None:
            raise ArgumentError("discover", f"sites of {family.name} have no API")
        for name, needed in _WAYS_OF.items():
            if texts.get(name) is not None and not set(needed) & set(ways):
                raise ArgumentError(name, f"is for discover={' and discover='.join(needed)}")
        if self.from_date and self.to_date and self.from_date > self.to_date:
            raise ArgumentError("from_date", "is after to_date")

    @property
    def span(self) -> discovery.api.Span:
        """The days of :attr:`from_date` and :attr:`to_date`."""
        return discovery.api.Span(self.from_date, self.to_date)

    def texts(self) -> dict[str, str]:
        """The arguments that say something, in the words of ``-a``, lists sorted."""
        values = {
            "base_url": self.base_url,
            "url": " ".join(self.urls),
            "discover": "" if self.urls else ",".join(sorted(self.discover)),
            "revisit": _duration(self.revisit)
            if isinstance(self.revisit, timedelta)
            else self.revisit,
            "from_date": self.from_date.isoformat() if self.from_date else None,
            "to_date": self.to_date.isoformat() if self.to_date else None,
            "codes": ",".join(f"{low}-{high}" for low, high in self.codes),
        }
        return {name: value for name, value in values.items() if value}


def parse_base_url(value: str) -> str:
    """
    >>> parse_base_url("http://127.0.0.1:8000/")
    'http://127.0.0.1:8000'
    >>> parse_base_url("127.0.0.1:8000")
    Traceback (most recent call last):
    newscrawl.arguments.ArgumentError: base_url: expected http://HOST[:PORT], got '127.0.0.1:8000'
    """
    try:
        parts = urlsplit(value.strip())
        parts.port  # noqa: B018 - raises for a port that is none
        complete = parts.scheme in {"http", "https"} and parts.hostname
    except ValueError:
        complete = False
    if _names_a_user(value):
        raise ArgumentError("base_url", NO_PASSWORDS)
    if not complete or parts.path.strip("/") or parts.query or parts.fragment:
        raise ArgumentError("base_url", f"expected http://HOST[:PORT], got {value!r}")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def parse_urls(value: str) -> tuple[str, ...]:
    """
    >>> parse_urls("https://a.ir/fa/news/1  https://a.ir/fa/news/2")
    ('https://a.ir/fa/news/1', 'https://a.ir/fa/news/2')
    """
    urls = tuple(value.split())
    if not urls:
        raise ArgumentError("url", "expected addresses of articles, separated by white space")
    for url in urls:
        try:
            parts = urlsplit(url)
            parts.port  # noqa: B018 - raises for a port that is none
            complete = parts.scheme in {"http", "https"} and parts.hostname
        except ValueError:
            complete = False
        if _names_a_user(url):
            raise ArgumentError("url", NO_PASSWORDS)
        if not complete:
            raise ArgumentError("url", f"expected addresses like https://…, got {url!r}")
    return urls


def parse_discover(value: str) -> tuple[str, ...]:
    """
    >>> parse_discover("rss, front")
    ('rss', 'front')
    """
    words = tuple(dict.fromkeys(word.strip() for word in value.split(",")))
    if wrong := [word for word in words if word not in discovery.WAYS]:
        allowed = ", ".join(discovery.WAYS)
        found = ", ".join(map(repr, wrong))
        raise ArgumentError("discover", f"expected one or more of {allowed}, got {found}")
    return words


def parse_revisit(value: str) -> timedelta | Literal["auto"]:
    """
    >>> parse_revisit("7d"), parse_revisit("36h"), parse_revisit("auto")
    (datetime.timedelta(days=7), datetime.timedelta(days=1, seconds=43200), 'auto')
    >>> parse_revisit("1w")
    Traceback (most recent call last):
    newscrawl.arguments.ArgumentError: revisit: expected hours or days like 36h, or auto, got '1w'
    """
    if value.strip() == AUTO:
        return AUTO
    if (duration := _parsed_duration(value)) is None:
        raise ArgumentError("revisit", f"expected hours or days like 36h, or auto, got {value!r}")
    return duration


def parse_ages(values: Sequence[Any]) -> tuple[timedelta, ...]:
    """The setting ``REVISIT_AGES``, the lowest age first.

    >>> parse_ages(["1d", "6h"])
    (datetime.timedelta(seconds=21600), datetime.timedelta(days=1))
    >>> parse_ages([])
    Traceback (most recent call last):
    newscrawl.arguments.ArgumentError: REVISIT_AGES: expected ages like 6h or 7d, got []
    """
    ages = {_parsed_duration(str(value)) for value in values}
    if not ages or None in ages:
        raise ArgumentError("REVISIT_AGES", f"expected ages like 6h or 7d, got {[*values]}")
    return tuple(sorted(age for age in ages if age is not None))


def parse_budget(value: Any) -> int:
    """The setting ``REVISIT_BUDGET``.

    >>> parse_budget("200")
    200
    """
    text = str(value)
    if not re.fullmatch("[0-9]{1,9}", text):
        raise ArgumentError("REVISIT_BUDGET", f"expected a number of requests, got {value!r}")
    return int(text)


def _parsed_duration(text: str) -> timedelta | None:
    match = re.fullmatch(r"([0-9]{1,4})([hd])", text.strip())
    if match is None or int(match[1]) == 0:
        return None
    number = int(match[1])
    return timedelta(hours=number) if match[2] == "h" else timedelta(days=number)


def parse_day(argument: str, value: str) -> date:
    """
    >>> parse_day("from_date", "۱۴۰۰/۰۴/۲۲"), parse_day("from_date", "2021-07-13")
    (datetime.date(2021, 7, 13), datetime.date(2021, 7, 13))
    >>> parse_day("to_date", "1400/13/01")
    Traceback (most recent call last):
    newscrawl.arguments.ArgumentError: to_date: there is no day 1400/13/01
    """
    match = _DAY.fullmatch(to_latin_digits(value.strip()))
    if match is None:
        expected = "expected a day like 1400/04/22 or 2021-07-13"
        raise ArgumentError(argument, f"{expected}, got {value!r}")
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    found = to_gregorian(year, month, day)
    if found is None and year > 1600:
        with suppress(ValueError):
            found = date(year, month, day)
    if found is None or to_jalali(found) is None:
        raise ArgumentError(argument, f"there is no day {value}")
    return found


def one_of(names: type[Name], argument: str, value: str) -> Name:
    """
    >>> from newscrawl.trends.periods import By
    >>> one_of(By, "by", "decade")
    Traceback (most recent call last):
    newscrawl.arguments.ArgumentError: by: expected day, week, month or year, got 'decade'
    """
    try:
        return names(value)
    except ValueError:
        *most, last = names
        expected = f"expected {', '.join(most)} or {last}"
        raise ArgumentError(argument, f"{expected}, got {value!r}") from None


def parse_codes(value: str) -> tuple[tuple[int, int], ...]:
    """
    >>> parse_codes("206000-206356,۳۰۰"), parse_codes("gaps")
    (((206000, 206356), (300, 300)), ())
    """
    if value.strip() == "gaps":
        return ()
    ranges = []
    for part in value.split(","):
        match = re.fullmatch(r"([0-9]{1,12})(?:-([0-9]{1,12}))?", to_latin_digits(part.strip()))
        if match is None or int(match[2] or match[1]) < int(match[1]):
            raise ArgumentError(
                "codes", f"expected gaps, or codes and ranges like 206000-206356,300, got {value!r}"
            )
        ranges.append((int(match[1]), int(match[2] or match[1])))
    return tuple(ranges)


def _names_a_user(url: str) -> bool:
    """Whether an address has a name or password before its host; ``@`` may stand in a path."""
    return "@" in re.split("[/?#]", url.partition("//")[2], maxsplit=1)[0]


def _duration(value: timedelta) -> str:
    hours = int(value.total_seconds() // 3600)
    return f"{hours}h" if hours % 24 else f"{hours // 24}d"


def is_loopback(url: str) -> bool:
    """Whether a server is on this machine.

    >>> is_loopback("http://127.0.0.1:8000"), is_loopback("http://localhost"), is_loopback("http://a.ir")
    (True, True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


#: Spider argument → field of :class:`Arguments`, and what reads it.
_PARSERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "base_url": ("base_url", parse_base_url),
    "url": ("urls", parse_urls),
    "discover": ("discover", parse_discover),
    "from_date": ("from_date", partial(parse_day, "from_date")),
    "to_date": ("to_date", partial(parse_day, "to_date")),
    "codes": ("codes", parse_codes),
    "revisit": ("revisit", parse_revisit),
}
#: The arguments, as they are named on a command line.
NAMES = tuple(_PARSERS)
#: What the arguments mean, for the help of a command.
MEANINGS = {
    "base_url=http://HOST[:PORT]": "a mirror to crawl in place of the site",
    "url=ADDRESSES": "only these articles",
    "discover=WAYS": f"of {','.join(discovery.WAYS)}; default: {','.join(discovery.DEFAULT)}",
    "from_date=DAY": "since 1400/04/22 or 2021-07-13: archive, sitemap, api",
    "to_date=DAY": "until the end of this day: archive, api",
    "codes=A-B,C or gaps": "news codes to ask for: codes; default: gaps",
    "revisit=7d or auto": "articles of this last period again, for their edits; those of some ages",
}
#: The ways that an argument is for.
_WAYS_OF = {
    "from_date": ("archive", "sitemap", "api"),
    "to_date": ("archive", "api"),
    "codes": ("codes",),
}
