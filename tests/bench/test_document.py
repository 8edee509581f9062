"""What ``python -m bench --write`` does to the document."""

from pathlib import Path

import pytest

import bench.__main__ as bench


def test_results_replace_those_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"# Before\n{bench.BEGIN}\nold\n{bench.END}\nAfter\n", encoding="utf-8")
    monkeypatch.setattr(bench, "DOCUMENT", document)
    bench.write("new")
    bench.write("newer")
    text = document.read_text(encoding="utf-8")
    assert text == f"# Before\n{bench.BEGIN}\n\nnewer\n\n{bench.END}\nAfter\n"


def test_the_document_has_both_marks() -> None:
    text = bench.DOCUMENT.read_text(encoding="utf-8")
    for mark in (bench.BEGIN, bench.END, *bench.READING):
        assert text.count(mark) == 1


def test_wrong_parts_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["bench", "crawl"])
    with pytest.raises(SystemExit) as stop:
        bench.main()
    assert stop.value.code == 2
    assert "expected one of crawls," in capsys.readouterr().err
