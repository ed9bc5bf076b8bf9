"""People: choose some of them, see how old they are, and predict what one of them spends."""

import secrets

from flask import Flask, abort, render_template, request

from api import api
from forms import FilterForm, PredictionForm
from people import MODEL, PEOPLE
from reference import FEATURES, ROWS_SHOWN, by_decade, filtered, predicted

app = Flask(__name__)
app.config.from_mapping(SECRET_KEY=secrets.token_hex(), SESSION_COOKIE_SAMESITE="Lax")
app.config.from_prefixed_env()  # FLASK_SECRET_KEY and the like
app.register_blueprint(api)


@app.route("/", methods=["GET", "POST"])
def index():
    """Show the people chosen in the address, and the prediction if the form was sent."""
    filters = FilterForm(request.args)
    if not filters.validate():
        abort(400, "; ".join(f"{filters[name].label.text}: {' '.join(said)}" for name, said in filters.errors.items()))
    rows = filtered(PEOPLE, filters.group.data, filters.minimum_age.data)

    form = PredictionForm()
    spend = None
    if form.validate_on_submit():
        spend = predicted(MODEL, **{name: float(form[name].data) for name in FEATURES})
    return render_template(
        "index.html",
        filters=filters,
        form=form,
        features=FEATURES,
        spend=spend,
        count=len(rows),
        people=rows.head(ROWS_SHOWN).to_dict("records"),
        decades=by_decade(rows).to_dict("records"),
    )
