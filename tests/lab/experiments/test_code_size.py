"""Counting code: what is counted, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from framework_compare.lab.experiments.code_size import counted, counted_text

PYTHON = '''"""What it is."""

import os  # for the name


def shout(text: str = """two
lines""") -> str:
    """Say it louder."""
    # nobody reads this
    return text.upper() + "!"
'''
PAGE = """<!-- a note -->
{# another #}
<ul class="all">
{% for one in many %}
  <li>{{ one }}</li>
{% endfor %}
</ul>
<style>
/* none */
li { color: red; }
</style>
<script>
// none
const a = "x // y";
</script>
"""


def test_comments_and_docstrings_are_no_python_code() -> None:
    """Four lines hold code: the import, two of the signature, the return.

    A text that is a value counts.
    """
    found = counted_text(PYTHON, "python")

    assert found.lines == 4
    assert found.tokens == {"python": 2 + 12 + 8}


def test_how_code_is_laid_out_changes_lines_but_not_tokens() -> None:
    """That is why tokens come first."""
    wide = counted_text("f(a, b)\n", "python")
    tall = counted_text("f(\n    a,\n    b\n)\n", "python")

    assert wide.tokens == tall.tokens
    assert (wide.lines, tall.lines) == (1, 4)


def test_a_page_is_counted_language_by_language() -> None:
    """Markup, template, style and script; no comment of any of them."""
    found = counted_text(PAGE, "html")

    assert found.tokens == {
        "html": 6 + 3 + 4 + 4 + 3 + 4 + 3 + 4,
        "template": 8 + 5 + 5,
        "css": 7,
        "javascript": 5,
    }


def test_lines_of_a_page_are_counted_once() -> None:
    """A line with markup and template is one line."""
    assert counted_text("<p>{{ one }}</p>\n\n<p>two</p>\n", "html").lines == 2


@pytest.mark.parametrize("language", ["python", "html", "css", "javascript"])
def test_nothing_is_no_code(language: str) -> None:
    """Nor is a blank line."""
    found = counted_text("\n\n", language)

    assert found.lines == 0
    assert not found.tokens


def test_addresses_are_no_comments() -> None:
    """Two strokes inside a text."""
    assert counted_text('fetch("https://example.org/a");\n', "javascript").tokens == {
        "javascript": 5
    }


def test_an_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    """Instead of counted as something else."""
    (tmp_path / "app.rs").write_text("fn main() {}", encoding="utf-8")

    with pytest.raises(ValueError, match="must end in one of"):
        counted(tmp_path / "app.rs")
