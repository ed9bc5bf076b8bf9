"""Decisions to try things on."""

from __future__ import annotations

SHOP = {
    "id": "shop",
    "requirements": {"goal": "ecommerce", "auth": "accounts", "needs": ["payments", "seo"]},
    "considered": ["django", "streamlit"],
    "accepted": ["django"],
    "chosen": ["django"],
    "rejected": ["streamlit"],
    "strength": "strong",
    "facts_stated": 4,
    "team": "a",
    "reasons": "Accounts and payments.",
    "source": "https://example.org/shop",
}
DEMO = {
    "id": "demo",
    "requirements": {"goal": "ml_model_demo", "weeks_to_first_release": 1},
    "considered": ["flask", "streamlit"],
    "accepted": ["flask"],
    "chosen": ["flask"],
    "rejected": ["streamlit"],
    "facts_stated": 5,
    "team": "b",
}
VAGUE = {**DEMO, "id": "vague", "facts_stated": 2}
