"""The browser's half of HTTP on a site of pages, each of which links style sheets and scripts.

Apps that go on talking after the page is there use `sessions` instead.
"""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from framework_compare.lab.drivers import PATIENCE
from framework_compare.lab.drivers.http import Client
from framework_compare.lab.drivers.sessions import named
from framework_compare.lab.errors import WrongAnswer

_LINKED: Final = re.compile(r"<(?:link\b[^>]*?\shref|script\b[^>]*?\ssrc)=[\"']([^\"']+)[\"']")


class Site:
    """One visitor of a site.

    Parameters
    ----------
    address
        such as ``http://127.0.0.1:8000``.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._client = Client(address, PATIENCE)

    async def get(self, path: str, where: str, **options: Any) -> str:
        """Return the text that a path answers with status 200.

        ``params`` are those of `Client.ask`.

        Raises
        ------
        NoAnswer
            where nothing comes for `PATIENCE` seconds.
        WrongAnswer
            where the status is another one, or the connection ends.
        """
        return await self._text("GET", path, where, **options)

    async def post(self, path: str, where: str, **options: Any) -> str:
        """Return the text that a post is answered with.

        ``params``, ``data`` (a form) and ``json`` are those of `Client.ask`.

        Raises
        ------
        NoAnswer, WrongAnswer
            as for `get`.
        """
        return await self._text("POST", path, where, **options)

    async def first_view(self, path: str, where: str) -> str:
        """Return a page, after loading the style sheets and scripts of its site that it links."""
        page = await self.get(path, where)
        for link in dict.fromkeys(_LINKED.findall(page)):
            target = urljoin(self.address + path, link)
            if target.startswith(self.address):
                await self.get(urlsplit(target)._replace(scheme="", netloc="").geturl(), where)
        return page

    async def close(self) -> None:
        """Close the connection; never raises."""
        await self._client.close()

    async def _text(self, method: str, path: str, where: str, **options: Any) -> str:
        with named(where):
            answer = await self._client.ask(method, path, **options)
        if answer.status != 200:
            raise WrongAnswer(
                where,
                f"{method} {path} with status 200",
                f"{answer.status}: {answer.text.strip()}",
            )
        return answer.text
