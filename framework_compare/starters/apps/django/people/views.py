"""The page."""

from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from people.data import MODEL, PEOPLE
from people.forms import FilterForm, PredictionForm
from reference import AGES, ALL, ROWS_SHOWN, by_decade, filtered, predicted

EVERYBODY = {"group": ALL, "minimum_age": AGES[0]}


@require_http_methods(["GET", "HEAD", "POST"])
def index(request):
    """Show the people chosen in the address, and the prediction if the form was sent."""
    filters = FilterForm({**EVERYBODY, **request.GET.dict()})
    if not filters.is_valid():
        return HttpResponseBadRequest(filters.errors.as_text(), content_type="text/plain")
    rows = filtered(PEOPLE, **filters.cleaned_data)
    decades = by_decade(rows)

    form = PredictionForm(request.POST if request.method == "POST" else None)
    return render(
        request,
        "people/index.html",
        {
            "filters": filters,
            "form": form,
            "spend": predicted(MODEL, **form.cleaned_data) if form.is_valid() else None,
            "count": len(rows),
            "people": rows.head(ROWS_SHOWN).to_dict("records"),
            "decades": decades.to_dict("records"),
            "most": decades["people"].max(),
        },
    )
