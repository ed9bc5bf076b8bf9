"""Verdict: what fits, how sure that is, why, what to build, and what to take away."""
