"""The arguments of the tools, with what is said of them to an assistant."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from newscrawl.topics import topics

#: The most articles, sites or versions of one answer.
MOST: Final = 50
#: How far a list is paged through.
LAST_OFFSET: Final = 1000
#: Characters of a body in one answer.
LONGEST_PIECE: Final = 8000

QueryText = Annotated[
    str,
    Field(
        max_length=500,
        description=(
            "Words that all have to be in the article: headline, kicker, lead, body, tags, author. "
            "Spellings do not matter: ي/ی, ك/ک, half-spaces, digits, vowel signs; plurals and "
            'ezafe are found with the singular. "Words in quotation marks" stand side by side as '
            "they are; -word must not be there; word* is a beginning; one OR other is either; "
            "title:word stands in the headline. Write Persian words in Persian letters"
        ),
    ),
]
Site = Annotated[
    str | None, Field(description="Only this site, by a name that the tool sites lists")
]
OneSite = Annotated[str, Field(description="A site, by a name that the tool sites lists")]
OfSite = Annotated[str | None, Field(description="The site of the article, with news_code")]
NewsCode = Annotated[
    str | int | None, Field(description="The news code (کد خبر) of the article, with site")
]
Address = Annotated[
    str | None, Field(description="The address of the article, in place of site and news_code")
]
Topic = Annotated[
    str | None,
    Field(
        description=f"Only this topic: {', '.join(topics())}. It is found by the site's sections"
    ),
]
FromDate = Annotated[
    str | None,
    Field(
        description="Only what was published on this day in Tehran or later: 1402/03/01 (Jalali) "
        "or 2023-05-22"
    ),
]
ToDate = Annotated[
    str | None, Field(description="Only what was published on this day in Tehran or earlier")
]
Sort = Annotated[
    Literal["newest", "best"], Field(description="What comes first: the newest, or the best match")
]
OnePerStory = Annotated[
    bool, Field(description="Of articles that are the same story, only the earliest")
]
Limit = Annotated[int, Field(ge=1, le=MOST, description="At most so many")]
Offset = Annotated[
    int,
    Field(ge=0, le=LAST_OFFSET, description="Leave so many out: next_offset of the answer before"),
]
BodyOffset = Annotated[
    int, Field(ge=0, description="Where to begin in the text: next_offset of the answer before")
]
