"""The page, and the parts of it that a form changes."""

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.data import MODEL, PEOPLE
from people.forms import FilterForm, PredictionForm
from reference import AGES, ALL, ROWS_SHOWN, by_decade, filtered, predicted

EVERYBODY = {"group": ALL, "minimum_age": AGES[0]}


@require_http_methods(["GET", "HEAD", "POST"])
def index(request):
    """Show the whole page: at first, and for each change where the browser runs no JavaScript."""
    return render(request, "people/index.html", {**chosen(request), **asked(request)})


@require_safe
def people(request):
    """Bring what the filters change."""
    return render(request, "people/index.html#people", chosen(request))


@require_POST
def prediction(request):
    """Bring what the prediction form changes."""
    return render(request, "people/index.html#answer", asked(request))


def chosen(request):
    """Return the filters in the address and the people whom they leave."""
    filters = FilterForm({**EVERYBODY, **request.GET.dict()})
    if not filters.is_valid():
        raise BadRequest(filters.errors.as_text())
    rows = filtered(PEOPLE, **filters.cleaned_data)
    decades = by_decade(rows)
    return {
        "filters": filters,
        "count": len(rows),
        "people": [shown(person) for person in rows.head(ROWS_SHOWN).to_dict("records")],
        "decades": decades.to_dict("records"),
        "most": decades["people"].max(),
    }


def shown(person):
    """Return one row of the table as text; in the template, filters and local formats cost a quarter more."""
    written = {"income": f"{person['income']:,}", "tenure": f"{person['tenure']:.1f}", "spend": f"{person['spend']:.2f}"}
    return {name: str(value) for name, value in person.items()} | written


def asked(request):
    """Return the prediction form, and the spend if it was sent and is right."""
    form = PredictionForm(request.POST if request.method == "POST" else None)
    return {"form": form, "spend": predicted(MODEL, **form.cleaned_data) if form.is_valid() else None}
