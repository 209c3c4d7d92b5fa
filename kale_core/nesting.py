"""Whether code nests so deeply that libcst, whose parser recurses in native code, would crash on it."""

from __future__ import annotations

import re

_DEEPEST_BRACKETS = 200  # Python's own limit
_LONGEST_CHAIN = 2000  # operators of one expression, or branches of one `if`; the crash comes above 5000

_TOKEN = re.compile(
    r"'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\""
    r"|#[^\n]*|(?P<name>\w+)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>[,;])|(?P<line>\n)|(?P<operator>[-+*/%&|^~<>=.@])",
    re.DOTALL,
)
_JOINING = frozenset({"not", "and", "or", "if", "else", "elif", "lambda", "for", "in", "is", "await"})


def is_too_deep(source: str) -> bool:
    """Whether brackets nest, or operators and branches follow each other, beyond what any person writes.

    Only deliberate or broken sources do; strings and comments do not count.
    """
    if len(source) < 2 * _LONGEST_CHAIN and sum(map(source.count, "([{")) <= _DEEPEST_BRACKETS:
        return False
    chains = [0]
    branches = 0
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup
        if kind == "open":
            chains.append(chains[-1])
        elif kind == "close":
            del chains[max(len(chains) - 1, 1) :]
            chains[-1] += 1
        elif kind == "operator" or (kind == "name" and match[0] in _JOINING):
            chains[-1] += 1
            branches += match[0] == "elif"
        elif kind == "end" or (kind == "line" and len(chains) == 1):
            chains[-1] = chains[-2] if len(chains) > 1 else 0
        if len(chains) > _DEEPEST_BRACKETS or chains[-1] > _LONGEST_CHAIN or branches > _LONGEST_CHAIN:
            return True
    return False
