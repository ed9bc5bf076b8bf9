"""What the verdicts must beat: simple rules that anyone could apply."""

from __future__ import annotations

from collections.abc import Callable

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.cases import Case
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.ordering import champion_of
from framework_compare.vocabulary import FRAMEWORKS

_MANY_USERS = 1000
"""The article's "thousands of concurrent users"."""


def article_pick(requirement: Requirement) -> str:
    """Return what the founding article's two columns say.

    The side with more matching rows, Streamlit on a tie.
    """
    flask = 0
    streamlit = 0
    ui_goals = ("interactive_dashboard", "ml_model_demo", "internal_data_tool", "data_exploration")
    if requirement.goal is not None:
        flask += requirement.goal not in ui_goals
        streamlit += requirement.goal in ui_goals
    outside = {"external_clients", "public"} & set(requirement.audience)
    flask += bool(outside) or (requirement.peak_concurrent_users or 0) >= _MANY_USERS
    streamlit += bool(requirement.audience) and not outside
    web = {"html_css", "javascript", "sql_orm", "mvc"} & set(requirement.team_skills)
    flask += bool(web)
    streamlit += bool(requirement.team_skills) and not web
    flask += (
        requirement.ui_customization == "high"
        or requirement.routing == "high"
        or requirement.auth == "rbac"
    )
    streamlit += (
        requirement.visualisation == "high" or (requirement.weeks_to_first_release or 99) <= 2
    )
    return "flask" if flask > streamlit else "streamlit"


def _named(pick: Callable[[Requirement], str]) -> Callable[[Case, Requirement, Catalogue], float]:
    def agreement(case: Case, requirement: Requirement, catalogue: Catalogue) -> float:
        return float(case.agrees((pick(requirement),)))

    return agreement


def _random(case: Case, requirement: Requirement, catalogue: Catalogue) -> float:
    pool = requirement.considered or FRAMEWORKS
    return sum(case.agrees((name,)) for name in pool) / len(pool)


def _goal_alone(case: Case, requirement: Requirement, catalogue: Catalogue) -> float:
    champion = champion_of(
        Requirement(goal=requirement.goal, considered=requirement.considered), catalogue
    )
    return float(champion is not None and case.agrees(catalogue.parts(champion)))


BASELINES: dict[str, Callable[[Case, Requirement, Catalogue], float]] = {
    "always Streamlit": _named(lambda requirement: "streamlit"),
    "the article's two columns": _named(article_pick),
    "a random pick": _random,
    "the goal alone": _goal_alone,
}
