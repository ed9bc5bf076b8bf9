"""A visitor of the Django entrant."""

from __future__ import annotations

from framework_compare.lab.drivers.page import PageVisitor


class Visitor(PageVisitor):
    """One browser tab on the Django entrant; the cookie of its token goes with every request."""

    entrant = "django"
    token = "csrfmiddlewaretoken"
