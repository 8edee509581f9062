"""The words that stand out, for programs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from newscrawl.arguments import ArgumentError
from newscrawl.database.keywords import (
    AT_LEAST,
    LIMIT,
    SAMPLE,
    Against,
    Keywords,
    WordOptions,
    filters_of,
    keywords,
    keywords_by_site,
)
from newscrawl.database.selection import Selection
from newscrawl.library.filters import selection_of
from newscrawl.library.opening import OpenedArchive


class WordsOfArchive(OpenedArchive):
    """What an archive tells of its words; a part of ``Archive``."""

    def words(
        self,
        query: str | None = None,
        *,
        by: str | None = None,
        against: str | None = None,
        site: str | Sequence[str] | None = None,
        from_date: str | date | None = None,
        to_date: str | date | None = None,
        section: str | None = None,
        tag: str | None = None,
        topic: str | None = None,
        limit: int | None = LIMIT,
        at_least: int = AT_LEAST,
        sample: int | None = SAMPLE,
        one_per_story: bool = False,
        lemmas: bool = False,
    ) -> list[Keywords]:
        """The words, and phrases of two words, that stand out in some articles against others, as
        ``newscrawl words`` finds them; see docs/words.md.

        Args:
            query: as :meth:`search` takes it. The query or one of the filters has to be there.
            by: ``site``: what stands out in each site against the others.
            against: what the others are: those that lack one filter and meet the rest. One of
                ``query``, ``period``, ``tag``, ``section``, ``topic``, ``site``, or ``all``: that
                lack any. Default: the first of these that is there.
            site: one; with ``by="site"`` those that are compared, default: the largest.
            limit: at most so many words, and so many phrases; ``None`` for all.
            at_least: only what is in so many articles.
            sample: how many articles of each side are read at most; ``None`` for all.
            one_per_story: of articles that are the same story only one.
            lemmas: join all forms of a word by a dictionary. Needs ``newscrawl[lemmas]``.

        Returns:
            The words of the articles; with ``by`` those of each site.

        Raises:
            QueryError: if the query is wrong.
            MissingDictionary: if there is none for ``lemmas``.

        Examples:
            >>> from newscrawl import Archive
            >>> (found,) = Archive("data/news.db").words(site="demo", from_date="1400/04/01")
            >>> found.articles, found.others, found.words
            (3, 0, [])
        """
        names = [site] if isinstance(site, str) else list(dict.fromkeys(site or ()))
        if by not in (None, "site"):
            raise ArgumentError("by", f"expected site, got {by!r}")
        if by is None and len(names) > 1:
            raise ArgumentError("site", 'several sites are for by="site"')
        for name, number in (("limit", limit), ("at_least", at_least), ("sample", sample)):
            if number is not None and (isinstance(number, bool) or number < 1):
                raise ArgumentError(name, f"expected 1 or more, got {number!r}")
        selection = selection_of(
            query=query,
            site=names[0] if by is None and names else None,
            from_date=from_date,
            to_date=to_date,
            section=section,
            tag=tag,
            topic=topic,
        )
        options = WordOptions(limit, at_least, sample, one_per_story, lemmas, _titles)
        if by is not None:
            if against is not None:
                raise ArgumentError("against", 'is not for by="site"')
            with self._reading() as connection:
                return keywords_by_site(connection, selection, names, options)
        chosen = _against(against, selection)
        with self._reading() as connection:
            return [keywords(connection, selection, chosen, options)]


def _titles(names: Collection[str]) -> dict[str, str]:
    from scrapy.settings import Settings

    from newscrawl.cli.sites import site_titles

    settings = Settings()
    settings.setmodule("newscrawl.settings")
    return site_titles(settings, names)


def _against(against: str | None, selection: Selection) -> Against:
    known = filters_of(selection)
    if not known:
        raise ArgumentError("query", "expected a query or a filter")
    possible = [*known, Against.ALL]
    if against is None:
        return known[0]
    if against not in possible:
        raise ArgumentError("against", f"expected {' or '.join(possible)}, got {against!r}")
    return Against(against)
