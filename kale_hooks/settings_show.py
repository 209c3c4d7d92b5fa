"""`--show-settings`: what holds in a run, and where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from kale_core.rules.registry import RULES
from kale_hooks.selection import ALL, Choice, select
from kale_hooks.settings import Settings
from kale_hooks.settings_file import READERS, TABLE

_DEFAULTS: Mapping[str, object] = {
    "select": [ALL],
    "per-file-ignores": {},
    "packages": {},
    "output-format": Settings.output_format,
    "fail-on": Settings.fail_on.value,
}
_UNSET = {"output-dir": "`.kale` beside each notebook", "requirements": "no versions are read"}


def lines(settings: Settings) -> Iterator[str]:
    """All settings as TOML, each with its origin; then the rules that are off."""
    chosen = _chosen(settings.choices)
    yield TABLE
    for key in READERS:
        value, origin = chosen.get(key) or (settings.values.get(key), settings.origins.get(key))
        if not origin and key in _UNSET:
            yield f"# {key}: not set, {_UNSET[key]}"
        else:
            yield f"{key} = {_toml(value if origin else _DEFAULTS.get(key, []))}  # {origin or 'default'}"
    yield f"# {_which_rules(settings)}"


def _which_rules(settings: Settings) -> str:
    on = select(RULES, choices=settings.choices)
    off = [rule for rule in RULES.values() if rule not in on]
    if not off:
        return f"all {len(on)} rules are on"
    word, fewer = (": ", on) if len(on) < len(off) else (", all but ", off)
    listed = ", ".join(f"{rule.code} {rule.name}" for rule in fewer)
    return f"{len(on)} of {len(RULES)} rules are on{word if fewer else ''}{listed}"


def _chosen(choices: Iterable[Choice]) -> dict[str, tuple[list[str], str]]:
    """What selects and ignores rules, by key: one choice adds to those before it, unless it starts over."""
    found: dict[str, tuple[list[str], str]] = {"select": ([], ""), "extend-select": ([], ""), "ignore": ([], "")}
    for choice in choices:
        if choice.select is not None:
            found = dict.fromkeys(found, ([], ""))
        for key, given in zip(found, (choice.select, choice.extend_select, choice.ignore), strict=True):
            if given:
                before, origin = found[key]
                found[key] = ([*before, *given], f"{origin} and {choice.origin}" if origin else choice.origin)
    return found


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(key, ensure_ascii=False)} = {_toml(each)}" for key, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    return json.dumps(value, ensure_ascii=False)
