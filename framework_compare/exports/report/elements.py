"""HTML by hand: elements whose text is always escaped, and the few shapes that the report uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

VOID: Final = frozenset({"br", "meta"})
"""Elements that have no end."""
_STRONG: Final = re.compile(r"(?<!\\)\*\*(?=\S)(.+?)(?<=[^\s\\])\*\*")
_EMPHASIS: Final = re.compile(r"(?<![*\w\\])\*(?=[^\s*])([^*]+?)(?<=[^\s\\])\*(?![*\w])")
_CODE: Final = re.compile(r"`([^`]+)`")
_LINK: Final = re.compile(r"\[([^][]+)\]\((https://[^()\s]+)\)")
_UNESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A character that Markdown would have taken for a mark."""


@dataclass(frozen=True, slots=True)
class Html:
    """Finished HTML, which is not escaped again."""

    text: str


Child = Html | str
"""What stands inside an element: HTML as it is, or a text that is escaped."""


def element(tag: str, *children: Child, **attributes: str) -> Html:
    """Return an element.

    Parameters
    ----------
    tag
        its name.
    children
        what it holds; every plain text is escaped.
    attributes
        ``class_`` for ``class``, ``aria_label`` for ``aria-label``; an empty one is left out.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value
    )
    if tag in VOID:
        return Html(f"<{tag}{written}>")
    return Html(f"<{tag}{written}>{together(*children).text}</{tag}>")


def together(*children: Child) -> Html:
    """Return several pieces as one."""
    return Html(
        "".join(
            child.text if isinstance(child, Html) else escape(child, quote=False)
            for child in children
        )
    )


def marked(text: str) -> Html:
    """Return a sentence of ours with its Markdown: strong, emphasis, code and links to pages.

    It is escaped first, so that nothing in it can be an element.
    """
    found = escape(text, quote=False)
    found = _CODE.sub(r"<code>\1</code>", found)
    found = _STRONG.sub(r"<strong>\1</strong>", found)
    found = _EMPHASIS.sub(r"<em>\1</em>", found)
    found = _LINK.sub(_linked, found)
    return Html(_UNESCAPED.sub(r"\1", found))


def _linked(found: re.Match[str]) -> str:
    """Return a link whose text and address are escaped already, but for quotation marks."""
    address = found[2].replace('"', "&quot;")
    return f'<a href="{address}">{found[1]}</a>'


def paragraph(*children: Child, class_: str = "") -> Html:
    """Return a paragraph; nothing where it would be empty."""
    return element("p", *children, class_=class_) if together(*children).text else Html("")


def bullets(items: Iterable[Child], *, class_: str = "") -> Html:
    """Return a list; nothing where it would be empty."""
    found = [element("li", item) for item in items]
    return element("ul", *found, class_=class_) if found else Html("")


def link(address: str, text: str) -> Html:
    """Return a link; the text alone where the address is none of a page."""
    if not address.startswith(("https://", "http://")):
        return together(text)
    return element("a", text, href=address)


def section(title: Child, *content: Child, id: str, class_: str = "") -> Html:
    """Return a section under its heading; nothing where it has no content."""
    if not together(*content).text:
        return Html("")
    return element(
        "section",
        element("h2", title, id=id),
        *content,
        aria_labelledby=id,
        class_=class_,
    )


def table(
    caption: Child,
    head: Sequence[Child],
    rows: Iterable[Sequence[Child]],
    *,
    class_: str = "",
    scrolls: str = "",
) -> Html:
    """Return a table whose head is repeated on every page and whose rows are named by their first.

    Parameters
    ----------
    caption
        what the table holds.
    head
        a name for each column.
    rows
        as many cells each as there are columns.
    class_
        for the style sheet.
    scrolls
        what to call the region in which it moves sideways where a screen is too narrow for it;
        empty where its words can be broken.
    """
    names = [element("th", name, scope="col") for name in head]
    lines = [
        element(
            "tr",
            element("th", first, scope="row"),
            *(cell if _is_cell(cell) else element("td", cell) for cell in cells),
        )
        for first, *cells in rows
    ]
    made = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *names)),
        element("tbody", *lines),
        class_=class_,
    )
    if not scrolls:
        return made
    # Without a stop of its own nobody could move it by keys.
    return element("div", made, class_="scroll", role="region", tabindex="0", aria_label=scrolls)


def _is_cell(child: Child) -> bool:
    return isinstance(child, Html) and child.text.startswith("<td")
