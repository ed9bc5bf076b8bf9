"""What a browser writes into its requests: paths, heads, bodies, and the cookies it keeps."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from email.utils import mktime_tz, parsedate_tz
from typing import Any
from urllib.parse import urlencode


def head_of(headers: Mapping[str, str]) -> str:
    """Return a head's lines, each with its end."""
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items())


def with_params(path: str, params: Mapping[str, object] | None) -> str:
    """Return a path with what stands behind its question mark."""
    if not params:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode(params)}"


def body_of(value: Any, data: Mapping[str, object] | None) -> tuple[str, bytes]:
    """Return the kind of a body and its bytes, nothing of both where there is none."""
    if value is not None:
        return "application/json", json.dumps(value).encode()
    if data is not None:
        return "application/x-www-form-urlencoded", urlencode(data).encode()
    return "", b""


def keep_cookie(cookies: dict[str, str], told: str) -> None:
    """Change what a visitor keeps as one ``Set-Cookie`` tells."""
    pair, *attributes = told.split(";")
    name, _, value = pair.partition("=")
    if _is_over(attributes):
        cookies.pop(name.strip(), None)
    else:
        cookies[name.strip()] = value.strip()


def _is_over(attributes: list[str]) -> bool:
    """Return whether a cookie is to be forgotten."""
    told = {
        name.strip().lower(): value.strip()
        for name, _, value in (attribute.partition("=") for attribute in attributes)
    }
    if "max-age" in told:
        return not told["max-age"].strip("0") or told["max-age"].startswith("-")
    until = parsedate_tz(told.get("expires", ""))
    return until is not None and mktime_tz(until) <= time.time()
