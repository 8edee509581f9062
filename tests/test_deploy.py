"""The files of deploy/: what can be seen without running them."""

import configparser
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from newscrawl.commands import crawlall, schedule
from tests.conftest import PACKED

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
#: Lines of the Dockerfile, one an instruction.
DOCKERFILE = [
    line
    for line in (DEPLOY / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    if line and not line.startswith("#")
]


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path)
    return parser


@pytest.mark.parametrize("path", SERVICES, ids=lambda p: p.name)
def test_services_start_what_there_is(path: Path) -> None:
    service = unit(path)["Service"]
    scrapy, command, *options = service["ExecStart"].split()
    assert (scrapy.endswith("/scrapy"), command) == (True, "crawlall")
    assert set(options) <= {"--jobs", "4", "--once"}
    assert ("--once" in options) == (service.get("Type") == "oneshot")


@pytest.mark.parametrize("path", SERVICES, ids=lambda p: p.name)
def test_services_can_do_their_work(path: Path) -> None:
    service = unit(path)["Service"]
    assert service["ReadWritePaths"] == f"{service['WorkingDirectory']}/data"
    assert service["PrivateTmp"] == "true"  # a temporary folder, which is its own
    # Sites, and a database over the network or a socket of this machine.
    assert set(service["RestrictAddressFamilies"].split()) == {"AF_INET", "AF_INET6", "AF_UNIX"}
    assert not {"PrivateNetwork", "IPAddressDeny", "MemoryDenyWriteExecute"} & set(service)
    assert service["SystemCallFilter"] == "@system-service"
    other = next(one for one in SERVICES if one != path)
    limits = {name: value for name, value in service.items() if re.match("Protect|Restrict", name)}
    assert limits.items() <= dict(unit(other)["Service"]).items()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
@pytest.mark.parametrize("path", SERVICES, ids=lambda p: p.name)
def test_services_are_hardened(path: Path, tmp_path: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager"]
    # Exits with 1 if the exposure is higher than the threshold, in tenths.
    subprocess.run([*command, "--threshold=20", path], check=True, capture_output=True)
    loose = tmp_path / path.name
    text = path.read_text("utf-8")
    loose.write_text("".join(line for line in text.splitlines(True) if "Protect" not in line))
    done = subprocess.run([*command, "--threshold=20", loose], capture_output=True)
    assert done.returncode == 1


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for path in UNITS:
        text = path.read_text("utf-8").replace("/srv/newscrawl/.venv/bin/scrapy", sys.executable)
        (tmp_path / path.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        text=True,
    )
    assert [line for line in done.stderr.splitlines() if "newscrawl" in line] == []


def test_the_timer_is_of_a_service() -> None:
    (timer,) = [path for path in UNITS if path.suffix == ".timer"]
    assert timer.with_suffix(".service") in UNITS
    assert "OnCalendar" in unit(timer)["Timer"]


def test_the_compose_file_is_sound() -> None:
    compose: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = compose["services"]
    assert services.keys() == {"database", "worker", "browse"}
    assert services["worker"]["deploy"]["replicas"] == 2
    for name in ("worker", "browse"):
        service = services[name]
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        assert service["command"][0] == "newscrawl"
        assert service["read_only"] is True
        assert service["volumes"][0].endswith(":/data")
        url = service["environment"]["NEWSCRAWL_DATABASE_URL"]
        assert url.startswith("postgresql+psycopg://news:")
        assert url.endswith("@database/news")
        assert service["depends_on"].keys() <= services.keys()
    mounted = {volume.split(":")[0] for one in services.values() for volume in one["volumes"]}
    assert mounted == compose["volumes"].keys()


def test_the_compose_file_and_the_workflows_fit_their_schemas() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    workflows = sorted((ROOT / ".github" / "workflows").iterdir())
    for schema, paths in (
        ("vendor.compose-spec", [DEPLOY / "compose.yaml"]),
        ("vendor.github-workflows", workflows),
    ):
        done = subprocess.run([*check, schema, *paths], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_the_image_is_built_from_the_wheel() -> None:
    first, second = (i for i, line in enumerate(DOCKERFILE) if line.startswith("FROM"))
    build, image = DOCKERFILE[first:second], DOCKERFILE[second:]
    copied = {name for line in build if line.startswith("COPY") for name in line.split()[1:-1]}
    # All that the wheel is made of, and no more; the tests make it of the same.
    assert copied == set(PACKED)
    assert any("pip wheel" in line and "--no-deps" in line for line in build)
    sources = [line.split()[1] for line in image if line.startswith("COPY")]
    assert sources == ["deploy/constraints.txt", "--from=build"]
    (run,) = (line for line in image if line.startswith("RUN"))
    assert "-c /constraints.txt" in run
    (extras,) = re.findall(r"\$\{wheel\}\[([a-z,]+)\]", run)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(extras.split(",")) <= project["optional-dependencies"].keys()
    (user,) = (line.split()[1] for line in image if line.startswith("USER"))
    assert int(user) > 0
    assert f"--uid {user}" in run
    assert image.index(f"USER {user}") > image.index(run)
    assert "VOLUME /data" in image


def test_the_image_is_of_the_python_of_the_constraints() -> None:
    (version,) = (line.split("=")[1] for line in DOCKERFILE if line.startswith("ARG PYTHON="))
    assert f"on Python {version}." in (DEPLOY / "constraints.txt").read_text("utf-8")[:200]


def test_commands_of_the_image_exist() -> None:
    (command,) = (line.split(" ", 1)[1] for line in DOCKERFILE if line.startswith("CMD"))
    assert json.loads(command) == ["newscrawl", "crawlall", "--jobs", str(crawlall.JOBS)]
    health = json.loads(re.search(r"\bCMD (\[.*\])$", _health())[1])  # type: ignore[index]
    assert health[:2] == ["sh", "-c"]
    # As the shell would do it, with a command that ends like one with an alarm, or a failed one.
    for code, wanted in ((0, 0), (3, 0), (1, 1)):
        script = f"newscrawl() {{ return {code}; }}\n{health[2]}"
        assert subprocess.run(["sh", "-c", script]).returncode == wanted


def _health() -> str:
    return next(line for line in DOCKERFILE if line.startswith("HEALTHCHECK"))


def test_what_the_docs_name_is_there() -> None:
    text = (ROOT / "docs" / "deploying.md").read_text("utf-8")
    for path in ("systemd/", "newscrawl.env", "scrapyd.conf", "compose.yaml", "Dockerfile"):
        assert f"deploy/{path}" in text
        assert (DEPLOY / path).exists()
    assert crawlall.JOBS == 4
    assert schedule.EVERY == "1h"


def test_archives_and_histories_stay_out_of_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {".git", "**/.venv", "data/*", "**/*.db", "**/*.db-*", "**/__pycache__"} <= set(ignored)
    # Whatever the image needs is left.
    assert not {"newscrawl", "pyproject.toml", "scrapy.cfg", "README.md"} & set(ignored)
