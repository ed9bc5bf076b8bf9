"""One load, one plan: what the verdict and the record say of it is what Capacity and cost shows."""

from __future__ import annotations

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.capacity.workload import Prices, Workload, assumed_input
from framework_compare.catalogue.capacity_rules import INPUTS, PRICE_INPUTS
from framework_compare.exports.record import decision_record
from framework_compare.present import plans
from framework_compare.present.finalists import load_sentence
from framework_compare.scoring.study import Study
from framework_compare.text import plain_number

DOZEN = (
    {},
    {"goal": "interactive_dashboard", "peak_concurrent_users": 300, "hosting": ("databricks",)},
    {"goal": "rest_api", "peak_concurrent_users": 2000},
    {"goal": "rest_api", "peak_concurrent_users": 2000, "must_haves": ("peak_concurrent_users",)},
    {"goal": "interactive_dashboard", "peak_concurrent_users": 80, "interaction_work": "medium"},
    {"goal": "ml_model_demo", "peak_concurrent_users": 5, "interaction_work": "heavy"},
    {"goal": "ecommerce", "peak_concurrent_users": 50_000},
    {"goal": "content_website", "peak_concurrent_users": 1},
    {"goal": "chat_assistant", "peak_concurrent_users": 40},
    {"goal": "data_exploration", "peak_concurrent_users": 1_000, "considered": ("shiny", "panel")},
    {
        "goal": "internal_data_tool",
        "peak_concurrent_users": 700,
        "considered": ("streamlit", "fastapi"),
        "needs": ("programmatic_api", "background_jobs"),
    },
    {"goal": "microservice", "peak_concurrent_users": 10_000_000},
)


def shown_at_first(requirement: Requirement, catalogue: Catalogue) -> tuple[Workload, Prices]:
    """The numbers that Capacity and cost starts from, each as its widget has it."""
    rules = catalogue.capacity
    values = {name: assumed_input(rules.input[name], requirement) for name in INPUTS}
    return (
        Workload.model_validate({n: v for n, v in values.items() if n not in PRICE_INPUTS}),
        Prices.model_validate({n: v for n, v in values.items() if n in PRICE_INPUTS}),
    )


@pytest.mark.parametrize("answers", DOZEN, ids=[*map(str, range(len(DOZEN)))])
def test_the_champions_plan_is_the_same_everywhere(
    catalogue: Catalogue, answers: dict[str, object]
):
    """Processes, memory and cost in the table, in what to build, in the record and in the load."""
    requirement = Requirement.model_validate(answers)
    study = Study(requirement, catalogue, draws=1000)
    assert study.champion is not None
    table = plans.table(catalogue, *shown_at_first(requirement, catalogue), (study.champion,))
    row = table.iloc[0]
    scaling = [
        line
        for line in decision_record(study, requirement).splitlines()
        if line.startswith("- Scaling")
    ]

    assert scaling
    for line in scaling:
        assert f"{row['Memory, GB']} GB of memory, about {row['A month']} a month" in line
        assert (
            f"{row['Processes']} processes" in line
            if row["Processes"] != "1"
            else "one process" in line
        )
    if requirement.peak_concurrent_users is not None:
        load = load_sentence(study)
        assert plain_number(requirement.peak_concurrent_users) in load
        if row["Processes"] == str(len(catalogue.parts(study.champion))):  # no band around it
            assert load.endswith("is enough.")
        else:
            assert f" takes {row['Processes']} processes." in load
