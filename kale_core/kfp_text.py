"""Characters that a KFP pipeline cannot hold everywhere: it is kept as YAML, some of it in comment lines."""

from __future__ import annotations


def is_control(character: str) -> bool:
    """Whether YAML forbids the character, line breaks included; tabs are fine."""
    code = ord(character)
    return (code < 0x20 and code != 9) or 0x7F <= code <= 0x9F or is_surrogate(character) or code in (0xFFFE, 0xFFFF)


def is_surrogate(character: str) -> bool:
    """Whether this is half of a surrogate pair, which no file can hold."""
    return "\ud800" <= character <= "\udfff"


def breaks_line(character: str) -> bool:
    """Whether YAML begins a new line there."""
    return character in "\n\r\x85\u2028\u2029"
