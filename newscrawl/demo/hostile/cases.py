"""All cases of the hostile newspaper, with their news codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from newscrawl.demo.hostile import (
    charsets,
    compression,
    discovery,
    injections,
    instead,
    redirects,
    shapes,
    statuses,
    transfers,
)
from newscrawl.demo.hostile.case import Case

#: News code of the first case; those of the good articles between them are far below.
FIRST_CODE = 900_001
GROUPS = (
    statuses,
    transfers,
    compression,
    redirects,
    charsets,
    shapes,
    instead,
    injections,
    discovery,
)


@cache
def all_cases() -> tuple[Case, ...]:
    """All cases, in the order of the modules.

    Raises:
        ValueError: if two have the same name.
    """
    cases = [case for group in GROUPS for case in group.CASES]
    twice = [name for name, count in Counter(case.name for case in cases).items() if count > 1]
    if twice:
        raise ValueError(f"two cases of the same name: {', '.join(twice)}")
    return tuple(
        case if case.path else replace(case, code=code)
        for code, case in enumerate(cases, FIRST_CODE)
    )


def table() -> Iterator[str]:
    """The cases as lines of tab-separated values: name, what it becomes, how often it is asked."""
    yield "case\tbecomes\tasked"
    for case in all_cases():
        least, most = case.becomes.asked
        asked = str(least) if least == most else f"{least}-{most}"
        yield f"{case.name}\t{case.becomes}\t{asked}"
