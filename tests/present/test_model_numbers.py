"""Every number of the model is said in words, with its reason."""

from __future__ import annotations

from framework_compare import Catalogue
from framework_compare.present.model_numbers import parts


def test_no_part_of_the_model_is_left_out(catalogue: Catalogue) -> None:
    """A part that has a reason has a name of its own and at least one number."""
    fields = [getattr(catalogue.model, field) for field in type(catalogue.model).model_fields]
    found = parts(catalogue)

    assert [part.why for part in fields if hasattr(part, "why")] == [part.why for part in found]
    assert all(part.numbers for part in found)
    assert len({part.name for part in found}) == len(found)


def test_numbers_stand_with_what_they_are(catalogue: Catalogue) -> None:
    """As the file holds them, never under the model's own names."""
    numbers = {what: value for part in parts(catalogue) for value, what in part.numbers}

    assert numbers["chance that a skill is lacking where nothing is said of skills"] == (
        f"{catalogue.model.skills.silent:g}"
    )
    assert numbers["seed of the random numbers"] == str(catalogue.model.draws.seed)
    assert not [what for what in numbers if "_" in what]
