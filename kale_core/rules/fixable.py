"""Rules that can correct at least some of what they report."""

from __future__ import annotations

FIXABLE = frozenset(
    """
    KALE010 KALE011
    KALE101 KALE102 KALE103 KALE104 KALE106 KALE108 KALE111 KALE115 KALE116 KALE117
    KALE120 KALE121 KALE122 KALE123 KALE124 KALE125 KALE126 KALE131
    KALE201 KALE202
    KALE302
    """.split()
)
