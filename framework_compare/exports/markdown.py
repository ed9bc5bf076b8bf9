"""Markdown that shows what it is given: what people typed stays text, whatever it looks like."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

INDENT: Final = "  "
"""What belongs to a list's item stands under its text."""
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPACES: Final = re.compile(r"[ \t]+")
_UNSEEN: Final = ("Cc", "Cs", "Zl", "Zp")
"""Unicode's categories of controls, half characters, and breaks of lines and paragraphs."""
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They set the direction of all text up to where they are taken back."""
_ESCAPED: Final = {character: f"\\{character}" for character in string.punctuation} | _ENTITIES
_ADDRESS: Final = re.compile(r"https?://[\w./:%?=&+#~,@-]+", re.ASCII)
_ACTIVE: Final = re.compile(
    rf"({_ADDRESS.pattern})|[\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|\$(?!\d)"
)
"""An address, or what would set type in a sentence; an amount of dollars sets none, nor does a line
inside a word."""
_OPENS: Final = re.compile(r"^(\d{0,9})(?=(?:[+-]|#{1,6}|(?<=\d)[.)])(?:\s|$)|=+$|-+$)")
"""What would begin a list, a heading or a quotation."""


def literal(text: str) -> str:
    """Return what somebody typed as Markdown that shows exactly these characters, on one line.

    What joins characters stays, since emoji and many scripts need it; what would break the line or
    turn the order of what follows becomes a space.
    """
    return "".join(_ESCAPED.get(character, character) for character in _on_one_line(text))


def quoted(text: str) -> str:
    """Return typed text as a quotation whose lines stay lines; an empty one ends a paragraph."""
    lines = (literal(line) for line in text.splitlines())
    paragraphs = ["\\\n> ".join(group) for filled, group in groupby(lines, bool) if filled]
    return "> " + "\n>\n> ".join(paragraphs) if paragraphs else ""


def said(text: str) -> str:
    """Return a sentence of ours as Markdown that shows it, on one line.

    Names and notes of somebody's own framework stand in our sentences, so that marks are escaped
    here, too; the ordinary ones of a sentence, and addresses, stay as they are.
    """
    line = _ACTIVE.sub(lambda found: found.group(1) or f"\\{found.group()}", _on_one_line(text))
    return _OPENS.sub(r"\1\\", line)


def _on_one_line(text: str) -> str:
    shown = "".join(" " if _is_unseen(character) else character for character in text)
    return _SPACES.sub(" ", shown).strip()


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or character in _TURNING


def link(title: str, address: str) -> str:
    """Return a link; the title alone where the address is none of a page."""
    if not _ADDRESS.fullmatch(address):
        return said(f"{title} ({address})" if address else title)
    return f"[{said(title)}](<{address}>)"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table: its first column to the left, figures in the others to the right.

    Parameters
    ----------
    header, rows
        cells as Markdown.
    """
    ruled = ("---", *["---:"] * (len(header) - 1))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, ruled, *rows))


def bullets(items: Iterable[str]) -> str:
    """Return a list, an item each."""
    return "\n".join(f"- {item}" for item in items)


def section(level: int, title: str, blocks: Iterable[str]) -> Iterator[str]:
    """Yield a heading and its blocks; nothing where none has text."""
    filled = [block for block in blocks if block]
    if filled:
        yield f"{'#' * level} {title}"
        yield from filled
