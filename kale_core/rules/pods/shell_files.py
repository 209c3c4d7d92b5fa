"""Which files a shell command reads and writes."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

from kale_core.rules.pods.access import Effect

Effects = Iterator[tuple[Effect, str]]

_PRINTERS = frozenset("cat head tail wc sort uniq md5sum sha256sum zcat gunzip ls du file base64 xxd bash sh".split())
_PYTHONS = frozenset("python python3 ipython run".split())
_COPIERS = frozenset("cp mv gsutil aws s3cmd mc rsync scp".split())


def effects(words: list[str]) -> Effects:
    """The effects of a simple command; of one that is not known, those of its redirections."""
    plain: list[str] = []
    redirected = ""
    for word in words:
        if redirected:
            yield {">": Effect.WRITE, ">>": Effect.ADD, "<": Effect.READ}[redirected], word
            redirected = ""
        elif word in (">", ">>", "<"):
            redirected = word
        else:
            plain.append(word)
    name = posixpath.basename(plain[0]) if plain else ""
    if (command := _COMMANDS.get(name)) is not None:
        yield from command(plain[1:])


def _options(words: list[str], *with_value: str) -> tuple[dict[str, str], list[str]]:
    """The values of these options, and the arguments that are no options."""
    values: dict[str, str] = {}
    arguments: list[str] = []
    pending = iter(words)
    for word in pending:
        option, equals, value = word.partition("=")
        if word[:1] == "-" and word[:2] != "--" and f"-{word[-1]}" in with_value:
            option = f"-{word[-1]}"  # the last of several letters, as in `-sLo x`
        if option in with_value:
            values[option] = value if equals else next(pending, "")
        elif not word.startswith("-"):
            arguments.append(word)
    return values, arguments


def _print(words: list[str]) -> Effects:
    _, arguments = _options(words, "-n", "-c")
    yield from ((Effect.READ, each) for each in arguments)


def _python(words: list[str]) -> Effects:
    if words and not words[0].startswith("-"):
        yield Effect.READ, words[0]


def _copy(words: list[str]) -> Effects:
    _, arguments = _options(words)
    if len(arguments) < 2:
        return
    *sources, target = arguments
    for source in sources:
        yield Effect.READ, source
        yield Effect.WRITE, posixpath.join(target, posixpath.basename(source)) if target.endswith("/") else target


def _wget(words: list[str]) -> Effects:
    values, arguments = _options(words, "-O", "--output-document", "-P", "--directory-prefix")
    folder = values.get("-P", values.get("--directory-prefix", ""))
    target = values.get("-O", values.get("--output-document"))
    if target is not None:
        yield Effect.WRITE, target
        return
    for address in arguments:
        yield Effect.WRITE, posixpath.join(folder, _name_in(address))


def _curl(words: list[str]) -> Effects:
    values, arguments = _options(words, "-o", "--output", "-H", "--header", "-d", "--data", "-X", "-u")
    for option in ("-o", "--output"):
        if option in values:
            yield Effect.WRITE, values[option]
    if any(word == "--remote-name" or (word[:1] == "-" and word[:2] != "--" and "O" in word) for word in words):
        yield from ((Effect.WRITE, _name_in(address)) for address in arguments)


def _unzip(words: list[str]) -> Effects:
    values, arguments = _options(words, "-d")
    yield from ((Effect.READ, each) for each in arguments[:1])
    yield Effect.FILL, values.get("-d", ".")


def _tar(words: list[str]) -> Effects:
    values, _ = _options(words, "-C", "--directory")
    if any("x" in word for word in words[:1]) or "--extract" in words:
        yield Effect.FILL, values.get("-C", values.get("--directory", "."))


def _make_folders(words: list[str]) -> Effects:
    _, arguments = _options(words, "-m")
    yield from ((Effect.MAKE, each) for each in arguments)


def _touch(words: list[str]) -> Effects:
    _, arguments = _options(words)
    yield from ((Effect.WRITE, each) for each in arguments)


def _tee(words: list[str]) -> Effects:
    _, arguments = _options(words)
    effect = Effect.ADD if "-a" in words else Effect.WRITE
    yield from ((effect, each) for each in arguments)


def _git(words: list[str]) -> Effects:
    _, arguments = _options(words, "-b", "--branch", "--depth")
    if arguments[:1] == ["clone"] and len(arguments) > 1:
        folder = arguments[2] if len(arguments) > 2 else _name_in(arguments[1]).removesuffix(".git")
        yield Effect.FILL, folder


def _name_in(address: str) -> str:
    return posixpath.basename(address.partition("?")[0].rstrip("/"))


_COMMANDS: dict[str, Callable[[list[str]], Effects]] = {
    **dict.fromkeys(_PRINTERS, _print),
    **dict.fromkeys(_PYTHONS, _python),
    **dict.fromkeys(_COPIERS, _copy),
    "wget": _wget,
    "curl": _curl,
    "unzip": _unzip,
    "tar": _tar,
    "mkdir": _make_folders,
    "touch": _touch,
    "tee": _tee,
    "git": _git,
}
