"""Errors that leave nothing to compile, or no place for it, whoever ignores them.

What these rules report is part of the language of tags and metadata and cannot be carried out, or leaves in doubt what
the pipeline is: a cycle, a limit that is no quantity, a cell that no parser understands. All other errors say what will
happen when the pipeline runs, or what Kale makes of the notebook; the compiler can make a file despite them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kale_core.diagnostics import Severity

if TYPE_CHECKING:
    from kale_core.rules.rule import Subject

VITAL = frozenset(
    """
    KALE001 KALE002 KALE003 KALE004
    KALE102 KALE104 KALE105 KALE107 KALE109 KALE110 KALE111 KALE113 KALE114 KALE115 KALE118
    KALE120 KALE121 KALE124 KALE125 KALE126 KALE127
    KALE132 KALE133 KALE134 KALE135 KALE136
    KALE201 KALE202 KALE203 KALE205 KALE206 KALE207
    KALE303
    KALE508 KALE509
    KALE701 KALE702 KALE704 KALE705
    """.split()
)


def leaves_in_doubt(subject: Subject) -> bool:
    """Whether one of these errors is in the notebook, so that no other rule can be sure of what it does not find."""
    from kale_core.rules.registry import RULES

    found = (finding for code in VITAL for finding in RULES[code].diagnose(subject))
    return any(each.severity is Severity.ERROR for each in found)
