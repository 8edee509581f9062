"""What a site changed in an article: between two of its pages that were fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from newscrawl.changes.differences import Part, differences
from newscrawl.changes.words import same_words, tokens, with_half_space
from newscrawl.items import Article

#: The texts in which a change counts, in the order in which they are shown. Sections, tags,
#: pictures and dates are lists and facts that sites make and order anew.
TEXTS: Final = ("kicker", "title", "lead", "body")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that a site made in the words of an article."""

    #: Name of a text, like ``title`` → its parts; only of those that changed.
    fields: Mapping[str, Sequence[Part]]
    #: Words that were removed and added.
    removed: int
    added: int
    #: How much of the article that is, from 0 to 1: of the longer version's words.
    share: float

    @property
    def is_of_headline(self) -> bool:
        return "title" in self.fields

    @classmethod
    def of(cls, fields: Mapping[str, Sequence[Part]], words: int) -> Edit:
        """An edit of these parts in an article of so many words."""
        changed = [part for parts in fields.values() for part in parts]
        removed = sum(part.words for part in changed if part.kind == "old")
        added = sum(part.words for part in changed if part.kind == "new")
        return cls(fields, removed, added, min(1.0, max(removed, added) / max(words, 1)))


@dataclass(frozen=True, slots=True)
class EditedArticle:
    """An article that its site changed."""

    #: Grows with each change that is stored; of the table ``revisions``.
    id: int
    before: Article
    after: Article
    edit: Edit
    #: The site changed it between these two moments; aware, UTC. The second one, when the change
    #: was first seen, is ``None`` where it was not written down.
    seen_until: datetime
    changed_by: datetime | None

    @property
    def article(self) -> Article:
        """As the change left it."""
        return self.after

    @property
    def at(self) -> datetime:
        """Where it stands in time."""
        return self.changed_by or self.seen_until


@dataclass(frozen=True, slots=True)
class RemovedArticle:
    """An article that its site removed, or one that is back."""

    #: Grows with each one that is stored; of the table ``removals``.
    id: int
    #: As it was seen last.
    article: Article
    #: The site has it again: what is told is not that it went, but that it came.
    is_back: bool
    #: When the site was last seen to have it, and first and last found not to have it; aware, UTC.
    seen_until: datetime
    missed_at: datetime
    last_missed_at: datetime
    #: When that was sure: it was missed again some time after. Of one that is back: when it was
    #: seen.
    at: datetime
    #: What the site answered: the HTTP status if there was one, and the words of the failure.
    status: int | None
    reason: str | None
    #: When it was seen again, if it is back by now.
    back_at: datetime | None


def edit_between(before: Sequence[Article], after: Article) -> Edit | None:
    """What a site changed; ``None`` if it is only spelling, digits, half-spaces or line breaks.

    Args:
        before: what was read from the earlier page, the last reading at the end: if one of them
            says the same as the later page, it was a reading that changed and not the site.
    """
    if any(_reads_the_same(one, after) for one in before):
        return None
    old, new = _texts(before[-1]), _texts(after)
    _align(old, new)
    fields = {
        name: differences(old[name], new[name])
        for name in TEXTS
        if not same_words(old[name], new[name])
    }
    if not fields:
        return None
    return Edit.of(fields, max(_count(old), _count(new)))


def _reads_the_same(old: Article, new: Article) -> bool:
    return all(
        same_words(one, other) for one, other in zip(_compared(old), _compared(new), strict=True)
    )


def _compared(article: Article) -> tuple[str, str, str]:
    """Where the lead ends is the theme's business."""
    lead, body = article.lead or "", article.body or ""
    text = body if body.startswith(lead) else f"{lead}\n{body}"
    return article.kicker or "", article.title or "", text


def _texts(article: Article) -> dict[str, str]:
    return {name: getattr(article, name) or "" for name in TEXTS}


def _align(old: dict[str, str], new: dict[str, str]) -> None:
    """Where one version has the lead in its body, put it where the other one has it."""
    for one, other in ((old, new), (new, old)):
        lead = other["lead"]
        if not lead or (one["lead"] and not same_words(one["lead"], lead)):
            continue
        joined = with_half_space(lead) | with_half_space(one["body"])
        first, rest = tokens(lead, joined), tokens(one["body"], joined)
        keys = [token.key for token in first]
        if [token.key for token in rest[: len(first)]] == keys and not one["lead"]:
            end = rest[len(first) - 1].end if first else 0
            one["lead"], one["body"] = one["body"][:end], one["body"][end:].lstrip()


def _count(texts: Mapping[str, str]) -> int:
    return sum(token.is_word for text in texts.values() for token in tokens(text))
