"""The lab: one reference app in every framework, verified, then measured.

The app reads only what it wrote down, and imports nothing of it. Its command line is
``python -m framework_compare.lab``, which needs the extra "lab".
"""
