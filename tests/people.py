"""People with a say whom several tests ask about."""

from __future__ import annotations

from collections.abc import Sequence

from framework_compare import Requirement
from framework_compare.explain.agreement import Group, stance_of
from framework_compare.requirement.carried import packed
from framework_compare.requirement.people import Person
from framework_compare.scoring.study import Study
from tests.projects import NONE_FITS

ENGINEER = Person(
    "Engineer",
    Requirement(
        goal="internal_data_tool",
        audience=("company_wide",),
        peak_concurrent_users=400,
        interaction_work="medium",
        team_skills=("python", "html_css", "sql_orm", "devops"),
        auth="sso",
        routing="high",
        hosting=("containers",),
        lifespan="strategic",
        needs=("transactions", "programmatic_api", "testable"),
    ),
)
ANALYST = Person(
    "Analyst",
    Requirement(
        goal="internal_data_tool",
        audience=("company_wide",),
        peak_concurrent_users=60,
        weeks_to_first_release=3,
        team_skills=("python", "data_science"),
        ui_customization="low",
        visualisation="high",
        hosting=("containers",),
        needs=("cross_chart_interaction", "table_editing"),
    ),
)
SECURITY = Person(
    "Security officer",
    Requirement(
        goal="internal_data_tool",
        audience=("company_wide",),
        auth="rbac",
        hosting=("on_premises",),
        devops_capacity="high",
        lifespan="strategic",
        needs=("security_hardening",),
        must_haves=("auth", "security_hardening"),
    ),
)
MANAGER = Person(
    "Manager",
    Requirement(
        goal="internal_data_tool",
        audience=("company_wide",),
        weeks_to_first_release=4,
        cost_sensitivity="high",
        lifespan="tactical",
        weights={"operations": (0.4, 0.5)},
    ),
)
SCIENTIST = Person(
    "Data scientist",
    Requirement(
        goal="ml_model_demo",
        audience=("research_team",),
        interaction_work="heavy",
        team_skills=("python", "data_science"),
        visualisation="medium",
        lifespan="prototype",
        needs=("file_upload",),
    ),
)
FIVE = (ENGINEER, ANALYST, SECURITY, MANAGER, SCIENTIST)
IMPATIENT = Person("Impatient", NONE_FITS)
"""Nothing fits."""
TWELVE = tuple(
    Person(
        f"Member {place + 1} of the board",
        FIVE[place % 5].requirement.with_answers(
            peak_concurrent_users=50 + 37 * place, weeks_to_first_release=2 + place
        ),
    )
    for place in range(12)
)


def link(*people: Person) -> dict[str, list[str]]:
    """Return the part of a link that carries people."""
    return {"stakeholders.people": [packed(people)]}


def group_of(studies: Sequence[Study]) -> Group:
    """A group with everybody's draws, none of them kept."""
    return Group(studies, [stance_of(study) for study in studies])
