"""What ``python -m bench extraction --pages`` says of a folder."""

import json
import re
from pathlib import Path

import pytest

import bench.__main__ as bench
from bench import saved
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = Site(Newspaper(12), padding=20)
    story = site.paper.listed[0]
    (tmp_path / "1.html").write_bytes(site.reply(story.path, "https://x.ir").body)
    (tmp_path / "2.html").write_bytes(b"<p>no article</p>")
    (tmp_path / "notes.txt").write_text("not a page")
    truth = {
        "2.html": {"url": "https://x.ir/2"},
        "1.html": {"url": f"https://x.ir{story.path}", "family": "iransamaneh"},
    }
    (tmp_path / "truth.json").write_text(json.dumps(truth))
    return tmp_path


def test_a_row_for_each_page(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readers = {name: saved.READERS[name] for name in (saved.LXML, saved.OWN)}
    absent = (lambda page: pytest.fail("not installed"), "no-such-package")
    monkeypatch.setattr(saved, "READERS", {**readers, "absent": absent})
    head, _, _, _, columns, _, first, second, last = saved.measure(folder, 2).splitlines()
    assert head.startswith("2 pages, 2 rounds; lxml ") and "absent is not installed." in head
    assert columns == "| page | kB | elements | lxml | newscrawl |"
    assert re.fullmatch(r"\| 1\.html \| 2\d \| \d{3} \| [\d.]+ \| [\d.]+ \([\d.]+\) \|", first)
    assert re.fullmatch(r"\| 2\.html \| 0 \| 3 \| [\d.]+ \| [\d.]+ \([\d.]+\) \|", second)
    ratios = [float(ratio) for row in (first, second) for ratio in re.findall(r"\(([\d.]+)\)", row)]
    (median,) = re.findall(r"\(([\d.]+)\)", last)
    assert min(ratios) <= float(median) <= max(ratios)
    assert "2.html: NotAnArticle" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        (None, "truth.json: No such file"),
        ("[1]", "expected an object of pages"),
        ("{", "expected an object of pages"),
        ('{"1.html": {}}', "each with its url"),
        ("{}", "names no page"),
        ('{"9.html": {"url": "https://x.ir/9"}}', "9.html: No such file"),
        ('{"1.html": {"url": "https://x.ir/1", "family": "wix"}}', "no family 'wix'"),
    ],
)
def test_a_folder_that_cannot_be_read_is_one_line(
    truth: str | None,
    said: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "truth.json").unlink()
    if truth is not None:
        (folder / "truth.json").write_text(truth)
    monkeypatch.setattr("sys.argv", ["bench", "extraction", "--pages", str(folder)])
    with pytest.raises(SystemExit) as ended:
        bench.main()
    assert ended.value.code == 2
    assert said in capsys.readouterr().err.splitlines()[-1]
