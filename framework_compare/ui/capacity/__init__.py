"""Capacity and cost."""
