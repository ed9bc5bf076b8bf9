"""Fits, the additive model, acceptability, and the verdict."""
