"""What other programs ask: a prediction as JSON, and whether the server is up."""

from flask import Blueprint, request

from people import MODEL
from reference import FEATURES, predicted

MOST = 1_000_000_000

api = Blueprint("api", __name__)


@api.post("/api/predict")
def predict():
    """Return the spend of one person, such as {"age": 40, "income": 50000, "visits": 12, "tenure": 5}."""
    person = request.get_json()
    try:
        values = {name: float(person[name]) for name in FEATURES}
    except (KeyError, TypeError, ValueError):
        values = {}
    if not values or not all(0 <= value <= MOST for value in values.values()):
        return {"error": f"{', '.join(FEATURES)} must be numbers from 0 to {MOST:,}"}, 422
    return {"spend": predicted(MODEL, **values)}


@api.get("/health")
def health():
    """Answer as soon as the server is up."""
    return {"status": "ok"}
