"""What a visitor may fill in, and within which bounds."""

from django import forms

from reference import AGES, ALL, DEFAULTS, GROUPS

YOUNGEST, OLDEST = AGES
MOST = 1_000_000_000


class FilterForm(forms.Form):
    """Who is shown."""

    group = forms.ChoiceField(choices=[(name, name) for name in (ALL, *GROUPS)], initial=ALL)
    minimum_age = forms.IntegerField(min_value=YOUNGEST, max_value=OLDEST, initial=YOUNGEST)


def amount(name):
    """Return a field for one feature of a person."""
    return forms.FloatField(min_value=0, max_value=MOST, initial=DEFAULTS[name])


class PredictionForm(forms.Form):
    """One person."""

    age = amount("age")
    income = amount("income")
    visits = amount("visits")
    tenure = amount("tenure")
