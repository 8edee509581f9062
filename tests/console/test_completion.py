"""Completion, by the shells themselves where they are installed."""

import shutil
import subprocess
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl import private
from newscrawl.console.completion import completed
from newscrawl.console.shells import SHELLS

SITES = ["isna", "irna", "demo"]
#: What is typed, what must be among what is offered, and what must not.
TYPED = [
    ("", {"crawl", "search", "init"}, {"isna", "--sort"}),
    ("cra", {"crawl", "crawlall"}, {"search"}),
    ("crawl ", {"isna", "irna", "demo"}, {"search"}),
    ("crawl i", {"isna", "irna"}, {"demo"}),
    ("crawl -", {"-a", "--quiet"}, {"isna"}),
    ("crawl isna -a ", {"discover=rss", "base_url="}, {"isna"}),
    ("crawl isna -a fr", {"from_date="}, {"base_url="}),
    ("frontier ", {"retry", "forget", "isna"}, {"crawl"}),
    ("check --json d", {"demo"}, {"isna"}),
    ("search --sort=", set(), {"isna"}),
    ("export --site i", {"isna", "irna"}, {"demo"}),
    ("-L", set(), {"isna"}),
    ("crawl -L W", {"WARNING"}, {"isna"}),
    ("completion ", {"bash", "zsh", "fish"}, {"crawl"}),
]  # fmt: skip


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the script of each shell."""
    folder = tmp_path_factory.mktemp("scripts")
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    found = list(completed(private.all_commands(settings), settings))
    for shell, script in SHELLS.items():
        (folder / shell).write_text(script(found, SITES), encoding="utf-8")
    return folder


ZSH = """
compdef() { }
_describe() { print -rl -- ${${(P)2}%%:*} }
_files() { print -- FILES }
compadd() {
    if [[ $1 == -a ]]; then print -rl -- ${(P)2}; else print -rl -- ${@[$@[(i)--]+1,-1]}; fi
}
"""


def ask(shell: str, script: Path, line: str) -> set[str]:
    """What a shell offers behind a line."""
    typed = line.split(" ")
    if shell == "fish":
        program = [f"source {script}", f"complete -C '{line}'"]
    elif shell == "zsh":
        # Its widget, with functions of zsh's completion that print what they are given.
        quoted = " ".join(f"'{word}'" for word in typed)
        program = [
            ZSH,
            f"source {script}",
            f"words=({quoted}) CURRENT={len(typed)}",
            "_newscrawl",
        ]
    else:
        # bash: what its completion would be called with.
        program = [
            f"source {script}",
            f"COMP_LINE='{line}' COMP_POINT={len(line)}",
            "_newscrawl 2>/dev/null",
            'printf "%s\\n" "${COMPREPLY[@]}"',
        ]
    done = subprocess.run(
        [
            shutil.which(shell) or shell,
            *(["-f"] if shell == "zsh" else []),
            "-c",
            "\n".join(program),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found = {one.split("\t")[0] for one in done.stdout.splitlines()}
    return {one for one in found if one.startswith(typed[-1])} if shell == "zsh" else found


@pytest.mark.parametrize(("typed", "offered", "others"), TYPED)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_is_offered(
    shell: str, typed: str, offered: set[str], others: set[str], scripts: Path
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    found = ask(shell, scripts / shell, f"newscrawl {typed}")
    assert offered <= found
    assert not others & found


def test_bash_parts_words_at_equals_signs(scripts: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("no bash here")
    assert ask("bash", scripts / "bash", "newscrawl crawl isna -a discover=r") == {"rss"}
