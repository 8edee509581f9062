"""Scripts of shells that complete what is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from newscrawl.cli.program import NAME

if TYPE_CHECKING:
    from newscrawl.console.completion import Completed, Words

Script = Callable[[Sequence["Completed"], Sequence[str]], str]


def _plain(text: str) -> str:
    """A text without what shells take for their own."""
    return re.sub(r"""['"`$\\:\[\]\n]+""", " ", text).strip()


# -- bash ------------------------------------------------------------------------------

#: The words before the cursor are parted at spaces alone: bash would part ``discover=rss``, too,
#: and completes only what stands behind the last ``=`` or ``:``.
_BASH: Final = """\
# Completion of {name} for bash, made by: {name} completion bash
_{name}_sites='{sites}'
_{name}() {{
    local line=${{COMP_LINE:0:COMP_POINT}} found='' files='' command='' current previous word
    local -a typed
    read -ra typed <<< "$line"
    [[ $line == *[[:space:]] ]] && typed+=('')
    current=${{typed[-1]}} previous=${{typed[-2]}}
    for word in "${{typed[@]:1:${{#typed[@]}}-2}}"; do
        [[ $word != -* ]] && {{ command=$word; break; }}
    done
    case "$command $previous" in
{cases}
    esac
    COMPREPLY=($(compgen -W "$found" -- "$current"))
    [[ -n $files ]] && COMPREPLY+=($(compgen -f -- "$current"))
    if [[ ${{#COMPREPLY[@]}} == 1 && $COMPREPLY == *= ]]; then compopt -o nospace; fi
    if [[ $current == *=* && $COMP_WORDBREAKS == *=* ]]; then
        COMPREPLY=("${{COMPREPLY[@]#"${{current%"${{current##*=}}"}}"}}")
    fi
}}
complete -o filenames -F _{name} {name}
"""


def bash(commands: Sequence[Completed], sites: Sequence[str]) -> str:
    """A script to be sourced by bash."""

    def found(words: Words, more: Iterable[str] = ()) -> str:
        parts = [*words.words, *more, *([f"$_{NAME}_sites"] if words.takes_sites else [])]
        return f'found="{" ".join(parts)}"{" files=yes" if words.takes_files else ""} ;;'

    cases = [
        line
        for command in commands
        for line in (
            *(f"'{command.name} {option}') {found(v)}" for option, v in command.values.items()),
            f"'{command.name} '*) {found(command.arguments, command.options)}",
        )
    ]
    names = " ".join([*(command.name for command in commands), "--help", "--version"])
    cases.append(f"' '*) found='{names}' ;;")
    text = "\n".join(f"        {case}" for case in cases)
    return _BASH.format(name=NAME, sites=" ".join(sites), cases=text)


# -- zsh -------------------------------------------------------------------------------

_ZSH: Final = """\
#compdef {name}
# Completion of {name} for zsh, made by: {name} completion zsh
_{name}() {{
    local command='' word previous=$words[CURRENT-1]
    local -a found sites
    sites=({sites})
    for word in ${{words[2,CURRENT-1]}}; do
        [[ $word != -* ]] && {{ command=$word; break }}
    done
    case "$command $previous" in
{cases}
    esac
}}
if [[ $funcstack[1] == _{name} ]]; then _{name} "$@"; else compdef _{name} {name}; fi
"""


def zsh(commands: Sequence[Completed], sites: Sequence[str]) -> str:
    """A script to be sourced by zsh after ``compinit``, or to be put into a folder of ``$fpath``.

    Arguments that end with ``=`` get no space."""

    def described(words: Mapping[str, str]) -> str:
        return " ".join(f"'{word}:{_plain(text)}'" for word, text in words.items())

    def found(words: Words, more: Mapping[str, str] | None = None) -> str:
        options = {k: v for k, v in {**words.words, **(more or {})}.items() if not k.endswith("=")}
        open_ended = [word for word in words.words if word.endswith("=")]
        steps = [
            f"found=({described(options)}); _describe word found" if options else "",
            f"compadd -S '' -- {' '.join(open_ended)}" if open_ended else "",
            "compadd -a sites" if words.takes_sites else "",
            "_files" if words.takes_files else "",
        ]
        return "; ".join(step for step in steps if step) + " ;;"

    cases = [
        line
        for command in commands
        for line in (
            *(f"'{command.name} {option}') {found(v)}" for option, v in command.values.items()),
            f"'{command.name} '*) {found(command.arguments, command.options)}",
        )
    ]
    names = {command.name: command.help for command in commands}
    names |= {"--help": "show the commands", "--version": "show the version"}
    cases.append(f"*) found=({described(names)}); _describe command found ;;")
    text = "\n".join(f"        {case}" for case in cases)
    return _ZSH.format(name=NAME, sites=" ".join(sites), cases=text)


# -- fish ------------------------------------------------------------------------------


def fish(commands: Sequence[Completed], sites: Sequence[str]) -> str:
    """A script for the folder of completions of fish."""
    return "\n".join(
        [
            f"# Completion of {NAME} for fish, made by: {NAME} completion fish",
            f"set -g __{NAME}_sites {' '.join(sites)}",
            f"complete -c {NAME} -f",
            f"complete -c {NAME} -n __fish_use_subcommand -l help -d 'show the commands'",
            f"complete -c {NAME} -n __fish_use_subcommand -l version -d 'show the version'",
            *(line for command in commands for line in _of_command(command)),
            "",
        ]
    )


def _of_command(command: Completed) -> Iterator[str]:
    yield (
        f"complete -c {NAME} -n __fish_use_subcommand -a {command.name} -d '{_plain(command.help)}'"
    )
    begin = f"complete -c {NAME} -n '__fish_seen_subcommand_from {command.name}'"
    if follows := _values_of(command.arguments):
        yield f"{begin} {follows}"
    for option, text in command.options.items():
        name = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
        values = command.values.get(option)
        value = "" if values is None else f" -x {_values_of(values)}".rstrip()
        if values is not None and values.takes_files:
            value = " -r -F"
        yield f"{begin} {name}{value} -d '{_plain(text)}'"


def _values_of(words: Words) -> str:
    found = [*words.words, *([f"$__{NAME}_sites"] if words.takes_sites else [])]
    files = ["-F"] if words.takes_files else []
    return " ".join([*files, *([f'-a "{" ".join(found)}"'] if found else [])])


#: By the name of the shell.
SHELLS: Final[Mapping[str, Script]] = {"bash": bash, "zsh": zsh, "fish": fish}
