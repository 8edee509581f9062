"""What the tools answer that count, and those that say what is missing."""

from __future__ import annotations

from pydantic import BaseModel, Field

from newscrawl.assistant.answers import Covered, Day, Listing, Quoted, Rounded

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
