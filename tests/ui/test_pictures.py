"""The README's picture shows what the app shows."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from framework_compare.ui.frame import menu
from tests.pictures import FACTS, PICTURE
from tests.ui.conftest import open_link


@pytest.fixture(scope="module")
def pictured() -> Any:
    return json.loads(FACTS.read_text(encoding="utf-8"))


def test_the_picture_has_the_pages_and_the_champion_of_today(app: AppTest, pictured: Any):
    """Where this fails, ``python -m tests.pictures`` takes it again."""
    open_link(app, parse_qs(pictured["link"]))
    links = [link.proto.label for link in app.get("page_link")]

    assert pictured["pages"] == links[: len(pictured["pages"])]
    assert pictured["pages"] == [entry.title for entry in menu.ENTRIES if entry.listed]
    assert pictured["champion"] in [header.value for header in app.header]


def test_the_picture_is_the_first_screen():
    """Of a small laptop, as the page is laid out for."""
    with Image.open(PICTURE) as picture:
        assert picture.size == (1280, 800)
