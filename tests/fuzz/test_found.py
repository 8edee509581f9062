"""What fuzzing found stays fixed; and each target takes its seeds, and nothing at all."""

import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT
from tests.fuzz.found import FOUND
from tests.fuzz.names import NAMES
from tests.fuzz.targets import TARGETS


def test_the_targets_have_their_names() -> None:
    assert tuple(TARGETS) == NAMES


@pytest.mark.parametrize(
    ("name", "data"), [(name, data) for name, rows in FOUND.items() for data, _ in rows]
)
def test_what_was_found_breaks_nothing(name: str, data: bytes) -> None:
    before = time.process_time()
    TARGETS[name].run(data)
    assert time.process_time() - before < 5


@pytest.mark.parametrize("name", NAMES)
def test_a_target_takes_its_seeds(name: str) -> None:
    seeds = list(TARGETS[name].seeds())
    assert len(seeds) >= 2
    for seed in (b"", b"\0", b"\xff" * 9, *seeds):
        TARGETS[name].run(seed)


def test_what_is_wrong_is_one_line() -> None:
    command = [sys.executable, "-m", "tests.fuzz", "dates", "--seconds", "0"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert result.returncode == 2
    assert "--seconds: expected at least 1, got 0" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["dates", "robots"])
def test_fuzzing_runs(name: str, tmp_path: object) -> None:
    pytest.importorskip("atheris", reason="the extra fuzz is not installed")
    command = [sys.executable, "-m", "tests.fuzz", name, "--seconds", "1"]
    result = subprocess.run(
        [*command, "--folder", str(tmp_path)], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stderr
    assert "number_of_executed_units" in result.stderr
