"""A message as plain text, for chats and for mail programs that show no HTML.

Each line begins with a mark that it runs from right to left, whatever its first word is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from newscrawl.alerts.news import Telling
from newscrawl.alerts.wording import ToldArticle, headline, lines, more

_RIGHT_TO_LEFT: Final = "\u200f"
_BEGIN, _END = "\u2068", "\u2069"  # of a text with a direction of its own
#: Telegram takes 4,096 characters.
LONGEST: Final = 3500


def as_text(telling: Telling, titles: Mapping[str, str], longest: int = LONGEST) -> str:
    """A message as plain text; articles that have no room are counted.

    Args:
        titles: Persian names of sites, as far as they are known.
        longest: characters, about.
    """
    shown = lines(telling, titles)
    texts = [_persian(f"🔎 {_apart(headline(telling))}")] if len(shown) != 1 else []
    room = longest - sum(map(len, texts))
    count = 0
    for line in shown:
        text = _article(line, telling)
        if count and len(text) > room:
            break
        texts.append(text)
        room -= len(text)
        count += 1
    left = telling.more + len(shown) - count
    if left:
        texts.append(f"{_persian(more(telling.with_more(left)))}\n{telling.search}")
    return "\n\n".join(texts)


def _article(line: ToldArticle, telling: Telling) -> str:
    facts = " | ".join((line.kind, _apart(line.site), line.moment, f"🔎 {_apart(telling.alert)}"))
    rows = [_persian(_apart(line.title)), _persian(facts)]
    rows += [_persian(f"{field.label}: {_difference(field.parts)}") for field in line.changes]
    if line.snippet:
        rows.append(_persian(line.snippet))
    return "\n".join([*rows, line.url] if line.url else rows)


def _difference(parts: Iterable[tuple[str, str]]) -> str:
    """What an edit changed: ⟦- removed -⟧ and ⟦+ added +⟧."""
    signs = {"old": "⟦-{}-⟧", "new": "⟦+{}+⟧", "same": "{}"}
    return "".join(signs[kind].format(text) for kind, text in parts)


def _persian(text: str) -> str:
    return _RIGHT_TO_LEFT + text


def _apart(text: str) -> str:
    return f"{_BEGIN}{text}{_END}"
