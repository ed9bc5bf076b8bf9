"""People side by side in rows, charts and words: no number that the engine did not make."""

from __future__ import annotations

import json
import re

import pytest

from framework_compare import Requirement
from framework_compare.explain.agreement import Group
from framework_compare.explain.agreement_beliefs import Belief, Ways, beliefs, ways_to
from framework_compare.explain.agreement_drivers import differences, drivers
from framework_compare.explain.answers import answer_flips
from framework_compare.present import stakeholder_costs as costs
from framework_compare.present import stakeholder_drivers as driving
from framework_compare.present import stakeholders as present
from framework_compare.requirement.people import Person
from framework_compare.scoring.study import Study
from tests.people import ANALYST, ENGINEER, FIVE, IMPATIENT, SECURITY, TWELVE, group_of

DRAWS = 1000
NAMES = tuple(person.name for person in FIVE)


def group(*people: Person) -> Group:
    return group_of([Study(person.requirement, draws=DRAWS) for person in people])


def ways(group: Group, place: int, belief: Belief) -> Ways:
    """What would put a belief's option first for somebody."""
    theirs = tuple(group.studies[holder].requirement for holder in belief.holders)
    return ways_to(group.studies[place], belief.option, theirs)


@pytest.fixture(scope="module")
def five() -> Group:
    return group(*FIVE)


def test_who_wants_what_is_one_sentence(five: Group):
    """Every person once, by what they would choose."""
    said = present.first_choices(five, NAMES)

    assert said.count(".") == 1
    assert all(said.count(name) == 1 for name in NAMES)
    assert said.startswith("**Flask** is the first choice of Engineer and Security officer; ")


def test_those_who_choose_alike_are_said_to(five: Group):
    """One, two and more."""
    alike = group(ANALYST, ANALYST)

    assert present.first_choices(group(ANALYST), ["Ann"]) == "**Streamlit** is Ann's first choice."
    assert present.first_choices(alike, ["A", "B"]) == (
        "Both have the same first choice: **Streamlit**."
    )
    assert "Acceptable to everybody: **Streamlit**" in present.common_ground(alike, ["A", "B"])
    assert present.compromise_sentence(alike, ["A", "B"]) == "**Streamlit** costs nobody anything."
    assert driving.drivers_drawing(drivers(alike), alike.catalogue).alt == (
        "Nothing parts these people."
    )


def test_for_whom_nothing_fits_is_said_with_what_would_have_to_give():
    """And that so nothing is acceptable to everybody."""
    found, names = group(ANALYST, IMPATIENT, IMPATIENT), ("Ann", "Ben", "Cleo")

    assert len(present.nothing_fits(found, names)) == 2
    assert (
        "Nothing fits Ben: every option fails a must. Without"
        in present.nothing_fits(found, names)[0]
    )
    assert "since nothing fits Ben and Cleo. The others could all accept" in present.common_ground(
        found, names
    )
    assert "two people for whom something fits" in driving.agreement_sentence(found)


def test_nobody_for_whom_anything_fits_leaves_little_to_say():
    """But it is said."""
    found, names = group(IMPATIENT, IMPATIENT), ("Ben", "Cleo")

    assert present.first_choices(found, names) == ""
    assert present.compromise_sentence(found, names) == ""
    assert costs.loss_cells(found, names).empty
    assert costs.drawing(found, names).alt == "No option is on anybody's table."
    assert [
        row["First choice"] for row in present.people_rows(found, names).to_dict("records")
    ] == [
        "none",
        "none",
    ]


def test_nothing_in_common_is_said_plainly():
    """With shortlists that have no option in common."""
    lists = [["streamlit", "dash"], ["flask", "django"]]
    people = [
        Person(name, ANALYST.requirement.with_answers(considered=some))
        for name, some in zip("AB", lists, strict=True)
    ]
    found = group(*people)

    assert "no option is on every table" in present.common_ground(found, "AB")
    assert "Fewer than two frameworks are on every table" in driving.agreement_sentence(found)
    assert "not on the shortlist" in set(costs.loss_cells(found, "AB")["text"])


def test_a_cell_says_what_the_option_costs(five: Group):
    """The figure is the difference of that person's two scores, rounded to whole points."""
    cells = costs.loss_cells(five, NAMES)
    for place, person in enumerate(FIVE):
        scores = {s.option: s.score for s in five.studies[place].verdict.ranking}
        best = max(scores.values())
        own = cells[cells["whole"] == person.name]
        for option, figure, standing in zip(
            five.columns(10), own["figure"], own["standing"], strict=True
        ):
            if standing == "off the table":
                assert option not in scores
            elif standing == "first choice":
                assert scores[option] == best
            else:
                lost = best - scores[option]
                assert figure.split()[0] == (f"{round(lost)}" if lost >= 0.5 else "<1")


def test_every_first_choice_and_the_compromise_are_columns(five: Group):
    """Whatever else there is room for."""
    columns = five.columns(10)

    assert {*five.champions, five.compromise} <= set(columns)
    assert len(columns) == 10
    assert costs.loss_cells(five, NAMES)["option"].str.contains("compromise").sum() == 5


def test_the_chart_survives_a_round_trip_and_is_read_out(five: Group):
    """Names stay text; no structure hangs on the rows."""
    drawing = costs.drawing(five, ["<b>A</b>", *NAMES[1:]])

    assert json.loads(json.dumps(drawing.spec)) == drawing.spec
    assert "<b>A</b>: " in drawing.alt
    assert "Streamlit: first choice" in drawing.alt


def test_twelve_with_long_names_stay_readable():
    """Two lines of a name at most, a row for each."""
    names = [f"{person.name}, who is away on {place}" for place, person in enumerate(TWELVE)]
    cells = costs.loss_cells(group(*TWELVE), names)
    lines = [text.split("\n") for text in cells["person"].unique()]

    assert len(lines) == 12
    assert max(len(each) for each in lines) == 2
    assert max(len(line) for each in lines for line in each) <= 19


