"""A QR code that a phone reads."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from framework_compare import FrameworkCompareError
from framework_compare.exports import qr
from framework_compare.exports.qr import MOST_BYTES, fits, qr_svg

LINK = "https://example.org/verdict?goal=rest_api&name=B%C3%B6rse"


def test_it_is_a_picture_with_a_quiet_zone_dark_on_white() -> None:
    """Four modules around the smallest symbol that holds the link, whatever the page's colours."""
    picture = ET.fromstring(qr_svg(LINK))
    _, _, width, height = map(float, picture.attrib["viewBox"].split())

    assert width == height
    # The symbols of the standard have 17 + 4 * version modules a side.
    assert (width - 2 * 4 - 17) % 4 == 0
    assert "#fff" in qr_svg(LINK).lower()


def test_another_link_is_another_picture() -> None:
    """And the same link the same one."""
    assert qr_svg(LINK) == qr_svg(LINK) != qr_svg(LINK + "&audience=public")


def test_the_longest_link_still_makes_one() -> None:
    """What is longer says so before it is drawn."""
    longest = LINK + "x" * (MOST_BYTES - len(LINK))

    assert fits(longest)
    assert not fits(longest + "x")
    assert qr_svg(longest).startswith("<svg")


def test_without_its_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name under which it is found."""
    monkeypatch.setattr(qr, "SEGNO", None)
    with pytest.raises(FrameworkCompareError, match=r"needs segno.*framework-compare\[export\]"):
        qr_svg(LINK)
