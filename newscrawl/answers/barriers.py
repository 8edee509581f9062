"""Pages that servers send in place of the page that was asked for, with whatever status.

A challenge for browsers, the national filter, maintenance, a server's error message, the page of a
hosting company, a login, "not found". Nobody asks for these of a page that reads as a dated article
or as a list of articles, so nothing here has to be fast. What else a page says for or against being
an article is weighed in :mod:`newscrawl.extraction.refusals`. The words are in :mod:`.challenges`,
:mod:`.outages`, :mod:`.otherpages` and :mod:`.loosely`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from ipaddress import ip_address
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from newscrawl.answers import challenges, loosely, otherpages, outages, words
from newscrawl.answers.nopage import Cause, NoPage
from newscrawl.answers.words import squeezed


def _known(kind: str, cause: Cause = Cause.REFUSED, *, is_missing: bool = False) -> NoPage:
    return NoPage(kind, cause, is_missing, kind=kind)


CHALLENGE: Final = _known("a challenge page")
FILTER: Final = _known("the national filter's page")
BLOCKED: Final = _known("a page that says that access is blocked")
MAINTENANCE: Final = _known("the site is under maintenance")
ERROR: Final = _known("an error message of the server")
NO_SITE: Final = _known("the page of a server without a site")
EMPTY: Final = _known("an empty page")
#: A page of lists or a feed that leads nowhere, whatever it says.
NO_LINKS: Final = _known("no link of the site's own")
LOGIN: Final = _known("a login page", Cause.PAGE)
MISSING: Final = _known("the site says that the page does not exist", Cause.PAGE, is_missing=True)
ABOUT: Final = _known("a page about the site, or of advertising", Cause.PAGE)

#: A page with less visible text is searched for words as a whole; characters.
SHORT: Final = 1500
#: A page with more links shows something of a site.
FEW_LINKS: Final = 12
#: An error message that begins a page is one, whatever follows; characters.
OPENING: Final = 100
#: With less text, a box that asks whether its reader is human is all that a page has; letters.
BARE: Final = 200
#: A longer headline is none; characters.
_HEADLINE: Final = 200
#: How much of a source is searched for marks; bytes.
_SEARCHED: Final = 512 * 1024
_SILENT: Final = frozenset(("head", "script", "style", "template", "svg", "option"))
#: Where the national filter sends people, as a name and as private addresses.
_FILTER_HOSTS: Final = frozenset(("peyvandha.ir", "internet.ir"))
_FILTER_NETWORK: Final = range(34, 37)


def is_filter(url: str) -> bool:
    """Whether an address is the national filter's.

    >>> is_filter("http://10.10.34.36?type=Invalid"), is_filter("http://10.10.34.3/")
    (True, False)
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    try:
        parts = ip_address(host).packed
    except ValueError:
        return host in _FILTER_HOSTS
    return parts[:3] == bytes((10, 10, 34)) and parts[3] in _FILTER_NETWORK


def of_page(
    source: bytes,
    document: Element,
    site_names: Collection[str] = (),
    *,
    is_likely: bool = True,
) -> NoPage | None:
    """What a page is that stands in place of another; ``None`` if nothing says so.

    What a page calls itself always counts; its text and what its source holds count only where it
    shows little else.

    Args:
        source: of the page, in UTF-8.
        document: the page, parsed.
        site_names: which may stand in a headline: «درباره روزپلاس».
        is_likely: nothing else speaks for a page of the site. Then a page that shows little else is
            one also by the words in which it speaks to its readers: see :mod:`.loosely`.
    """
    if not source.strip():
        return EMPTY
    names = _headlines(document)
    text, is_short = _opening(document)
    said = names
    if is_short:
        said = [*names, text]
        if (found := _by_marks(source[:_SEARCHED].lower())) is not None:
            return found
    parts = {part for name in names for part in words.parts(name)}
    own = [name for name in map(squeezed, site_names) if name]
    parts |= {part.replace(name, "") for part in parts for name in own}
    found = _by_words("\n".join(map(squeezed, said)), parts) or _by_looks(document, text, parts)
    return found or (_by_tone(source, squeezed(text)) if is_short and is_likely else None)