def test_names_that_look_alike_stay_rows_of_their_own():
    """However long, and whatever lies between their beginnings and ends."""
    long = "The member of the board of directors (2)"
    names = [long, long.replace("2", "3"), long.replace("board", "bored")]
    cells = costs.loss_cells(group(ANALYST, SECURITY, ENGINEER), names)

    assert cells["person"].nunique() == 3
    assert cells["person"].iloc[0] == "The member of the\n…of directors (2)"


def test_the_compromise_is_told_with_who_gives_up_most(five: Group):
    """The table's first row is the sentence's."""
    rows = present.compromise_rows(five, NAMES)
    said = present.compromise_sentence(five, NAMES)

    assert len(rows) == 5
    assert f"more than {rows.iloc[0]['Gives up']} of 100" in said
    assert said.endswith(f"which is what {rows.iloc[0]['Person']} would give up.")


def test_many_people_are_counted_in_sentences():
    """The table names each of them."""
    found, names = group(*TWELVE), [person.name for person in TWELVE]
    said = present.first_choices(found, names)

    assert present.named(["A", "B", "C", "D"]) == "A, B, C and D"
    assert present.named(["A", "B", "C", "D", "E"]) == "A, B, C and two more"
    assert re.search(r"and (\w+) more", said)
    assert list(present.people_rows(found, names)["Person"]) == names


def test_points_read_as_they_are():
    """One point is one, less than half of one is said to be little."""
    said = [present.points_behind(points) for points in (0.0, 0.2, 0.7, 1.4, 1.6)]

    assert said == ["nothing", "under 1 point", "1 point", "1 point", "2 points"]


def test_agreement_is_told_with_its_interval(five: Group):
    """W, both ends, and what chance gives as many people."""
    found = five.concordance
    assert found is not None
    said = driving.agreement_sentence(five)

    assert re.findall(r"\d\.\d\d", said) == [
        f"{found.w:.2f}",
        f"{found.low:.2f}",
        f"{found.high:.2f}",
        "0.20",
        f"{found.correlation:.2f}",
    ]
    assert said.endswith("**weak agreement**.")


def test_two_who_disagree_are_not_said_to_agree():
    """W of two is large by chance: half of it says nothing."""
    found = group(ANALYST, Person("API", Requirement(goal="rest_api", auth="sso")))
    assert found.concordance is not None
    assert 0.2 < found.concordance.w < 0.5

    assert "no agreement beyond chance" in driving.agreement_sentence(found)


def test_who_makes_the_most_difference_is_the_largest_change(five: Group):
    """In the mean rank correlation of the others."""
    base = five.correlation or 0.0
    changes = {NAMES[e.place]: abs((e.correlation or 0.0) - base) for e in five.without}

    assert driving.flips_agreement(five, NAMES).startswith(
        f"**{max(changes, key=changes.__getitem__)}** makes the most difference"
    )


def test_the_drivers_add_up_to_all(five: Group):
    """The bars are the whole disagreement, however many are drawn as one."""
    rows = driving.driver_rows(drivers(five), five.catalogue)

    assert rows["share"].sum() == pytest.approx(100, abs=2)
    assert rows["label"].iloc[0] == f"{round(rows['share'].iloc[0])}%"


def test_differences_are_told_in_the_words_on_the_screen(five: Group):
    """Both answers, and how the lead moves: no ids, no answers that are the same."""
    one, other = NAMES.index("Analyst"), NAMES.index("Security officer")
    found = differences(five.studies[one], five.studies[other])
    rows = driving.difference_rows(five, one, other, found, NAMES)

    assert list(rows.columns[:3]) == ["Answer", "Analyst says", "Security officer says"]
    assert "Sign-in" in set(rows["Answer"])
    assert (rows["Analyst says"] != rows["Security officer says"]).all()
    assert not rows.map(lambda text: "_" in str(text)).to_numpy().any()


def test_what_one_would_have_to_believe_is_whole_sentences(five: Group):
    """For each other first choice; what there is not is said, too."""
    for place, name in enumerate(NAMES):
        flips = answer_flips(five.studies[place])
        for belief in beliefs(five, place):
            title = driving.belief_title(five, place, belief, NAMES)
            lines = driving.belief_lines(
                five, place, belief, ways(five, place, belief), flips, NAMES
            )

            assert name in title
            assert lines
            assert all(line.endswith(".") and line[0] in line[0].upper() + "“" for line in lines)


def test_a_must_that_stands_in_the_way_is_named(five: Group):
    """In its own words."""
    place = NAMES.index("Security officer")
    found = beliefs(five, place)

    assert found
    for belief in found:
        lines = driving.belief_lines(five, place, belief, ways(five, place, belief), (), NAMES)
        assert lines[0] == "It fails the must “Sign-in: Roles and rights”."


def test_answers_taken_over_are_told_one_or_several():
    """By how many there are."""
    found = group(ENGINEER, ANALYST, SECURITY)
    said = [
        line
        for place in range(3)
        for belief in beliefs(found, place)
        for line in driving.belief_lines(
            found, place, belief, ways(found, place, belief), (), ("A", "B", "C")
        )
    ]

    assert any(" answer to “" in line and "” and “" not in line for line in said)
    assert any(" answers to “" in line and " and “" in line for line in said)


def test_a_stakeholder_who_answered_nothing_takes_part(five: Group):
    """An empty requirement is one like any other."""
    found = group(ANALYST, Person("New", Requirement()))

    assert len(present.people_rows(found, ("Ann", "New"))) == 2
    assert "two people" in driving.agreement_sentence(found)
