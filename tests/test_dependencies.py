"""The versions that newscrawl was tested with, and whether they are known to be unsafe."""

import json
import os
import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

CONSTRAINTS = ROOT / "deploy" / "constraints.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
#: In an environment of its own: see pyproject.toml.
ALONE = {"bench"}


def pinned() -> dict[str, str]:
    lines = [line for line in CONSTRAINTS.read_text("utf-8").splitlines() if line[:1] not in "#"]
    return dict(line.split("==") for line in lines)


def wanted() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"]
    texts = [text for name in extras if name not in ALONE for text in extras[name]]
    texts += PROJECT["dependencies"]
    found = [Requirement(text) for text in texts]
    return [one for one in found if one.marker is None or one.marker.evaluate()]


def test_every_dependency_has_a_version_that_fits() -> None:
    versions = pinned()
    for one in wanted():
        if one.name == PROJECT["name"]:
            continue
        name = canonicalize_name(one.name)
        assert name in versions, f"{name}: make deploy/constraints.txt anew"
        assert one.specifier.contains(versions[name]), f"{one}: {versions[name]}"


def test_it_names_versions_and_nothing_else() -> None:
    text = CONSTRAINTS.read_text("utf-8")
    assert "://" not in text  # no index
    assert PROJECT["name"] not in pinned()
    names = list(pinned())
    assert names == sorted(names) == [canonicalize_name(name) for name in names]
    for version in pinned().values():
        assert re.fullmatch(r"[0-9][0-9a-z.]*", version)


@pytest.mark.skipif(
    os.environ.get("HYPOTHESIS_PROFILE") != "nightly", reason="asks a server: only nightly"
)
def test_no_version_has_a_known_vulnerability() -> None:
    pytest.importorskip("pip_audit", reason="no pip-audit: pip install 'newscrawl[dev]'")
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--format=json"]
    done = subprocess.run(
        [*command, "--progress-spinner=off", "-r", str(CONSTRAINTS)], capture_output=True, text=True
    )
    if not done.stdout.strip():
        pytest.skip(f"the index does not answer: {done.stderr.strip().splitlines()[-1:]}")
    found = json.loads(done.stdout)["dependencies"]
    unknown = [one["name"] for one in found if "skip_reason" in one]
    if len(unknown) == len(found):
        pytest.skip("the index tells nothing about any version")
    assert unknown == []
    assert [(one["name"], one["version"], one["vulns"]) for one in found if one["vulns"]] == []
