"""A visitor of the Flask entrant."""

from __future__ import annotations

from framework_compare.lab.drivers.page import PageVisitor


class Visitor(PageVisitor):
    """One browser tab on the Flask entrant; the session cookie goes with every request."""

    entrant = "flask"
    token = "csrf_token"
