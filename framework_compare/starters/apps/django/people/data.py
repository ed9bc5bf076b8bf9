"""The data and the model, loaded once when the server starts."""

import reference

PEOPLE = reference.load_people()
MODEL = reference.fitted_model(PEOPLE)
