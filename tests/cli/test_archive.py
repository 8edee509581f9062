"""Which archive a command uses."""

from contextlib import suppress

import pytest

from newscrawl.cli.archive import said_if_new
from newscrawl.database import open_engine
from tests.conftest import on_both


@on_both
def test_a_new_one_is_said_once(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with suppress(ValueError), said_if_new(url):
        raise ValueError
    assert capsys.readouterr().err == ""
    with said_if_new(url):
        open_engine(url).dispose()
    said = capsys.readouterr().err
    assert said.startswith("newscrawl: a new archive: ") and said.count("\n") == 1
    with said_if_new(url):
        open_engine(url).dispose()
    assert capsys.readouterr().err == ""
