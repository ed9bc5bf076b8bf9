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
    """Show the whole page: at first, and for each change where the browser runs no JavaScript."""
    return render_template("index.html", **chosen(), **asked())


@app.get("/people")
def people():
    """Bring what the filters change."""
    return render_template("_people.html", **chosen())


@app.post("/prediction")
def prediction():
    """Bring what the prediction form changes."""
    return render_template("_prediction.html", **asked())


def chosen():
    """Return the filters in the address and the people whom they leave."""
    filters = FilterForm(request.args)
    if not filters.validate():
        abort(400, "; ".join(f"{filters[name].label.text}: {' '.join(said)}" for name, said in filters.errors.items()))
    rows = filtered(PEOPLE, filters.group.data, filters.minimum_age.data)
    return {
        "filters": filters,
        "count": len(rows),
        "people": list(rows.head(ROWS_SHOWN).itertuples()),
        "decades": list(by_decade(rows).itertuples()),
    }


def asked():
    """Return the prediction form, and the spend if it was sent and is right."""
    form = PredictionForm()
    spend = None
    if form.validate_on_submit():
        spend = predicted(MODEL, **{name: float(form[name].data) for name in FEATURES})
    return {"form": form, "features": FEATURES, "spend": spend}
