"""A link as a QR code, for the phones of a room."""

from __future__ import annotations

from typing import Final

from framework_compare.exports.extra import SEGNO, needed

MOST_BYTES: Final = 1_200
"""Of a link whose code a phone still reads from a projector.

The standard's limit lies at 2,953, at which a module is one of 177 across.
"""
_EXPORT: Final = "QR code"


def fits(link: str) -> bool:
    """Return whether a link is short enough for a code that phones read across a room."""
    return len(link.encode()) <= MOST_BYTES


def qr_svg(link: str) -> str:
    """Return a link as a QR code: an SVG picture, dark on white, with its quiet zone.

    Parameters
    ----------
    link
        one that `fits`.

    Raises
    ------
    MissingExtraError
        where the package that draws it is not installed.

    References
    ----------
    ISO/IEC 18004:2015, QR code bar code symbology: a quiet zone of four modules; error correction
    at level M, which brings back 15 % of the code words.
    """
    segno = needed(SEGNO, "segno", _EXPORT)
    code = segno.make_qr(link, error="m")
    picture: str = code.svg_inline(border=4, light="#FFFFFF", dark="#000000", omitsize=True)
    return picture
