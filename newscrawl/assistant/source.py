"""The archive behind the tools: opened anew for each call, and never written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Final

from newscrawl.arguments import ArgumentError
from newscrawl.assistant import notes
from newscrawl.assistant.texts import in_one_line
from newscrawl.items import Article
from newscrawl.library.archive import Archive, Titles
from newscrawl.library.filters import days_of
from newscrawl.persian.calendar import in_tehran

#: Of so many sites the gaps are looked for, site by site; of more only the ends are told.
MOST_SITES: Final = 3


class NotStoredError(ValueError):
    """The archive does not have what was asked for; the message is one line."""


class ArchiveSource:
    """Where the tools read.

    Args:
        url: the archive, as an SQLAlchemy URL.
        titles: gives the Persian names of sites.
    """

    def __init__(self, url: str, titles: Titles) -> None:
        self.url = url
        self.titles = titles

    def open(self) -> Archive:
        """The archive as it is now.

        Raises:
            DatabaseError: if there is none, or it cannot be read; later also if it is one of an
                older newscrawl.
        """
        return Archive(self.url, migrates=False)

    def check_site(self, archive: Archive, site: str | None) -> None:
        """Check that the archive has anything of a site.

        Raises:
            ArgumentError: if it has not.
        """
        if site is None or site in (names := archive.sites()):
            return
        close = get_close_matches(site, names, 3)
        hint = (
            f"did you mean {' or '.join(close)}?" if close else "the tool sites lists what it has"
        )
        raise ArgumentError("site", f"the archive has nothing of {in_one_line(site)!r}: {hint}")

    def article(
        self, archive: Archive, site: str | None, news_code: str | int | None, url: str | None
    ) -> Article:
        """The article that arguments name.

        Raises:
            ArgumentError: if they name none.
            NotStoredError: if the archive does not have it.
        """
        if url is not None and (site, news_code) == (None, None):
            article, name = archive.article_at(url), url
        elif url is None and site is not None and news_code is not None:
            self.check_site(archive, site)
            article, name = archive.article(site, news_code), f"{site}/{news_code}"
        else:
            raise ArgumentError("news_code", "name the article by site and news_code, or by url")
        if article is None:
            raise NotStoredError(
                f"the archive does not have {in_one_line(name)}, which does not mean that it does "
                "not exist"
            )
        return article

    def coverage(
        self,
        archive: Archive,
        site: str | None,
        from_date: str | None = None,
        to_date: str | None = None,
    ) -> list[str]:
        """What the archive lacks of a site, or of all, in some days: a sentence each."""
        since, until = days_of(from_date, to_date)
        return list(self._lacking(archive, site, since, until))

    def _lacking(
        self, archive: Archive, site: str | None, since: date | None, until: date | None
    ) -> Iterator[str]:
        today = today_in_tehran()
        spans = {} if site is not None else archive.spans()
        if len(spans) > MOST_SITES:
            yield from notes.of_all(spans, since, until, today)
            return
        for name in spans if site is None else [site]:
            known = archive.coverage(name, from_date=since, to_date=until)
            yield from notes.of_site(known, since, until, today)


def key_of(article: Article) -> tuple[str, str]:
    """The site and what names an article there: its news code, or else its address."""
    return article.site or "", article.news_code or article.url or ""


def today_in_tehran() -> date:
    """The day that it is in Tehran."""
    return in_tehran(datetime.now(UTC)).date()
