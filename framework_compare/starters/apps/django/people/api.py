"""What other programs ask: a prediction as JSON, and whether the server is up."""

import json

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from people.data import MODEL
from people.forms import PredictionForm
from reference import predicted


@csrf_exempt  # no cookie says who asks, so no other site can ask in a visitor's name
@require_POST
def predict(request):
    """Return the spend of one person, such as {"age": 40, "income": 50000, "visits": 12, "tenure": 5}."""
    try:
        person = json.loads(request.body)
    except ValueError:
        return JsonResponse({"error": "the body must be JSON"}, status=400)
    if not isinstance(person, dict):
        return JsonResponse({"error": "the body must be one JSON object"}, status=422)
    form = PredictionForm(person)
    if not form.is_valid():
        return JsonResponse({"error": form.errors}, status=422)
    return JsonResponse({"spend": predicted(MODEL, **form.cleaned_data)})


@require_safe
def health(request):
    """Answer as soon as the server is up."""
    return JsonResponse({"status": "ok"})
