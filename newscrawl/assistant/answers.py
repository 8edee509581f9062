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


# -- counting ----------------------------------------------------------------------------


class TrendPeriod(BaseModel):
    """A day, week, month or year of the Jalali calendar."""

    period: str = Field(description="Its name: 1402, 1402-03, or a day; a week's is its Saturday")
    first: Day
    last: Day


class TrendPoint(BaseModel):
    """What was counted in a period."""

    period: str
    matches: int | None = Field(description="Articles, or stories, that match; null: not known")
    articles: int | None = Field(description="All articles, or stories, of the period")
    share: Rounded | None = Field(description="From 0 to 1")
    unknown_days: int = Field(description="Days of its sites of which the archive knows nothing")
    reason: str | None = Field(description="Why nothing is known of the period")


class TrendSeries(BaseModel):
    """The attention for a query."""

    query: Quoted
    value: Quoted | None = Field(description="The site, topic or agency, where they are told apart")
    matches: int = Field(description="Of all periods")
    undated: int = Field(description="Articles that match and have no date: they are in no period")
    points: list[TrendPoint]


class TrendAnswer(Covered):
    """How much was written about something over time."""

    by: str
    split: str | None
    periods: list[TrendPeriod]
    series: list[TrendSeries]
    left_out: int = Field(description="Values of the split that are not shown")


class StandingWord(BaseModel):
    """A word or phrase that stands out."""

    text: Quoted
    score: Rounded = Field(description="How sure it is: a z-score, from 1.96 on")
    times: Rounded = Field(description="How many times as large its odds are as in the others")
    articles: int = Field(description="In how many of the articles that were read it is")
    share: Rounded
    others: int = Field(description="The same of the other articles")
    others_share: Rounded


class WordsAnswer(Covered):
    """Which words stand out in some articles against others."""

    articles: int = Field(description="How many articles there are")
    read: int = Field(description="Of how many the words were counted: of many, a sample")
    others: int
    others_read: int
    words: list[StandingWord]
    phrases: list[StandingWord] = Field(description="Of two words side by side")


# -- what is missing ---------------------------------------------------------------------


class SiteLine(BaseModel):
    """A site of the archive."""

    site: str
    title: str | None = Field(description="Its Persian name")
    articles: int = Field(description="How many are stored")
    first_day: Day | None = Field(description="Of the oldest and the newest stored article")
    last_day: Day | None
    state: str = Field(description="How its crawls are: well, late or alarm")
    why: Quoted | None
    last_good_crawl_at: str | None = Field(description="ISO 8601, Tehran's offset")


class SitesAnswer(Listing):
    """The sites of the archive."""

    sites: list[SiteLine]


class GapOfDays(BaseModel):
    """Days of which the archive does not know what the site published."""

    first: Day
    last: Day
    days: int
    reason: str = Field(description="How that is known")


class LackingDay(BaseModel):
    """A day of which the site lists more articles than are stored."""

    day: Day
    listed: int
    stored: int


class StandingProblem(BaseModel):
    """Something that is wrong with the crawls of a site now."""

    problem: Quoted
    since: str


class CoverageAnswer(Covered):
    """What the archive has of a site, and what it lacks."""

    site: str
    title: str | None = Field(description="Its Persian name")
    stored: int = Field(description="All articles of the site in the archive")
    undated: int = Field(description="Of these, articles without a date: they are in no period")
    stored_from: Day | None = Field(description="Days of the first and the last stored article")
    stored_to: Day | None
    named_by_site: dict[str, int] = Field(
        description="Way of discovery: how many articles the site itself says that it has"
    )
    looked_at_from: Day | None = Field(
        description="The days asked for, as far as there are articles"
    )
    looked_at_to: Day | None
    articles: int = Field(description="Articles of these days")
    empty_days: int = Field(description="Days without an article")
    missing_days: int = Field(
        description="Of these, days on which the site will have published something all the same, "
        "by what it lists or usually publishes"
    )
    gaps: list[GapOfDays] = Field(description="The missing days, the longest gaps first")
    gaps_total: int
    incomplete_days: list[LackingDay] = Field(description="The most lacking first")
    incomplete_days_total: int
    state: str = Field(description="How its crawls are: well, late or alarm")
    why: Quoted | None
    alarms: list[StandingProblem]
    first_crawl_at: str | None
    last_crawl_at: str | None
    last_good_crawl_at: str | None
    pages_to_fetch: int = Field(description="Known addresses that are not fetched yet")
    failed_pages: dict[str, int] = Field(description="Pages that could not be read, by reason")


def moment(value: datetime | None) -> str | None:
    """A moment by Tehran's clocks, as ISO 8601."""
    return None if value is None else in_tehran(value).isoformat(timespec="seconds")


def day(value: date | None) -> Day | None:
    return None if value is None else Day.of(value)
