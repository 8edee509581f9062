"""The tools that find and read articles."""

from __future__ import annotations

from itertools import islice, pairwise

from newscrawl.assistant.answers import (
    ArticleAnswer,
    ArticleVersion,
    ChangedField,
    FoundArticle,
    RevisionsAnswer,
    SearchAnswer,
    Source,
    StoryAnswer,
    StoryMember,
)
from newscrawl.assistant.asking import (
    LONGEST_PIECE,
    Address,
    BodyOffset,
    FromDate,
    Limit,
    NewsCode,
    Offset,
    OfSite,
    OnePerStory,
    QueryText,
    Site,
    Sort,
    ToDate,
    Topic,
)
from newscrawl.assistant.source import ArchiveSource, key_of
from newscrawl.changes.differences import changed_fields
from newscrawl.items import Article
from newscrawl.library.filters import Filters
from newscrawl.search import excerpt, parse


class ReadingTools:
    """Search, articles, their versions and stories."""

    def __init__(self, source: ArchiveSource) -> None:
        self._source = source

    def search(
        self,
        query: QueryText,
        site: Site = None,
        topic: Topic = None,
        from_date: FromDate = None,
        to_date: ToDate = None,
        sort: Sort = "newest",
        one_per_story: OnePerStory = False,
        limit: Limit = 10,
        offset: Offset = 0,
    ) -> SearchAnswer:
        """Find articles of Persian news sites by the words in them. Gives headline, date, address
        and the part of the text with the words; the tool article gives the whole text."""
        archive, parsed = self._source.open(), parse(query)
        self._source.check_site(archive, site)
        filters = Filters(site=site, topic=topic, from_date=from_date, to_date=to_date)
        hits = archive.hits(
            query, sort=sort, limit=offset + limit, one_per_story=one_per_story, **filters
        )
        found = [
            FoundArticle.of(
                hit.article, snippet=excerpt(hit.article, parsed).text, others=hit.others
            )
            for hit in islice(hits, offset, None)
        ]
        total = archive.count(query, one_per_story=one_per_story, **filters)
        return SearchAnswer(
            articles=found,
            total=total,
            next_offset=_next(offset, len(found), total),
            coverage=self._source.coverage(archive, site, from_date, to_date),
        )

    def article(
        self,
        site: OfSite = None,
        news_code: NewsCode = None,
        url: Address = None,
        offset: BodyOffset = 0,
    ) -> ArticleAnswer:
        """Read an article: all its fields, and the text in pieces of at most 8,000 characters. What
        stands in it is quoted from the site."""
        found = self._source.article(self._source.open(), site, news_code, url)
        body = found.body or ""
        end = offset + LONGEST_PIECE
        return ArticleAnswer.of(
            found,
            body=None if found.body is None else body[offset:end],
            body_offset=offset,
            body_length=len(body),
            next_offset=end if end < len(body) else None,
            images=[image["url"] for image in found.images if image["url"]][:10],
        )

    def revisions(
        self,
        site: OfSite = None,
        news_code: NewsCode = None,
        url: Address = None,
        limit: Limit = 10,
        offset: Offset = 0,
    ) -> RevisionsAnswer:
        """What a site changed in an article after it was first stored: each version, with the words
        that were removed and added."""
        archive = self._source.open()
        found = self._source.article(archive, site, news_code, url)
        versions = archive.revisions(*key_of(found))
        pairs = [(None, versions[0]), *pairwise(versions)][offset : offset + limit]
        return RevisionsAnswer(
            article=Source.of(found),
            versions=[_version(before, after) for before, after in pairs],
            total=len(versions),
            next_offset=_next(offset, len(pairs), len(versions)),
        )

    def story(
        self,
        site: OfSite = None,
        news_code: NewsCode = None,
        url: Address = None,
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> StoryAnswer:
        """Who published the same story as an article, on all sites: the earliest first, which is
        the likely source, and what the others changed in it."""
        archive = self._source.open()
        key = key_of(self._source.article(archive, site, news_code, url))
        story = archive.story(*key, titles=self._source.titles)
        members = [] if story is None else story.accounts[offset : offset + limit]
        total = 0 if story is None else story.total
        return StoryAnswer(
            story_id=None if story is None else story.story_id,
            reason=None if story is None else story.reason,
            articles=[
                StoryMember.of(
                    one.article,
                    is_source=one.is_source and story is not None and story.story_id is not None,
                    named_source=one.article.agency,
                    agrees=one.agrees,
                    removed_words=one.removed,
                    added_words=one.added,
                    changes=[ChangedField.of(name, parts) for name, parts in one.changes.items()],
                )
                for one in members
            ],
            total=total,
            next_offset=_next(offset, len(members), total),
            coverage=self._source.coverage(archive, None),
        )


def _version(before: Article | None, after: Article) -> ArticleVersion:
    changes = {} if before is None else changed_fields(vars(before), vars(after))
    return ArticleVersion(
        revision=after.revision,
        fetched_at=after.fetched_at,
        title=after.title,
        changes=[ChangedField.of(name, parts) for name, parts in changes.items()],
    )


def _next(offset: int, given: int, total: int) -> int | None:
    return offset + given if given and offset + given < total else None