def challenge_of(vendor: str) -> NoPage:
    """A challenge page of a CDN or firewall, by its name.

    >>> challenge_of("ArvanCloud").reason
    'a challenge page (ArvanCloud)'
    """
    return _known(f"{CHALLENGE.reason} ({vendor})")


def _headlines(document: Element) -> list[str]:
    """What a page calls itself: its title and its largest headings."""
    found = [e for tag in ("title", "h1") for e in document.iter(tag)]
    texts = (" ".join("".join(map(str, e.itertext())).split()) for e in found[:6])
    return [text[:_HEADLINE] for text in texts]


def _by_marks(source: bytes) -> NoPage | None:
    for vendor, marks in challenges.MARKS.items():
        if any(mark in source for mark in marks):
            return challenge_of(vendor)
    return FILTER if any(mark in source for mark in challenges.FILTER_MARKS) else None


def _by_words(said: str, parts: set[str]) -> NoPage | None:
    for vendor, phrases in challenges.VENDOR_WORDS.items():
        if phrases.are_in(said):
            return challenge_of(vendor)
    for phrases, kind in (
        (challenges.FILTER, FILTER),
        (challenges.CHALLENGE, CHALLENGE),
        (challenges.BLOCKED, BLOCKED),
        (outages.ERROR, ERROR),
        (outages.NO_SITE, NO_SITE),
        (outages.MAINTENANCE, MAINTENANCE),
        (otherpages.MISSING, MISSING),
    ):
        if phrases.are_in(said):
            return kind
    for known, kind in (
        (outages.MAINTENANCE_NAMES, MAINTENANCE),
        (outages.ERROR_NAMES, ERROR),
        (challenges.BLOCKED_NAMES, BLOCKED),
        (outages.NO_SITE_NAMES, NO_SITE),
        (otherpages.MISSING_NAMES, MISSING),
        (otherpages.ABOUT_NAMES, ABOUT),
    ):
        if any(map(known.are, parts)):
            return kind
    return None


def _by_tone(source: bytes, text: str) -> NoPage | None:
    for phrases, kind in (
        (loosely.CHALLENGE, CHALLENGE),
        (loosely.BLOCKED, BLOCKED),
        (loosely.MISSING, MISSING),
        (loosely.LOGIN, LOGIN),
        (loosely.MAINTENANCE, MAINTENANCE),
    ):
        if phrases.are_in(text):
            return kind
    start = source[:_SEARCHED].lower()
    is_bare = len(text) <= BARE and any(mark in start for mark in loosely.MARKS)
    return CHALLENGE if is_bare else None


def _by_looks(document: Element, text: str, parts: set[str]) -> NoPage | None:
    if outages.ERROR_OPENING.match(text):
        return ERROR
    asks_password = any(e.get("type", "").lower() == "password" for e in document.iter("input"))
    if asks_password and any(map(otherpages.LOGIN_NAMES.are, parts)):
        return LOGIN
    return None


def _opening(document: Element) -> tuple[str, bool]:
    """How the visible text of a page begins, and whether that and a few links are all of it."""
    is_short = sum(1 for _ in islice(document.iter("a"), FEW_LINKS + 1)) <= FEW_LINKS
    most = SHORT if is_short else OPENING
    found: list[str] = []
    length = 0
    for piece in _texts(document):
        found.append(piece)
        length += len(piece)
        if length > most:
            return " ".join(found), False
    return " ".join(found), is_short


def _texts(document: Element) -> Iterator[str]:
    """Pieces of visible text, in their order."""
    walker = iterwalk(document, events=("start", "end", "comment"))
    for event, element in walker:
        if event == "start" and element.tag in _SILENT:
            walker.skip_subtree()
            continue
        piece = element.text if event == "start" else element.tail
        if piece and (words := " ".join(piece.split())):
            yield words
