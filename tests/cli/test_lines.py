"""Lines of several crawls in one place."""

import io

from newscrawl.cli.lines import NamedLines


def test_each_line_has_the_name() -> None:
    stream = io.StringIO()
    lines = NamedLines("yjc", stream)
    for text in ("one\n", "two ", "and three\nfour\n\n", "five"):
        lines.write(text)
    assert stream.getvalue() == "yjc | one\nyjc | two and three\nyjc | four\nyjc | \n"
    assert not lines.isatty()
