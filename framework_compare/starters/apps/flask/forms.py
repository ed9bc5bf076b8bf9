"""What a visitor may fill in, and within which bounds."""

from flask_wtf import FlaskForm
from wtforms import DecimalField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from reference import AGES, ALL, DEFAULTS, GROUPS

YOUNGEST, OLDEST = AGES
MOST = 1_000_000_000


class FilterForm(FlaskForm):
    """Who is shown. It travels in the address and changes nothing, so it needs no token."""

    class Meta:
        csrf = False

    group = SelectField("Group", choices=[ALL, *GROUPS], default=ALL)
    minimum_age = IntegerField(
        "Minimum age", [NumberRange(YOUNGEST, OLDEST)], default=YOUNGEST, render_kw={"required": True}
    )


def amount(name):
    """Return a field for one feature of a person."""
    return DecimalField(name.title(), [InputRequired(), NumberRange(0, MOST)], default=DEFAULTS[name], places=None)


class PredictionForm(FlaskForm):
    """One person."""

    age = amount("age")
    income = amount("income")
    visits = amount("visits")
    tenure = amount("tenure")
