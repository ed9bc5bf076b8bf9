"""The data and the model, loaded once when the server starts: gunicorn's workers are made afterwards and share them."""

import reference

PEOPLE = reference.load_people()
MODEL = reference.fitted_model(PEOPLE)
