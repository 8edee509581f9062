"""Sections, as breadcrumbs name them: without the home page, the site itself and the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawl.extraction.boilerplate import HOME
from newscrawl.extraction.compare import bare, plain
from newscrawl.extraction.names import OwnNames, parts_of

# Between the steps of a trail that stands in one text. No Persian comma: «بانک، بیمه» is one
# section; a Latin one between Persian words is that of a machine.
_STEP = re.compile(
    r"\s*(?:[›»«‹→←]+|::)\s*|\s+[>/\\|]+\s+|>+\s+|\s+>+|(?<=[آ-ی])[>|]+(?=[آ-ی])|"
    r"(?<=[آ-ی])\s*,\s*(?=[آ-ی])",
    re.ASCII,
)
_EDGES = " \t\r\n\u200c»«›‹>/\\|:،-–—"
_ELLIPSIS = re.compile(r"\s*(?:\.{2,}|…)\s*$")


def sections_of(trail: Sequence[str], title: str, own: OwnNames) -> list[str]:
    """The sections of a trail, each once.

    Args:
        trail: its steps; several may stand in one text.
        title: the headline, which may be the last step, also cut.
        own: the site's names, which may be the first.

    >>> sections_of(["خانه > سیاسی > سیاست خارجی"], "", OwnNames([], ""))
    ['سیاسی', 'سیاست خارجی']
    >>> sections_of(["نمونه | صفحه اصلی | Namuna", "بانک، بیمه"], "", OwnNames([], ""))
    ['بانک، بیمه']
    """
    if len(trail) > 1:  # each text is a step, and the first may say more than one word for "home"
        trail = [step for step in trail if not _is_home(step)]
    split = (part.strip(_EDGES) for step in trail for part in _STEP.split(step))
    steps = [part for part in split if bare(part) and not _is_home(part)]
    while steps and own.are(steps[0]):
        del steps[0]
    return list(dict.fromkeys(step for step in steps if not _is_title(step, title)))


def _is_home(step: str) -> bool:
    """Whether a step, or a part of it, is what the home page is called."""
    return any(part in HOME for part in parts_of(step))


def _is_title(name: str, title: str) -> bool:
    """Whether a step is the headline, which may be cut."""
    cut = _ELLIPSIS.sub("", name)
    if cut != name:
        return len(bare(cut)) > 2 and bare(title).startswith(bare(cut))
    return plain(name) == plain(title)
