"""A message as a mail: HTML from right to left, and plain text beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import formatdate
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from newscrawl.alerts.news import Telling
from newscrawl.alerts.text import as_text
from newscrawl.alerts.wording import ToldArticle, headline, lines, more, one_line

#: Longest plain text, in characters.
LONGEST = 50_000


class _Policy(EmailPolicy):
    """Headers with all their spaces: where Python 3.11 breaks a Persian text into encoded words, it
    loses the space between them."""

    def fold(self, name: str, value: Any) -> str:
        if self.utf8 or str(value).isascii():
            folded: str = super().fold(name, value)
            return folded
        addresses = getattr(value, "addresses", ())
        people = [f"{self._encoded(name, a.display_name)} <{a.addr_spec}>" for a in addresses]
        text = ", ".join(people) or self._encoded(name, str(value))
        return f"{name}: {text}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii")

    def _encoded(self, name: str, text: str) -> str:
        return Header(text, "utf-8", header_name=name).encode(linesep=self.linesep)


_POLICY = _Policy() + SMTP


def as_mail(telling: Telling, titles: Mapping[str, str], sender: str, to: str) -> EmailMessage:
    """A message as a mail.

    Its ``Message-ID`` is the same however often it is sent, by which mailboxes tell a second one.

    Args:
        titles: Persian names of sites, as far as they are known.
        sender: an address with or without a name, as in the header ``From``.
        to: an address.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["Subject"] = headline(telling)
    mail["From"] = sender
    mail["To"] = to
    mail["Date"] = formatdate()
    mail["Message-ID"] = f"<{telling.id}.alert@newscrawl>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(as_text(telling, titles, LONGEST))
    mail.add_alternative(as_html(telling, titles), subtype="html")
    return mail


def as_html(telling: Telling, titles: Mapping[str, str]) -> str:
    """The page of a mail."""
    return _template().render(
        headline=headline(telling),
        name=one_line(telling.alert),
        query=one_line(telling.query),
        lines=lines(telling, titles),
        more=more(telling),
        search=one_line(telling.search, 2000),
        marked=marked,
        changes=changes,
    )


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(loader=folder, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("mail.html")


def marked(parts: Iterable[tuple[str, bool]]) -> Markup:
    """Pieces of a text as HTML, those with words of the query marked."""
    mark = Markup('<mark style="background:#ffef9e">{}</mark>')
    return Markup("").join(
        mark.format(text) if is_marked else escape(text) for text, is_marked in parts
    )


def changes(line: ToldArticle) -> Markup:
    """What an edit changed, as HTML."""
    row = Markup(
        '<p style="margin:0 0 6px;font-size:15px;overflow-wrap:anywhere"><b>{}:</b> {}</p>'
    )
    rows = (
        row.format(
            field.label, Markup("").join(_KINDS[kind].format(text) for kind, text in field.parts)
        )
        for field in line.changes
    )
    return Markup("").join(rows)


_KINDS = {
    "same": Markup("{}"),
    "old": Markup('<del style="background:#fbdcdc;color:#8a1c1c;padding:0 2px">{}</del>'),
    "new": Markup('<ins style="background:#d8f3dd;text-decoration:none;padding:0 2px">{}</ins>'),
}
