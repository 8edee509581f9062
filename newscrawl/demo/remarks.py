"""What readers wrote below the stories, and what a perfect crawler would make of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html import escape
from random import Random
from typing import Any, Final

from newscrawl.demo import dates
from newscrawl.demo.sentences import Writer, read_bank
from newscrawl.demo.story import Story

ANONYMOUS: Final = "ناشناس"
#: What a reader tried, and what of it a reader of the page sees.
HOSTILE: Final = (
    '{}<script>alert(1)</script> <b onmouseover="alert(2)">خواندنی بود</b>'
    '<img src="/client/chakavak.svg" alt="" onerror="alert(3)"><br>'
    "&lt;script&gt;alert(4)&lt;/script&gt;"
)
SEEN_OF_HOSTILE: Final = "{} خواندنی بود\n<script>alert(4)</script>"


@dataclass(frozen=True)
class Shape:
    """What the pages of a family show of comments."""

    likes: bool = False
    dislikes: bool = False
    #: Whether answers have ids, too.
    answers_named: bool = False
    #: Whether an answer to an answer stands beside it.
    is_flat: bool = False


SHAPES: Final = {
    "iransamaneh": Shape(likes=True, is_flat=True),
    "asam": Shape(likes=True, dislikes=True),
    "nastooh": Shape(),
    "generic": Shape(answers_named=True),
    "wordpress": Shape(answers_named=True),
    "studiokhabar": Shape(),
    "joomla": Shape(),
}


@dataclass(frozen=True)
class Remark:
    """What one reader wrote, or what was answered."""

    number: int
    name: str
    text: str
    #: The text as the page has it.
    html: str
    moment: datetime | None
    #: The date as the page has it; empty for none.
    date: str
    likes: int
    dislikes: int
    answers: "tuple[Remark, ...]" = ()


def remarks_of(story: Story, seed: int, name: str, edition: int = 1) -> list[Remark]:
    """The comments below a story.

    Args:
        seed: the newspaper's.
        name: the newspaper's, which answers readers.
        edition: each has more likes than the one before.
    """
    rng = Random(f"{seed}/comments/{story.code}")
    desk = story.section.and_parent[0]
    topic = next(t for t in read_bank(desk.key).topics if t.key == story.section.key)
    writer = Writer(rng, desk.key, topic)
    return [_remark(story, writer, rng, name, number, edition) for number in range(story.comments)]


def _remark(
    story: Story, writer: Writer, rng: Random, name: str, place: int, edition: int
) -> Remark:
    """One of every seven is anonymous, one has no date, one is hostile, and in one people argue."""
    kind = (story.code + place) % 7
    number = story.code * 100 + 10 * place
    commenter, text = writer.write("commenter"), writer.write("comment")
    moment = story.published + timedelta(minutes=rng.randint(5, 4000))
    answer = writer.write("answer") if rng.random() < 0.3 or kind == 3 else None
    answered = story.published + timedelta(minutes=rng.randint(4000, 9000))
    one = Remark(
        number,
        ANONYMOUS if kind == 0 else commenter,
        text,
        escape(text, quote=False),
        moment,
        _written(moment, place),
        likes=rng.randint(0, 40) + edition - 1,
        dislikes=rng.randint(0, 9),
    )
    if kind == 1:
        one = replace(one, moment=None, date="")
    if kind == 2:
        hostile = HOSTILE.format(one.html)
        one = replace(one, text=SEEN_OF_HOSTILE.format(text), html=hostile)
    if answer is None:
        return one
    reply = Remark(
        number + 1, name, answer, escape(answer, quote=False), answered, _written(answered, 1), 1, 0
    )
    if kind == 3:
        later = answered + timedelta(minutes=rng.randint(5, 600))
        again = writer.write("comment")
        html = escape(again, quote=False)
        more = Remark(number + 2, ANONYMOUS, again, html, later, _written(later, 0), 0, 2)
        reply = replace(reply, answers=(more,))
    return replace(one, answers=(reply,))


def _written(moment: datetime, place: int) -> str:
    """A date as pages have it, every other one in words."""
    form = "long" if place % 2 else "clock-first"
    return dates.written(moment, form).translate(dates.DIGITS["persian"])


def expected(remarks: list[Remark], family: str) -> list[dict[str, Any]]:
    """The fields of the comments of a page in its order, as a perfect crawler would give them.

    An ``id`` is ``None`` where the page has none; a ``parent`` is the place of a comment in this
    list, ``None`` for none.
    """
    found: list[dict[str, Any]] = []
    for remark in remarks:
        found += _expected(remark, SHAPES[family], len(found), None)
    return found


def _expected(
    remark: Remark, shape: Shape, place: int, parent: int | None
) -> Iterator[dict[str, Any]]:
    is_named = parent is None or shape.answers_named
    has_votes = parent is None
    yield {
        "id": str(remark.number) if is_named else None,
        "parent": parent,
        "author": remark.name,
        "text": remark.text,
        "published_at": remark.moment.isoformat() if remark.moment else None,
        "published_text": remark.date or None,
        "likes": remark.likes if shape.likes and has_votes else None,
        "dislikes": remark.dislikes if shape.dislikes and has_votes else None,
    }
    outer = parent if shape.is_flat and parent is not None else place
    for answer in remark.answers:
        for one in _expected(answer, shape, place + 1, outer):
            yield one
            place += 1
