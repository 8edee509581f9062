"""Finding the stories of articles, in the transaction that stores them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import chain
from typing import Final, TypeVar

import sqlalchemy as sa

from newscrawl.database.dialect import Among
from newscrawl.database.schema import articles
from newscrawl.database.stories import keys
from newscrawl.database.stories.keys import Keys, Slot, period_of, periods_around
from newscrawl.items import Article
from newscrawl.stories.comparing import Likeness, likeness
from newscrawl.stories.signature import Signature, signature_of
from newscrawl.stories.text import story_words

T = TypeVar("T")
#: Articles that one is compared with, at most: those that have the most of its keys.
MOST_CANDIDATES: Final = 8

_CANDIDATES = sa.select(
    *(articles.c[name] for name in ("id", "title", "lead", "body", "story_id"))
).where(Among(articles.c.id, "ids"))
_MERGE = (
    articles.update()
    .where(articles.c.story_id == sa.bindparam("old"))
    .values(story_id=sa.bindparam("new"))
)
#: Gives one article another story.
MOVE = (
    articles.update()
    .where(articles.c.id == sa.bindparam("row"))
    .values(story_id=sa.bindparam("new"))
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An article that another one may be the same story as."""

    words: list[str]
    story_id: int | None


@dataclass(slots=True, eq=False)
class _Placed:
    """An article of the transaction."""

    article: Article
    signature: Signature
    moment: datetime
    article_id: int | None = None

    @property
    def slots(self) -> list[Slot]:
        period = period_of(self.moment)
        return [(period, key) for key in self.signature.keys]

    @property
    def wanted(self) -> list[Slot]:
        """Where it looks for others."""
        around = periods_around(self.moment)
        return [(period, key) for period in around for key in self.signature.keys]


