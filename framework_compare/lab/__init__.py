"""The lab: one reference app in every framework, verified, then measured.

The app reads only what it wrote down.

Nothing of the app imports this package. ``python -m framework_compare.lab`` is its command line.
"""
