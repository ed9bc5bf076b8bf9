"""What is asked for: every criterion has its line, and stated needs hold what was stated."""

from __future__ import annotations

from framework_compare import Catalogue, Requirement
from framework_compare.present.asked import asked_rows
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA


def test_every_criterion_is_asked_for_something(catalogue: Catalogue) -> None:
    """Stated needs, the heaviest, among them."""
    rows = asked_rows(Study(Requirement(goal="interactive_dashboard"), catalogue))

    assert [catalogue.criterion(name).name for name in CRITERIA] == [
        row["Criterion"] for row in rows
    ]
    assert all(row["Asked for"] for row in rows)


def test_stated_needs_hold_what_was_stated_and_nothing_else(catalogue: Catalogue) -> None:
    """What may turn up has a line of its own."""
    requirement = Requirement(goal="interactive_dashboard", needs=("maps",), routing="high")
    rows = {row["Criterion"]: row for row in asked_rows(Study(requirement, catalogue))}
    stated, further = rows["Stated needs"], rows["Needs that may still turn up"]

    assert (
        f"“{catalogue.needs['maps'].label}” and “{catalogue.routing.label}”" == stated["Asked for"]
    )
    assert catalogue.needs["maps"].label not in further["Asked for"]
    assert "nobody has mentioned it" in further["Moved by"]


def test_what_the_goal_is_made_of_is_said_to_count_there(catalogue: Catalogue) -> None:
    """A ticked need that is a building block counts once."""
    goal = next(goal for goal in catalogue.goals.values() if goal.covers)
    requirement = Requirement(goal=goal.id, needs=(goal.covers[0],))
    rows = {row["Criterion"]: row for row in asked_rows(Study(requirement, catalogue))}
    stated = rows["Stated needs"]

    assert stated["Asked for"] == "nothing is ticked"
    assert catalogue.needs[goal.covers[0]].label in stated["Why"]
