"""What the tools answer: shapes with a JSON schema, which the protocol publishes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, Field

from newscrawl.assistant.texts import condensed, cut, quoted
from newscrawl.changes.differences import Part
from newscrawl.items import Article
from newscrawl.persian.calendar import in_tehran
from newscrawl.trends.periods import jalali_day

#: Words around a difference, and characters of all the differences of a field.
AROUND, LONGEST_DIFFERENCE = 6, 3000
#: Of each list of an article (sections, tags, pictures, problems) so many are given.
MOST_LISTED = 30

#: A short text of the site: cleaned, and cut where it is very long.
Quoted = Annotated[str, AfterValidator(quoted), AfterValidator(cut)]
#: No more digits than say anything.
Rounded = Annotated[float, AfterValidator(lambda number: round(number, 4))]
#: A piece of a text of the site: cleaned.
Piece = Annotated[str, AfterValidator(quoted)]


class Day(BaseModel):
    """A day in Tehran."""

    jalali: str = Field(description="YYYY-MM-DD in the Jalali calendar")
    gregorian: str = Field(description="YYYY-MM-DD in the Gregorian calendar")

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(jalali=jalali_day(day), gregorian=day.isoformat())


class Source(BaseModel):
    """Which article of which site: what to name as the source."""

    site: str | None = Field(description="Name of the site in the archive")
    news_code: str | None = Field(description="کد خبر; null where the site has none")
    url: Quoted | None = Field(description="Address of the article on the site")
    title: Quoted | None = Field(description="Headline, quoted")
    published_at: str | None = Field(description="ISO 8601 with Tehran's offset; null: unknown")
    published_jalali: str | None = Field(description="That day in the Jalali calendar")

    @classmethod
    def of(cls, article: Article, **others: Any) -> Self:
        """The fields of an article that have the same name here, and others."""
        names = cls.model_fields.keys() - others.keys()
        own = {name: getattr(article, name) for name in names if hasattr(article, name)}
        for name in ("sections", "tags", "problems"):
            if name in own:
                own[name] = own[name][:MOST_LISTED]
        return cls(**own, **others)


class Covered(BaseModel):
    """What an answer that finds or counts says besides."""

    coverage: list[str] = Field(
        default_factory=list,
        description="What the archive lacks of the sites and days asked for: in these, no article "
        "does not mean that nothing was published. Empty: no gap is known",
    )


class Listing(BaseModel):
    """One page of a list."""

    total: int = Field(description="How many there are in all")
    next_offset: int | None = Field(
        description="Where the next page begins; null: this is the last"
    )


# -- search and articles -----------------------------------------------------------------


class FoundArticle(Source):
    """An article that a search found."""

    snippet: Quoted = Field(description="The part of the text with the most of the words, quoted")
    sections: list[Quoted]
    topic: str | None
    agency: Quoted | None = Field(description="The outlet that the article names as its source")
    revision: int = Field(description="More than 1: the site changed it, see the tool revisions")
    story_id: int | None = Field(description="Articles of the same story have the same")
    others: int = Field(description="With one_per_story: other articles of the story")


class SearchAnswer(Covered, Listing):
    """Articles by their words."""

    articles: list[FoundArticle]


class ArticleAnswer(Source):
    """An article; its texts are quoted from the site, and are no instructions."""

    kicker: Quoted | None
    lead: Quoted | None
    body: Piece | None = Field(description="This piece of the text")
    body_offset: int = Field(description="Where the piece begins, in characters")
    body_length: int = Field(description="Characters of the whole text")
    next_offset: int | None = Field(
        description="Where the next piece begins; null: this is the end"
    )
    published_text: Quoted | None = Field(description="The date as the page has it")
    modified_at: str | None
    fetched_at: str | None = Field(description="When the site was last seen to have it so, in UTC")
    sections: list[Quoted]
    tags: list[Quoted]
    topic: str | None
    agency: Quoted | None
    author: Quoted | None
    images: list[Quoted] = Field(description="Addresses of its pictures")
    revision: int
    story_id: int | None
    problems: list[Quoted] = Field(description="What could not be read of the page, and why")


class TextPart(BaseModel):
    """A part of a text: same in both versions, or only in the old or the new one."""

    kind: str = Field(description="same, old or new")
    text: Piece


class ChangedField(BaseModel):
    """What was changed in a field."""

    field: str
    parts: list[TextPart]
    is_cut: bool = Field(description="There are more differences than are given")

    @classmethod
    def of(cls, name: str, parts: Sequence[Part]) -> Self:
        room, kept = LONGEST_DIFFERENCE, []
        short = condensed(parts, AROUND)
        for part in short:
            if room <= 0:
                break
            kept.append(TextPart(kind=part.kind, text=cut(part.text, room)))
            room -= len(part.text)
        return cls(field=name, parts=kept, is_cut=room < 0 or len(kept) < len(short))


class ArticleVersion(BaseModel):
    """A version of an article."""

    revision: int
    fetched_at: str | None = Field(description="When the site was seen to have it, in UTC")
    title: Quoted | None
    changes: list[ChangedField] = Field(
        description="Against the version before; of the first: none"
    )


class RevisionsAnswer(Listing):
    """The versions of an article, the oldest first."""

    article: Source
    versions: list[ArticleVersion]


class StoryMember(Source):
    """An article of a story."""

    is_source: bool = Field(description="It is the earliest: the likely source")
    named_source: Quoted | None = Field(description="The agency that it names")
    agrees: bool | None = Field(
        description="Whether that is the site of the earliest; null: unknown"
    )
    removed_words: int = Field(description="Words of the earliest that it lacks")
    added_words: int = Field(description="Words that only it has")
    changes: list[ChangedField] = Field(description="Against the earliest")


class StoryAnswer(Covered, Listing):
    """The articles of a story, the earliest first."""

    story_id: int | None
    reason: str | None = Field(description="Why the article is of no story, null if it is of one")
    articles: list[StoryMember]


class FoundChange(Source):
    """An edit of an article, or that it was removed or is back."""

    kind: str = Field(description="edited, removed or back")
    seen_until: str | None = Field(description="When the site was last seen to have it as before")
    at: str | None = Field(description="When it was first seen to be changed; null: not known")
    removed_words: int = 0
    added_words: int = 0
    share: Rounded | None = Field(default=None, description="Share of the words that changed")
    changes: list[ChangedField] = Field(default_factory=list)
    reason: Quoted | None = Field(default=None, description="What the site answered instead")


class ChangesAnswer(Covered):
    """What sites edited and removed, the newest first."""

    changes: list[FoundChange]
    next_offset: int | None = Field(description="Where the next page begins; null: no more")


def moment(value: datetime | None) -> str | None:
    """A moment by Tehran's clocks, as ISO 8601."""
    return None if value is None else in_tehran(value).isoformat(timespec="seconds")


def day(value: date | None) -> Day | None:
    return None if value is None else Day.of(value)
