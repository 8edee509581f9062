"""The workflows of a public forge: they do the steps of .ci/run, and nothing of their own."""

import re
import subprocess
import tomllib
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.fuzz.names import NAMES

WORKFLOWS = sorted((ROOT / ".github" / "workflows").iterdir())
STEP = ROOT / ".ci" / "step"
#: What .ci/step says that it can do.
STEPS = set(re.findall(r"^([a-z]+)\(\) \{", STEP.read_text("utf-8"), re.M))
STEPS -= {"readme"}  # takes the commands out of it


def jobs() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in WORKFLOWS:
        found |= yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return found


def commands() -> set[tuple[str, ...]]:
    """The steps that workflows do, with the values of a matrix in their places."""
    found = set()
    for job in jobs().values():
        matrix = job.get("strategy", {}).get("matrix", {})
        (name, values) = next(iter(matrix.items())) if matrix else ("", [""])
        for step in job["steps"]:
            for value in values if "run" in step else ():
                line = step["run"].replace(f"${{{{ matrix.{name} }}}}", value)
                found.add(tuple(line.split()))
    return found


def test_they_run_steps_that_there_are() -> None:
    for program, step, *_ in commands():
        assert program == ".ci/step"
        assert step in STEPS


def test_all_that_main_needs_is_a_step_of_theirs() -> None:
    needed = re.search(r"for step in ([a-z ]+);", (ROOT / ".ci" / "run").read_text("utf-8"))
    assert needed is not None
    done = {step for _, step, *_ in commands()}
    assert {*needed[1].split(), "image", "audit", "properties", "fuzz"} == STEPS == done


def test_every_target_is_fuzzed() -> None:
    fuzzed = {command[2] for command in commands() if command[1] == "fuzz"}
    assert fuzzed == set(NAMES)


def test_they_have_every_python_that_we_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {text.rsplit(" ", 1)[1] for text in project["classifiers"] if " :: 3." in text}
    tested = jobs()["tests"]["strategy"]["matrix"]["python"]
    assert named <= set(tested)
    assert all(isinstance(version, str) for version in tested)  # 3.10 is not 3.1


def test_they_may_only_read() -> None:
    for path in WORKFLOWS:
        assert yaml.safe_load(path.read_text("utf-8"))["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("arguments", [[], ["no-such-step"]])
def test_other_steps_are_refused(arguments: list[str]) -> None:
    done = subprocess.run([STEP, *arguments], capture_output=True, text=True)
    assert done.returncode == 2
    assert all(step in done.stderr for step in STEPS)


def test_releasing_names_what_there_is() -> None:
    text = (ROOT / "RELEASING.md").read_text("utf-8")
    assert set(re.findall(r"\.ci/step ([a-z]+)", text)) <= STEPS
    for path in re.findall(r"\]\(([^)#:]+)\)|`((?:deploy|docs|newscrawl)/[^`]+)`", text):
        assert (ROOT / (path[0] or path[1])).exists()
