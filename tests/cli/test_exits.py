import pytest

from newscrawl.cli import FAILURE, WRONG_USAGE, fail, warn


@pytest.mark.parametrize("code", [WRONG_USAGE, FAILURE])
def test_a_failure_is_one_line_on_standard_error(
    capsys: pytest.CaptureFixture[str], code: int
) -> None:
    with pytest.raises(SystemExit) as end:
        fail("--port: taken", code)
    assert end.value.code == code
    assert capsys.readouterr() == ("", "newscrawl: error: --port: taken\n")


def test_wrong_usage_is_the_usual_failure() -> None:
    with pytest.raises(SystemExit) as end:
        fail("unknown site")
    assert end.value.code == 2


def test_a_warning_names_the_program_that_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["/usr/bin/newscrawl"])
    warn("'scrapy story --rebuild' finds out")
    assert capsys.readouterr() == ("", "newscrawl: 'newscrawl story --rebuild' finds out\n")
