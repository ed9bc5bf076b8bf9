"""What was told, in the words on the screen, and what is left open."""

from __future__ import annotations

from hypothesis import given

from framework_compare import Catalogue, Requirement, load_catalogue
from framework_compare.present.given import given_answers, left_open
from tests.strategies import requirements

LINK = Requirement(
    goal="interactive_dashboard",
    needs=("deep_links",),
    auth="sso",
    weeks_to_first_release=12,
    must_haves=("auth", "seo"),
)


def test_every_answer_is_said_in_its_own_words_and_musts_are_marked(catalogue: Catalogue) -> None:
    """Group by group; a need that only a must implies is there too."""
    assert given_answers(LINK, catalogue) == (
        (
            "The product",
            (
                "Goal: Dashboard",
                "Needs: Be found by search engines (must), Links to exact views",
            ),
        ),
        ("The people", ("Sign-in: Company sign-on (must)",)),
        ("The team", ("Weeks: 12 weeks",)),
    )


def test_what_is_open_is_named_briefly(catalogue: Catalogue) -> None:
    """Five names and a count; nothing that is answered."""
    said = left_open(LINK, catalogue)

    assert said.startswith("Charts, Work per click, Routing, Own look, Audience and ")
    assert said.endswith(" more")
    assert left_open(Requirement(), catalogue).startswith("Goal, Needs, Charts")


@given(requirements(musts=True, goal=True))
def test_no_answer_is_left_out(requirement: Requirement) -> None:
    """Each answered question's short name is said, and not called open."""
    catalogue = load_catalogue()
    said = "\n".join(
        answer for _, answers in given_answers(requirement, catalogue) for answer in answers
    )
    for field, question in catalogue.questions.items():
        if field != "must_haves" and getattr(requirement, field) not in (None, ()):
            assert f"{question.short}: " in said
            assert question.short not in left_open(requirement, catalogue).split(", ")
    for must in requirement.active_musts:
        assert "(must)" in said
        assert "_" not in must or must not in said.split()
