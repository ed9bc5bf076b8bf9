"""What a screen makes of what the browser brings."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from framework_compare.lab.screen import BrowserScreen, Waits
from framework_compare.lab.visitor import Tally

pytest.importorskip("playwright")


class Page:
    """A page whose download is a file that is there already."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def get_by_role(self, *_: object, **__: object) -> Any:
        async def click() -> None:
            """The file is there already."""

        return SimpleNamespace(or_=lambda _: SimpleNamespace(first=SimpleNamespace(click=click)))

    @contextlib.asynccontextmanager
    async def expect_download(self) -> AsyncIterator[Any]:
        async def path() -> Path:
            return self.file

        async def value() -> Any:
            return SimpleNamespace(path=path)

        yield SimpleNamespace(value=value())


@pytest.mark.parametrize(
    ("content", "fine"), [(b"ab12 5\n", True), (b"ab12 4", False), (b"\xff\xfe\x00", False)]
)
def test_a_download_is_right_where_it_holds_the_text(
    tmp_path: Path, content: bytes, fine: bool
) -> None:
    """One that is no text is a failed one, and the visitor goes on."""
    file = tmp_path / "visit.txt"
    file.write_bytes(content)
    screen = BrowserScreen(cast("Any", Page(file)), cast("Any", None), Waits(1, 1, 1, 1), Tally())

    assert fine == asyncio.run(screen.downloads("ab12 5"))