@dataclass(slots=True)
class Placing:
    """Gives the articles of one transaction their stories: :meth:`choose` before they are stored,
    :meth:`stored` when an id is known, and :meth:`keep` when all are stored.

    Args:
        is_on: without it, no article has a story.
    """

    connection: sa.Connection
    is_on: bool = True
    _placed: dict[int, _Placed] = field(default_factory=dict)
    _by_id: dict[int, _Placed] = field(default_factory=dict)
    #: The first article of the transaction with a slot, and what others had before.
    _own: dict[Slot, _Placed] = field(default_factory=dict)
    _taken: dict[Slot, int] = field(default_factory=dict)
    #: Stories that have become a part of another one.
    _merged: dict[int, int] = field(default_factory=dict)

    def choose(self, batch: Sequence[Article]) -> None:
        """Set ``story_id`` of articles that are new, or have another text than before."""
        for article in batch:
            article.story_id = None
        if not self.is_on or not batch:
            return
        new = [_placed(article) for article in batch]
        self._taken |= keys.find(self.connection, {slot for one in new for slot in one.wanted})
        stored = self._candidates(new)
        for one in new:
            others = _most(self._own.get(slot) for slot in one.wanted)
            own = (_Candidate(o.signature.words, o.article.story_id) for o in others)
            near = (stored[id] for id in self._nearest(one) if id in stored)
            if one.signature.keys:
                one.article.story_id = self._story_of(one, chain(near, own))
            self._placed[id(one.article)] = one
            for slot in one.slots:
                self._own.setdefault(slot, one)

    def stored(self, batch: Iterable[tuple[int, Article]]) -> None:
        """Articles of :meth:`choose` have these ids."""
        for article_id, article in batch if self.is_on else ():
            if (before := self._by_id.get(article_id)) is not None:  # edited twice
                del self._placed[id(before.article)]
                self._own = {slot: one for slot, one in self._own.items() if one is not before}
            one = self._by_id[article_id] = self._placed[id(article)]
            one.article_id = article_id

    def keep(self) -> None:
        """Store by what the articles are found from now on. What another transaction stored
        meanwhile is found now."""
        placed = list(self._placed.values())
        keys.sign(
            self.connection,
            [
                Keys(one.article_id, period_of(one.moment), one.signature.keys)
                for one in placed
                if one.article_id is not None
            ],
        )
        free = {slot: one for slot, one in self._own.items() if slot not in self._taken}
        rows = [(*slot, one.article_id) for slot, one in free.items() if one.article_id is not None]
        given = keys.add(self.connection, rows)
        if given is not None and given < len(rows):
            self._meet(placed)

    def _meet(self, placed: list[_Placed]) -> None:
        """Find the stories of those that were stored at the same moment."""
        ids = {one.article_id for one in placed}
        found = keys.find(self.connection, {slot for one in placed for slot in one.wanted})
        self._taken = {slot: id for slot, id in found.items() if id not in ids}
        stored = self._candidates(placed)
        for one in placed:
            own = self._now(one.article.story_id)
            near = (stored[id] for id in self._nearest(one) if id in stored)
            for story_id, how in self._alike(one, near).items():
                if own is None or story_id == own:
                    continue
                if how is Likeness.ALIKE:
                    own = self._merge({own, story_id})
                else:
                    own = story_id
                    values = {"row": one.article_id, "new": own}
                    self.connection.execute(MOVE, values)
            one.article.story_id = own

    def _candidates(self, placed: Iterable[_Placed]) -> dict[int, _Candidate]:
        """The stored articles that have the most of the slots of some."""
        ids = sorted({id for one in placed for id in self._nearest(one)})
        rows = self.connection.execute(_CANDIDATES, {"ids": ids}) if ids else ()
        return {
            row.id: _Candidate(story_words(row.title, row.lead, row.body), row.story_id)
            for row in rows
        }

    def _nearest(self, one: _Placed) -> list[int]:
        return _most(self._taken.get(slot) for slot in one.wanted)

    def _story_of(self, one: _Placed, near: Iterable[_Candidate]) -> int:
        found = self._alike(one, near)
        alike = {story for story, how in found.items() if how is Likeness.ALIKE}
        # A text that is a part of two others does not make one story of them.
        return self._merge(alike) if alike else next(iter(found), _new_story(one.article))

    def _alike(self, one: _Placed, near: Iterable[_Candidate]) -> dict[int, Likeness]:
        """The stories of candidates that an article is the same story as."""
        found: dict[int, Likeness] = {}
        for candidate in near:
            story = self._now(candidate.story_id)
            if story is None or found.get(story) is Likeness.ALIKE:
                continue
            how = likeness(one.signature.words, candidate.words)
            if how is not Likeness.OTHER:
                found[story] = max(how, found.get(story, how))
        return found

    def _merge(self, stories: set[int]) -> int:
        """Make one story of several; whoever else finds them gives them the same number."""
        first, *others = sorted(stories)
        for old in others:
            self.connection.execute(_MERGE, {"old": old, "new": first})
            self._merged[old] = first
            for one in self._placed.values():
                if one.article.story_id == old:
                    one.article.story_id = first
        return first

    def _now(self, story: int | None) -> int | None:
        while story in self._merged:
            story = self._merged[story]
        return story


def _placed(article: Article) -> _Placed:
    signature = article.signature or signature_of(article.title, article.lead, article.body)
    moment = article.published_at or article.fetched_at
    assert moment is not None
    return _Placed(article, signature, datetime.fromisoformat(moment).astimezone(UTC))


def _most(found: Iterable[T | None]) -> list[T]:
    """What is there most often, the most frequent first."""
    counts = Counter(one for one in found if one is not None)
    return [one for one, _ in counts.most_common(MOST_CANDIDATES)]


def _new_story(article: Article) -> int:
    """The number of a story that an article begins: no more than JSON's numbers hold."""
    name = f"{article.site}\n{article.url}\n{article.revision}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(name, digest_size=8).digest()) % 2**53
