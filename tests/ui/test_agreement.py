"""One number, one name, one place: what every page says of one project, held together.

The verdict is taken from the package, outside of any page; every page is read as its visitor
reads it.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement, Verdict, load_catalogue, parse_requirement, recommend
from framework_compare.requirement.links import to_query
from tests.projects import COMPANY_DASHBOARD
from tests.ui.conftest import ROOT, open_link, open_section

CATALOGUE = load_catalogue()
PROJECTS = {
    preset.id: parse_requirement(preset.requirement, preset.id)
    for preset in CATALOGUE.presets.values()
} | {
    "company dashboard": COMPANY_DASHBOARD,
    "busy service": Requirement(
        goal="rest_api", peak_concurrent_users=2000, must_haves=("peak_concurrent_users",)
    ),
}


@cache
def verdict_of(name: str) -> Verdict:
    return recommend(PROJECTS[name])


def opened(app: AppTest, page: str, name: str) -> AppTest:
    open_link(app, to_query(PROJECTS[name]))
    return app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


def said(app: AppTest) -> str:
    """Every sentence on screen, without the marks of Markdown."""
    kinds = ("header", "subheader", "markdown", "caption", "text")
    texts = [str(element.value) for kind in kinds for element in getattr(app, kind)]
    return re.sub(r"\*\*|:material/\w+: ?", "", "\n".join(texts))


def name_of(option: str | None) -> str:
    assert option is not None
    return CATALOGUE.option_name(option)


def rival_of(verdict: Verdict) -> str:
    """The next framework: the family that comes first next most often, by its best option."""
    parts = CATALOGUE.parts
    own = parts(verdict.champion or "")[0]
    return next(each.best for each in verdict.families if parts(each.best)[0] != own)


@pytest.mark.parametrize("name", PROJECTS)
def test_every_page_names_the_champion_and_who_follows(app: AppTest, name: str) -> None:
    """By score and of the other frameworks, with the same distance to a tenth of a point."""
    verdict = verdict_of(name)
    champion, second = name_of(verdict.champion), name_of(verdict.runner_up)
    rival = name_of(rival_of(verdict))
    scores = {each.option: each.score for each in verdict.ranking}
    first, runner_up, other = (
        round(scores[option or ""], 1)
        for option in (verdict.champion, verdict.runner_up, rival_of(verdict))
    )
    lead, of_rival = f"{first - runner_up:.1f}", f"{first - other:.1f}"
    landing = said(opened(app, "project", name))

    assert landing.splitlines()[0] == champion
    assert f"Why rather than {rival}" in landing

    page = said(opened(app, "verdict", name))

    assert page.splitlines()[0] == champion
    assert f"Why {champion} rather than {rival}" in page

    page = said(opened(app, "what_if", name))

    assert f"Now {champion} leads." in page
    if second == rival:
        assert f"Next is {second}, {lead} points of 100 behind." in page
    else:
        assert f"Next by score is {second}, {lead} points of 100 behind" in page
        assert f"{rival} comes first most often, and is {of_rival} behind." in page

    score = f"{scores[verdict.champion or '']:.1f}"
    opened(app, "method", name)

    assert f"{champion} has {score} of 100 points" in said(app)

    open_section(app, "method", "Your score, step by step")

    assert f"{champion}: {score} of 100" in said(app)

    opened(app, "compare", name)

    assert app.pills(key="compare.options").value[:2] == [verdict.champion, rival_of(verdict)]


@pytest.mark.parametrize("name", PROJECTS)
def test_every_page_gives_a_family_the_same_share(app: AppTest, name: str) -> None:
    """As so many of 100 plausible cases, on the landing page, the verdict and its finalists."""
    verdict = verdict_of(name)
    families = {each.family: each for each in verdict.families}
    shares = {
        CATALOGUE.frameworks[family].name: (
            "over 99"
            if each.share > 0.995
            else "under 1"
            if each.share < 0.005
            else f"{100 * each.share:.0f}"
        )
        for family, each in families.items()
    }
    own = CATALOGUE.frameworks[CATALOGUE.parts(verdict.champion or "")[0]].name
    page = said(opened(app, "verdict", name))
    alone = re.findall(r"First in ((?:over |under )?\d+) of 100 plausible cases", page)
    finalists = [CATALOGUE.frameworks[family].name for family in verdict.finalists]

    assert alone
    assert [shares[finalist] for finalist in finalists][: len(alone)] == alone[: len(finalists)]

    of_own = rf"^{re.escape(own)}(?: alone)? comes first in ((?:over |under )?\d+) of 100"
    for words in (page, said(opened(app, "project", name))):
        found = re.findall(of_own, words, re.MULTILINE)

        assert found
        assert {*found} == {shares[own]}


@pytest.mark.parametrize("name", PROJECTS)
def test_every_page_plans_the_same_load_and_price(app: AppTest, name: str) -> None:
    """What the finalists cost, what to build takes, and the page on capacity says in words."""
    verdict, users = verdict_of(name), PROJECTS[name].peak_concurrent_users
    champion = name_of(verdict.champion)
    opened(app, "capacity", name)
    page = said(app)
    row = next(
        row
        for row in app.dataframe[0].value.to_dict("records")
        if row["Option"].replace(" + ", " with ") == champion
    )
    people = f"{users or CATALOGUE.capacity.input['users'].value:,.0f}"

    assert re.search(rf"For {people} (people|person) at once", page)

    page = said(opened(app, "verdict", name))
    costs = re.findall(rf"(\$[^$]*?) a month for {people} (?:people|person) at once", page)
    plans = re.findall(rf"({re.escape(row['A month'])}) a month\.", page)

    assert row["A month"] in costs
    assert plans
    assert f"{row['Memory, GB']} GB of memory" in page
