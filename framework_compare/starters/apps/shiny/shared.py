"""What all visitors share: app.py runs once for each of them, this module once for each server."""

import reference

people = reference.load_people()
model = reference.fitted_model(people)
