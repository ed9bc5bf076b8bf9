"""E1: how much has to be written, and in how many languages.

Tokens and lines are counted without comments, blank lines and docstrings. Lines depend on taste and
formatter, tokens hardly: a token is a name, a number, a text or a sign.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.starters.projects import SHARED

_SILENT: Final = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
_WORD: Final = r"[\w$-]+|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|[^\w\s]"
_COMMENTS: Final = {
    "javascript": re.compile(r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*", re.DOTALL),
    "css": re.compile(r"/\*.*?\*/", re.DOTALL),
    "template": re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}", re.DOTALL),
    "html": re.compile(r"<!--.*?-->", re.DOTALL),
}
_TEMPLATE: Final = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_LANGUAGES: Final = {".py": "python", ".html": "html", ".css": "css", ".js": "javascript"}


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Count the files that make the page.

    What all share, tests and deployment files count for none. How much style sheet an app has is
    its author's taste, so the tokens are also counted without it.
    """
    entrant = bench.environment(unit).entrant
    paths = sorted({path for pattern in entrant.code for path in entrant.folder.glob(pattern)})
    files = [path for path in paths if path.is_file() and path.name not in SHARED]
    found = sum((counted(path) for path in files), Code())
    yield Reading("lines", "lines", found.lines)
    yield Reading("tokens", "tokens", sum(found.tokens.values()))
    unstyled = sum(found.tokens.values()) - found.tokens["css"]
    yield Reading("unstyled_tokens", "tokens", unstyled)
    yield Reading("files", "files", len(files))
    yield Reading("languages", "languages", len(found.tokens))
    for language, tokens in sorted(found.tokens.items()):
        yield Reading(f"tokens_{language}", "tokens", tokens)


@dataclass(frozen=True)
class Code:
    """Code counted: lines that hold any, and tokens by language."""

    lines: int = 0
    tokens: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Code) -> Code:
        return Code(self.lines + other.lines, self.tokens + other.tokens)


def counted(path: Path) -> Code:
    """Count one file; its ending says the language.

    Raises
    ------
    ValueError
        for an ending that is not known.
    """
    language = _LANGUAGES.get(path.suffix)
    if language is None:
        raise ValueError(f"{path.name}: must end in one of {', '.join(_LANGUAGES)}")
    return counted_text(path.read_text(encoding="utf-8"), language)


def counted_text(text: str, language: str) -> Code:
    """Count a text in python, html (with what is embedded in it), css or javascript."""
    if language == "python":
        return _python(text)
    found = (
        _html(text)
        if language == "html"
        else [(language, place, word) for place, word in _words(text, language)]
    )
    lines = {text.count("\n", 0, place) for _, place, _ in found}
    return Code(len(lines), Counter(name for name, _, _ in found))


def _python(text: str) -> Code:
    lines: set[int] = set()
    count, begins_statement = 0, True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in _SILENT:
            begins_statement = begins_statement or token.type in (
                tokenize.NEWLINE,
                tokenize.INDENT,
                tokenize.DEDENT,
            )
            continue
        is_docstring = begins_statement and token.type == tokenize.STRING and _stands_alone(token)
        begins_statement = False
        if not is_docstring:
            count += 1
            lines.update(range(token.start[0], token.end[0] + 1))
    return Code(len(lines), Counter(python=count) if count else Counter())


def _stands_alone(token: tokenize.TokenInfo) -> bool:
    """Return whether nothing else stands on a text's lines.

    Then it is a docstring, or says as little.
    """
    return token.line.strip().startswith(token.string[:3]) and token.line.rstrip().endswith(
        token.string[-1]
    )


def _words(text: str, language: str, offset: int = 0) -> list[tuple[int, str]]:
    silent = _COMMENTS[language].sub(_blanked, text)
    return [(offset + match.start(), match.group()) for match in re.finditer(_WORD, silent)]


def _blanked(match: re.Match[str]) -> str:
    """Return as many blanks and line ends as a match has, so that places stay true."""
    return re.sub(r"[^\n]", " ", match.group())


def _html(text: str) -> list[tuple[str, int, str]]:
    """Return language, place and word of everything in a page."""
    found = []
    for language in ("template", "html"):
        text = _COMMENTS[language].sub(_blanked, text)
    for match in _TEMPLATE.finditer(text):
        found += [
            ("template", place, word)
            for place, word in _words(match.group(), "template", match.start())
        ]
    parser = _Embedded(_TEMPLATE.sub(_blanked, text))
    rest = parser.text
    for language, place, inside in parser.embedded:
        found += [(language, where, word) for where, word in _words(inside, language, place)]
        rest = rest[:place] + re.sub(r"[^\n]", " ", inside) + rest[place + len(inside) :]
    return found + [("html", place, word) for place, word in _words(rest, "html")]


class _Embedded(HTMLParser):
    """The scripts and style sheets inside a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        self.embedded: list[tuple[str, int, str]] = []
        self._inside = ""
        self._starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note that a script or a style sheet begins."""
        self._inside = {"script": "javascript", "style": "css"}.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        """Note that it ends."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep what is inside."""
        if self._inside and data.strip():
            line, column = self.getpos()
            self.embedded.append((self._inside, self._starts[line - 1] + column, data))
