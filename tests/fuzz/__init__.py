"""Hostile files, links and widget states against the app: ``python -m tests.fuzz``.

It is bounded and seeded.
"""
