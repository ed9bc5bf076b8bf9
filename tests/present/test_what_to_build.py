"""What to build: each layer of the champion's architecture."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, Requirement, load_catalogue
from framework_compare.capacity.planning import planner_of
from framework_compare.capacity.workload import assumed
from framework_compare.catalogue.frameworks import Build
from framework_compare.present import plans
from framework_compare.present.architecture import Said, architecture, architecture_lines
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import HOSTS
from tests.strategies import FRAMEWORKS, requirements

LAYERS = ["Server", "Proxy", "Hosting", "Sign-in", "Data", "Scaling"]
PLACES = (
    "streamlit_community_cloud",
    "snowflake",
    "huggingface_spaces",
    "posit_connect",
    "databricks",
)
"""Hosts whose names are nobody's common words."""

TOOL = Requirement(goal="internal_data_tool")
NONE_FITS = Requirement(
    goal="interactive_dashboard",
    peak_concurrent_users=10_000_000,
    weeks_to_first_release=0.1,
    must_haves=("peak_concurrent_users", "weeks_to_first_release"),
)


def study_of(option: str, catalogue: Catalogue, requirement: Requirement = TOOL) -> Study:
    """A study whose champion is this option: nothing else is on the list."""
    listed = requirement.with_answers(considered=catalogue.parts(option))
    study = Study(listed, catalogue)
    if study.champion != option:
        study.__dict__["verdict"] = replace(study.verdict, champion=option)
    return study


def layers_of(
    option: str, catalogue: Catalogue, requirement: Requirement = TOOL
) -> dict[str, tuple[Said, ...]]:
    """What to build by the name of the layer."""
    return dict(architecture(study_of(option, catalogue, requirement)))


def text_of(option: str, layer: str, catalogue: Catalogue, **answers: Any) -> str:
    """One layer of an option in words, all parts together."""
    asked = TOOL.with_answers(**answers)
    return " ".join(said.text for said in layers_of(option, catalogue, asked)[layer])


@pytest.mark.parametrize("option", ["streamlit", "flask", "streamlit+fastapi"])
def test_an_architecture_has_a_sentence_for_each_part(catalogue: Catalogue, option: str):
    """Server, proxy, hosting, sign-in, data, scaling."""
    layers = architecture(study_of(option, catalogue))

    assert [name for name, _ in layers] == LAYERS
    for _, said in layers:
        assert [part.name for part in said] == [
            catalogue.frameworks[part].name for part in catalogue.parts(option)
        ]
        assert all(part.text for part in said)


def test_an_option_that_is_not_described_is_built_from_its_cells(catalogue: Catalogue):
    """Prose may be left out of a framework's file: every layer still says something true."""
    bare = catalogue.frameworks["shiny"].model_copy(update={"build": Build()})
    poor = catalogue.frameworks["panel"].model_copy(
        update={"build": Build(), "blocks": {}, "hosts": {}, "needs": {}, "capability": {}}
    )
    without = replace(
        catalogue,
        frameworks={**catalogue.frameworks, "shiny": bare, "panel": poor},
        digest="without prose",
    )
    asked = TOOL.with_answers(
        hosting=("posit_connect",), auth="rbac", needs=("background_jobs", "payments")
    )

    for option in ("shiny", "panel"):
        layers = layers_of(option, without, asked)
        assert list(layers) == [*LAYERS, "Jobs"]
        assert all(said.text for (said,) in layers.values())
    assert bare.hosts["posit_connect"].why in layers_of("shiny", without, asked)["Hosting"][0].text
    assert "nobody knows whether it runs there" in layers["Hosting"][0].text


@settings(max_examples=25)
@given(requirements(), st.sampled_from((*FRAMEWORKS, "streamlit+fastapi", "dash+fastapi")))
def test_every_layer_agrees_with_the_answers(requirement: Requirement, option: str):
    """Only hosts that were asked for, where any was; no sign-in where nobody signs in.

    As many processes as Capacity plans; jobs and a database only where the answers need them.
    """
    catalogue = load_catalogue()
    asked = requirement.with_answers(considered=(), must_haves=())
    layers = layers_of(option, catalogue, asked)
    told = {name: " ".join(said.text for said in texts) for name, texts in layers.items()}
    labels = {host: catalogue.answer_label("hosting", host) for host in HOSTS}
    parts = catalogue.parts(option)

    if asked.hosting:
        named = {host for host in HOSTS if f"{labels[host]}:" in told["Hosting"]}
        assert named == set(asked.hosting)
        for host in set(PLACES) - set(asked.hosting):
            assert not [name for name, text in told.items() if labels[host] in text], host
        for host, part in product(asked.hosting, parts):
            assert catalogue.frameworks[part].hosts[host].why in told["Hosting"]
    else:
        assert "Not yet said where it has to run." in told["Hosting"]
    if asked.auth == "none":
        assert {layer.text for layer in layers["Sign-in"]} == {
            "None: nobody signs in, so nothing is built for it."
        }
    elif asked.auth is None:
        assert "Not yet said whether anybody signs in" in told["Sign-in"]
    else:
        assert "None: nobody" not in told["Sign-in"]
        assert "Not yet said" not in told["Sign-in"]
    planner = planner_of(catalogue, *assumed(asked, catalogue.capacity), (option,))
    assert plans.processes_text(planner.plan(option).processes) in told["Scaling"]
    assert ("Not yet said how many people" in told["Scaling"]) == (
        asked.peak_concurrent_users is None
    )
    assert ("Jobs" in told) == ("background_jobs" in asked.needs)
    assert ("No answer asks for a database" in told["Data"]) != ("Records lie in" in told["Data"])
    for need in ("payments", "file_upload"):
        assert (f"{catalogue.answer_label('needs', need)} (" in told["Data"]) == (
            need in asked.needs
        )


