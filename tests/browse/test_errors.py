"""Error pages say what is wrong, and show nothing of the program."""

from pathlib import Path

import pytest

pytest.importorskip("datasette")

import asyncio

from newscrawl.browse import plugin
from newscrawl.browse.server import make_datasette


def test_an_error_of_ours_shows_no_variables(
    filled: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = "راز"

    def broken(values: object) -> object:
        raise RuntimeError(secret)

    monkeypatch.setattr(plugin, "_read", broken)

    async def main() -> tuple[int, str]:
        datasette = make_datasette(filled, {})
        await datasette.invoke_startup()
        response = await datasette.client.get("/")
        return response.status_code, response.text

    status, page = asyncio.run(main())
    assert status == 500
    out, err = capfd.readouterr()
    assert secret not in page + out + err
    assert "Traceback" not in page + out + err
    assert err == "newscrawl: warning: browse: /: RuntimeError\n"


def test_wrong_sql_is_told_and_not_logged(filled: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async def main() -> list[tuple[int, str]]:
        datasette = make_datasette(filled, {})
        await datasette.invoke_startup()
        addresses = ("/archive.json?sql=select+nothing_there", "/archive?sql=drop+table+articles")
        answers = [await datasette.client.get(address) for address in addresses]
        return [(answer.status_code, answer.text) for answer in answers]

    (first, said), (second, page) = asyncio.run(main())
    assert (first, second) == (400, 400)
    assert "no such column: nothing_there" in said
    assert "Statement must be a SELECT" in page
    assert capfd.readouterr() == ("", "")
