"""What ``python -m bench compare`` says of saved pages."""

import json
from pathlib import Path

import pytest

import bench.__main__ as bench
from bench import compare

PAGE = """<html lang="fa"><head><title>باران بهاری در شمال</title></head><body>
<h1 class="title">باران بهاری در شمال</h1><div class="subtitle">باران سه روز می‌ماند.</div>
<div class="body"><p>هواشناسی از آغاز باران در استان‌های شمالی خبر داد.</p>
<p>این باران تا پایان هفته ادامه خواهد داشت.</p></div><div>خبرهای دیگر</div></body></html>"""
TRUTH = {
    "url": "https://news.example/fa/news/12/باران",
    "family": "iransamaneh",
    "title": "باران بهاري در شمال",
    "lead_start": "باران سه روز",
    "body_first": "هواشناسی از آغاز",
    "body_last": "ادامه خواهد داشت.",
    "published": "1404-08-10 19:30",
    "author": None,
    "tags": [],
    "images": None,
}


def test_a_table_of_fields(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "1.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "truth.json").write_text(json.dumps({"1.html": TRUTH}), encoding="utf-8")
    ours = {name: make for name, make in compare.CONTESTANTS.items() if "family" in name}
    monkeypatch.setattr(compare, "CONTESTANTS", ours)
    *_, row = compare.measure(tmp_path).splitlines()
    cells = [cell.strip() for cell in row.strip("|").split("|")][1:]
    # The page has no date, and how many pictures it has is not known.
    assert cells == ["1/1", "1.000", "0/1", "0/1", "1/1", "1/1", "-"]


def test_the_words_that_should_be_found_begin_with_the_lead() -> None:
    words = compare.reference(PAGE.encode(), TRUTH)
    assert (words[:3], words[-2:]) == (["باران", "سه", "روز"], ["خواهد", "داشت"])
    assert compare.reference(PAGE.encode(), {**TRUTH, "lead_start": None})[0] == "هواشناسی"
    assert compare.reference(PAGE.encode(), {**TRUTH, "body_first": None}) == []


@pytest.mark.parametrize("arguments", [["compare"], ["start", "--pages", "x"], ["--pages", "x"]])
def test_pages_are_for_compare_alone(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["bench", *arguments])
    with pytest.raises(SystemExit):
        bench.main()
    assert "belong together" in capsys.readouterr().err