def test_files_need_no_server(catalogue: Catalogue):
    """Where the option can be exported; what cannot is built as usual and said not to run there."""
    files = TOOL.with_answers(hosting=("static_site",))
    panel, dash = (layers_of(option, catalogue, files) for option in ("panel", "dash"))

    assert panel["Server"][0].text.startswith("None: the files run in each visitor's browser.")
    assert panel["Proxy"][0].text == "None: whoever serves the files ends TLS."
    assert "Static files: runs there. A convert command" in panel["Hosting"][0].text
    assert "Static files: cannot run there. Callbacks need a server" in dash["Hosting"][0].text
    assert dash["Server"][0].text == catalogue.frameworks["dash"].build.server


@pytest.mark.parametrize("auth", ["sso", "accounts", "rbac"])
def test_signing_in_is_by_the_frameworks_own_means(catalogue: Catalogue, auth: str):
    """Django's own users, Streamlit's provider; in a pairing rights live with the service."""
    django, streamlit = (
        text_of(option, "Sign-in", catalogue, auth=auth) for option in ("django", "streamlit")
    )
    pairing = {
        said.name: said.text
        for said in layers_of("streamlit+fastapi", catalogue, TOOL.with_answers(auth=auth))[
            "Sign-in"
        ]
    }

    assert catalogue.answer_label("auth", auth) in django
    assert ("User model, replaceable." in django) == (auth != "sso")
    assert ("Groups and permissions per model" in django) == (auth == "rbac")
    assert ("OpenID Connect provider is built in" in streamlit) == (auth == "sso")
    assert ("Passes on who asks" in pairing["Streamlit"]) == (auth != "sso")
    assert ("Checks who asks" in pairing["FastAPI"]) == (auth == "sso")


def test_a_database_is_named_with_what_migrates_it(catalogue: Catalogue):
    """Only where records are kept; one file on one machine."""
    shop = {"goal": "ecommerce"}

    assert "PostgreSQL" in text_of("django", "Data", catalogue, **shop)
    assert "its own migrate command" in text_of("django", "Data", catalogue, **shop)
    assert "Alembic" in text_of("fastapi", "Data", catalogue, **shop)
    assert "SQLite" in text_of("django", "Data", catalogue, **shop, hosting=("localhost",))
    assert "Alembic" not in text_of("fastapi", "Data", catalogue)
    assert "Keeps no records: it asks FastAPI" in text_of(
        "streamlit+fastapi", "Data", catalogue, **shop
    )


def test_the_parts_of_a_pairing_share_its_processes(catalogue: Catalogue):
    """Each says its own; together they are the plan."""
    asked = TOOL.with_answers(peak_concurrent_users=3000)
    scaling = layers_of("streamlit+fastapi", catalogue, asked)["Scaling"]
    plan = planner_of(catalogue, *assumed(asked, catalogue.capacity), ("streamlit+fastapi",)).plan(
        "streamlit+fastapi"
    )
    own = [int(re.findall(r"once: (\d+|one) process", said.text)[0]) for said in scaling]

    assert sum(own) == plan.processes.mid


def test_a_machine_of_ones_own_needs_no_proxy(catalogue: Catalogue):
    """Nothing is routed there either."""
    said = text_of("gradio", "Proxy", catalogue, hosting=("localhost",))

    assert said == "One machine: none is needed on the machine itself."


def test_lines_name_the_part_only_in_a_pairing(catalogue: Catalogue):
    """As the record has them."""
    alone, both = (
        list(architecture_lines(study_of(option, catalogue)))
        for option in ("flask", "streamlit+fastapi")
    )

    assert [line.split(":")[0] for line in alone] == LAYERS
    assert [line.split(":")[0] for line in both][:2] == ["Server, Streamlit", "Server, FastAPI"]


def test_without_measurements_no_number_is_made_up(catalogue: Catalogue):
    """Nor does anything else go missing."""
    unmeasured = replace(catalogue, measurements=None, digest="nothing measured")
    layers = layers_of("flask", unmeasured)

    assert "Not measured, so neither processes nor a price" in layers["Scaling"][0].text
    assert list(layers) == LAYERS


def test_nothing_is_built_where_none_fits(catalogue: Catalogue):
    """Neither layers nor lines."""
    study = Study(NONE_FITS, catalogue)

    assert architecture(study) == ()
    assert not list(architecture_lines(study))
