"""Hostile files, links and widget states against the app: ``python -m tests.fuzz``, bounded and
seeded.
"""
