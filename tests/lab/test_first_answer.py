"""What a server answers first: text without scripts, and the protections that it asks for."""

from __future__ import annotations

import pytest

from framework_compare.lab.first_answer import FirstAnswer, visible_text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<title>People</title><h1>People</h1><p><b>2,000</b> rows</p>", "People 2,000 rows"),
        ("<body><script>say('2,000 rows')</script><style>p {}</style>", ""),
        ("<body><noscript>Turn scripts on</noscript><template>2,000 rows</template>", ""),
        ("<head><title>People<body>2,000\n   rows", "2,000 rows"),
        ("<td>1</td><td>2</td>", "1 2"),
        ("a &amp; b", "a & b"),
    ],
)
def test_only_what_a_reader_sees_without_scripts_is_text(page: str, text: str) -> None:
    """Neither scripts, styles and templates, nor what stands in the title of the window."""
    assert text == visible_text(page)


@pytest.mark.parametrize(
    ("headers", "count"),
    [
        ({}, 0),
        ({"strict-transport-security": "max-age=1"}, 0),
        ({"x-content-type-options": "yes"}, 0),
        ({"content-security-policy": "default-src 'self'"}, 1),
        ({"content-security-policy": "frame-ancestors 'none'"}, 2),
        ({"content-security-policy": "frame-ancestors *", "x-frame-options": "DENY"}, 2),
        ({"x-content-type-options": "nosniff", "referrer-policy": "same-origin"}, 2),
    ],
)
def test_four_protections_are_counted_each_once(headers: dict[str, str], count: int) -> None:
    """Framing may be ruled by the policy or by a header of its own."""
    assert count == FirstAnswer(headers, "").security_headers()
