"""The tool that tells what sites changed and removed."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from pydantic import Field

from newscrawl.assistant.answers import ChangedField, ChangesAnswer, FoundChange, moment
from newscrawl.assistant.asking import Limit, Offset, Site
from newscrawl.assistant.source import ArchiveSource
from newscrawl.changes.edits import EditedArticle, RemovedArticle

SeenFrom = Annotated[
    str | None,
    Field(description="Only what was seen to be changed on this day in Tehran or later"),
]
SeenTo = Annotated[
    str | None, Field(description="Only what was seen to be changed on this day or earlier")
]
Headlines = Annotated[bool, Field(description="Only edits in which the headline changed")]
AtLeast = Annotated[
    float, Field(ge=0, le=1, description="Only edits of at least this share of the words: 0.05")
]
Vanished = Annotated[bool, Field(description="Only what was removed, and what is back")]


class ChangingTools:
    """What sites changed in their articles, and what they removed."""

    def __init__(self, source: ArchiveSource) -> None:
        self._source = source

    def changes(
        self,
        site: Site = None,
        from_date: SeenFrom = None,
        to_date: SeenTo = None,
        headlines: Headlines = False,
        at_least: AtLeast = 0.0,
        vanished: Vanished = False,
        limit: Limit = 10,
        offset: Offset = 0,
    ) -> ChangesAnswer:
        """What sites edited in their articles and what they removed, the newest first. Spelling is
        no edit, nor is what a new design changes on all pages. A change is only seen when the
        article is fetched again: none found does not mean that none was made."""
        archive = self._source.open()
        self._source.check_site(archive, site)
        changes = archive.recent_changes(
            site=site,
            from_date=from_date,
            to_date=to_date,
            headlines=headlines,
            at_least=at_least,
            vanished=vanished,
        )
        found = list(islice(changes, offset, offset + limit + 1))
        return ChangesAnswer(
            changes=[_told(change) for change in found[:limit]],
            next_offset=offset + limit if len(found) > limit else None,
            coverage=self._source.coverage(archive, site),
        )


def _told(change: EditedArticle | RemovedArticle) -> FoundChange:
    if isinstance(change, RemovedArticle):
        return FoundChange.of(
            change.article,
            kind="back" if change.is_back else "removed",
            seen_until=moment(change.seen_until),
            at=moment(change.at),
            reason=change.reason,
        )
    return FoundChange.of(
        change.article,
        kind="edited",
        seen_until=moment(change.seen_until),
        at=moment(change.changed_by),
        removed_words=change.edit.removed,
        added_words=change.edit.added,
        share=change.edit.share,
        changes=[ChangedField.of(name, parts) for name, parts in change.edit.fields.items()],
    )
