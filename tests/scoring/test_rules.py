"""The decision model's rules, each as a property of the shipped catalogue."""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, Requirement, load_catalogue, recommend
from framework_compare.catalogue.evidence import Evidence
from framework_compare.catalogue.folder import DATA
from framework_compare.scoring.binding import bounds_of, carried, heavier
from framework_compare.scoring.evidence import evidence_arrays
from framework_compare.scoring.needs import need_profile, plausible_goals
from framework_compare.scoring.options import options_for
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import Family
from framework_compare.vocabulary import CRITERIA, GOALS, LEVELS, NEEDS, VALUE_TREE
from tests.strategies import FRAMEWORKS, requirements, some_of, with_cell

CATALOGUE = load_catalogue()
GRADED = tuple(criterion.id for criterion in CATALOGUE.criteria if criterion.basis == "cell")
DRAWS = 2000


def scores(requirement: Requirement, catalogue: Catalogue = CATALOGUE) -> dict[str, float]:
    found = Study(requirement, catalogue)
    return dict(zip(found.options.names, found.scores.tolist(), strict=True))


def cell(low: float, mid: float, high: float, old: Evidence) -> Evidence:
    # The cell is fresh: age would widen it.
    values = {"low": low, "mid": mid, "high": high, "as_of": CATALOGUE.model.as_of}
    return Evidence.model_validate(old.model_dump() | values)


@given(requirements())
def test_scores_and_fits_stay_on_their_scales(requirement: Requirement) -> None:
    """Fits lie in [0, 1], weights sum to one, scores that are told lie in 0 to 100."""
    found = Study(requirement, CATALOGUE, draws=DRAWS)

    assert ((found.fits >= 0) & (found.fits <= 1)).all()
    assert math.isclose(found.weights.sum(), 1)
    assert (found.scores <= 100).all()
    assert all(0 <= standing.score <= 100 for standing in found.verdict.ranking)


@given(st.sampled_from(GRADED), st.sampled_from(FRAMEWORKS), requirements(goal=True))
def test_power_beyond_the_need_earns_nothing(criterion, framework, requirement) -> None:
    """A capability above the highest need is worth as much as the top of the scale."""
    if criterion == "deployment_complexity":
        requirement = requirement.with_answers(known_frameworks=())
    if criterion == "scalability":
        # What a click computes moves what is asked and the load that binds each in its own way: a
        # light click asks for less, and lets the same crowd bind.
        requirement = requirement.with_answers(interaction_work=None)
    (goal, _), *_ = plausible_goals(requirement, CATALOGUE)
    need = need_profile(requirement, CATALOGUE, goal).interval(criterion)
    old = CATALOGUE.frameworks[framework].capability[criterion]
    enough = with_cell(CATALOGUE, framework, criterion, cell(need.high, need.high, need.high, old))
    top = with_cell(CATALOGUE, framework, criterion, cell(1, 1, 1, old))

    assert scores(requirement, enough)[framework] == pytest.approx(
        scores(requirement, top)[framework], abs=1e-9
    )


@given(requirements())
def test_ordered_answers_never_move_weights(requirement: Requirement) -> None:
    """Users, look, weeks and access move needs; the weights stay what they were."""
    before = Study(requirement, CATALOGUE).weights
    moved = requirement.with_answers(
        peak_concurrent_users=5000, ui_customization="high", weeks_to_first_release=2.0, auth="rbac"
    )

    assert (Study(moved, CATALOGUE).weights == before).all()


@given(requirements(), st.sampled_from(FRAMEWORKS))
def test_dropping_an_option_changes_no_other_score(requirement: Requirement, dropped: str) -> None:
    """The shortlist decides who is scored, never how."""
    everyone = scores(requirement.with_answers(considered=FRAMEWORKS))
    rest = tuple(name for name in FRAMEWORKS if name != dropped)
    fewer = scores(requirement.with_answers(considered=rest))

    assert fewer == {name: everyone[name] for name in fewer}


@given(requirements(goal=True))
@settings(max_examples=15)
def test_dropping_an_option_disturbs_no_other_draw(requirement: Requirement) -> None:
    """Without the options that are never first, the others' shares of firsts stay.

    Draws are keyed by framework and criterion.
    """
    everyone = recommend(requirement.with_answers(considered=FRAMEWORKS), CATALOGUE, draws=DRAWS)
    shares = {item.family: item.share for item in everyone.families}
    first = {part for s in everyone.ranking if s.p_best > 0 for part in s.frameworks}
    rest = tuple(name for name in FRAMEWORKS if name in first)
    fewer = recommend(requirement.with_answers(considered=rest), CATALOGUE, draws=DRAWS)

    assert {item.family: item.share for item in fewer.families} == {
        name: shares[name] for name in shares if name in rest
    }


@given(requirements(goal=True))
def test_a_clone_changes_no_other_score_and_no_order(requirement: Requirement) -> None:
    """A second catalogue entry that copies a loser leaves everybody else where they were."""
    before = scores(requirement.with_answers(considered=FRAMEWORKS))
    loser = min(FRAMEWORKS, key=lambda name: before[name])
    victim = "reflex" if loser != "reflex" else "panel"
    cloned = replace(
        CATALOGUE,
        frameworks={**CATALOGUE.frameworks, victim: CATALOGUE.frameworks[loser]},
        digest=f"{CATALOGUE.digest}:{victim}={loser}",
    )
    # That there is no code is said, since what code may exist in hangs on which frameworks there
    # are.
    asked = requirement.with_answers(
        considered=FRAMEWORKS,
        existing_framework=None,
        existing_size="none",
        known_frameworks=(),
        interaction_work=None,  # what a click takes is measured under each one's own name
    )
    after, plain = scores(asked, cloned), scores(asked)
    others = [name for name in after if victim not in name]

    assert {name: after[name] for name in others} == {name: plain[name] for name in others}
    assert after[victim] == pytest.approx(after[loser])


@given(requirements())
@settings(max_examples=15)
def test_the_order_is_the_scores(requirement: Requirement) -> None:
    """The ranking descends in score, and the draws have no say in it."""
    few = recommend(requirement, CATALOGUE, draws=1000)
    more = recommend(requirement, CATALOGUE, draws=3000)

    assert [s.option for s in few.ranking] == [s.option for s in more.ranking]
    assert [s.score for s in few.ranking] == sorted((s.score for s in few.ranking), reverse=True)


@given(requirements(musts=True))
@settings(max_examples=30)
def test_must_haves_screen_and_the_failed_stay_visible(requirement: Requirement) -> None:
    """Every option is ranked or excluded, never both; an excluded one says which must it fails."""
    verdict = recommend(requirement, CATALOGUE, draws=DRAWS)
    ranked = {standing.option for standing in verdict.ranking}
    excluded = {item.option for item in verdict.excluded}

    assert ranked | excluded == set(options_for(CATALOGUE, requirement.considered).names)
    assert not ranked & excluded
    assert all(item.musts for item in verdict.excluded)
    assert (verdict.champion is None) == (not ranked)
    assert (verdict.confidence == "none_fits") == (not ranked)


def test_a_strength_elsewhere_never_buys_off_a_must() -> None:
    """With every other cell at the top, an option that cannot be hosted there stays out."""
    catalogue = CATALOGUE
    for criterion in GRADED:
        old = catalogue.frameworks["flask"].capability[criterion]
        catalogue = with_cell(catalogue, "flask", criterion, cell(1, 1, 1, old))
    requirement = Requirement(hosting=("streamlit_community_cloud",), must_haves=("hosting",))

    assert "flask" in {
        item.option for item in recommend(requirement, catalogue, draws=DRAWS).excluded
    }


@given(requirements(musts=True, goal=True))
@settings(max_examples=20)
def test_the_shadow_price_is_who_leads_without_the_must(requirement: Requirement) -> None:
    """Recomputed from a requirement in which the answer stands but is no must."""
    verdict = recommend(requirement, CATALOGUE, draws=1000)
    for must in verdict.musts:
        rest = tuple(other for other in requirement.must_haves if other != must.must)
        needs = (*requirement.needs, must.must) if must.must in NEEDS else requirement.needs
        relaxed = requirement.with_answers(must_haves=rest, needs=needs)

        assert recommend(relaxed, CATALOGUE, draws=1000).champion == must.without


def test_nothing_known_gives_a_verdict_that_claims_little() -> None:
    """No answers: a ranking exists, and nothing is called clear."""
    verdict = recommend(Requirement(), CATALOGUE)

    assert verdict.champion is not None
    assert verdict.confidence != "clear"


@given(st.sampled_from(GRADED), requirements(goal=True))
@settings(max_examples=25)
def test_a_cell_without_evidence_is_the_whole_scale(criterion, requirement: Requirement) -> None:
    """Taking evidence away equals grading it from 0 to 1: never 0, never dropped."""
    old = CATALOGUE.frameworks["dash"].capability[criterion]
    gone = scores(requirement, with_cell(CATALOGUE, "dash", criterion, None))
    whole = with_cell(CATALOGUE, "dash", criterion, cell(0, 0.5, 1, old))

    assert gone == scores(requirement, whole)


@given(requirements(goal=True), st.sampled_from(GRADED))
@settings(max_examples=25)
def test_no_option_leads_on_ignorance(requirement: Requirement, criterion) -> None:
    """The verdict names an unknown cell that at its bottom would cost the champion the lead."""
    leader = recommend(requirement, CATALOGUE, draws=1000).champion
    part = CATALOGUE.parts(leader)[0]
    unknown = with_cell(CATALOGUE, part, criterion, None)
    verdict = recommend(requirement, unknown, draws=1000)
    assume(verdict.champion is not None and part in CATALOGUE.parts(verdict.champion))
    old = CATALOGUE.frameworks[part].capability[criterion]
    bottom = with_cell(CATALOGUE, part, criterion, cell(0, 0, 0, old))
    after = scores(requirement, bottom)
    family = CATALOGUE.parts(verdict.champion)[0]
    best_other = max(value for name, value in after.items() if CATALOGUE.parts(name)[0] != family)
    if after[verdict.champion] < best_other - 1e-9:
        assert verdict.confidence == "not_enough_evidence"
        assert CATALOGUE.criterion(criterion).name in verdict.confidence_text


@given(
    requirements(goal=True), st.sampled_from([need for need in NEEDS if CATALOGUE.needs[need].leaf])
)
@settings(max_examples=25)
def test_an_unticked_need_is_not_a_no(requirement: Requirement, need) -> None:
    """Ruling a need out never lowers a score: until then it may still turn up."""
    assume(need not in requirement.stated_needs)
    before, after = scores(requirement), scores(requirement.with_answers(not_needed=(need,)))

    assert all(after[option] >= before[option] - 1e-9 for option in before)


COVERED = [(goal.id, need) for goal in CATALOGUE.goals.values() for need in goal.covers]


@given(requirements(), st.sampled_from(COVERED))
@settings(max_examples=25)
def test_what_a_goal_is_made_of_counts_once(requirement: Requirement, covered) -> None:
    """A need that the goal's building blocks cover moves no score when it is ticked as well."""
    goal, need = covered
    rest = {
        field: tuple(each for each in getattr(requirement, field) if each != need)
        for field in ("needs", "not_needed", "must_haves")
    }
    plain = requirement.with_answers(goal=goal, **rest)

    assert scores(plain.with_answers(needs=(*plain.needs, need))) == scores(plain)


@pytest.mark.parametrize(("goal", "need"), COVERED)
def test_a_must_screens_whatever_the_goal_covers(goal, need) -> None:
    """And under another goal the same need moves scores."""
    must = Requirement(goal=goal, needs=(need,), must_haves=(need,))
    without = with_status(CATALOGUE, "flask", "needs", need, "absent")
    other = Requirement(goal="ml_model_demo")

    assert Study(must, without).screening.outcomes[need]["flask"] == "fail"
    assert scores(other.with_answers(needs=(need,))) != scores(other)


def with_status(
    catalogue: Catalogue, framework: str, table: str, name: str, status: str
) -> Catalogue:
    """The catalogue with one word of one framework replaced."""
    old = catalogue.frameworks[framework]
    cells = dict(getattr(old, table))
    cells[name] = cells[name].model_copy(update={"status": status})
    frameworks = {**catalogue.frameworks, framework: old.model_copy(update={table: cells})}
    return replace(
        catalogue,
        frameworks=frameworks,
        digest=f"{catalogue.digest}:{framework}.{table}.{name}={status}",
    )


@pytest.mark.parametrize(
    ("table", "name", "asked", "label"),
    [
        ("blocks", "event_to_python", {"goal": "internal_data_tool"}, "A click calls"),
        ("needs", "forms", {"needs": ("forms",)}, "Forms"),
        ("needs", "routing", {"routing": "high"}, "Routing"),
        ("hosts", "huggingface_spaces", {"hosting": ("huggingface_spaces",)}, "Hugging Face"),
    ],
)
def test_no_option_leads_on_an_unknown_status(table, name, asked, label) -> None:
    """Unknown it leads, absent it would lose: not enough evidence, and the cell is named."""
    resting = 0
    for leader, rival in permutations(CATALOGUE.frameworks, 2):
        facts = {"goal": "interactive_dashboard", "considered": (leader, rival)} | asked
        requirement = Requirement(**facts)
        unknown, absent = (
            Study(requirement, with_status(CATALOGUE, leader, table, name, status), draws=500)
            for status in ("unknown", "absent")
        )
        if (unknown.champion, absent.champion) != (leader, rival):
            continue
        resting += 1

        assert unknown.verdict.confidence == "not_enough_evidence"
        assert label in unknown.verdict.confidence_text

    assert resting > 0


def test_a_must_asks_what_its_own_answer_states() -> None:
    """Serving several customers raises what sign-in is needed.

    It does not turn "no sign-in" into a hard must.
    """
    requirement = Requirement(
        goal="interactive_dashboard", auth="none", needs=("multi_tenant",), must_haves=("auth",)
    )

    assert not recommend(requirement, CATALOGUE, draws=1000).excluded


def test_joining_two_parts_never_turns_a_passed_must_into_unknown() -> None:
    """What the screens' framework passes alone, it passes with a service behind it.

    The exception is a must that both have to meet.
    """
    both = set(CATALOGUE.need_rule.worse)
    for need in (name for name in NEEDS if name not in both):
        requirement = Requirement(goal="internal_data_tool", needs=(need,), must_haves=(need,))
        outcomes = Study(requirement, CATALOGUE).screening.outcomes[need]
        for pairing in CATALOGUE.pairings.values():
            if outcomes[pairing.ui] == "pass":
                assert outcomes[pairing.id] == "pass", (need, pairing.id)


@given(requirements(goal=True))
@settings(max_examples=15)
def test_a_family_is_first_as_often_as_its_best_member_or_more(requirement: Requirement) -> None:
    """Near-clones share: a family's share of firsts is at least that of each of its options."""
    verdict = recommend(requirement, CATALOGUE, draws=DRAWS)
    shares = {item.family: item.share for item in verdict.families}

    # Who ties is first in full as an option, and shares as a family.
    tied = sum(standing.p_best for standing in verdict.ranking) - 1

    assert all(
        standing.p_best <= shares[standing.frameworks[0]] + tied + 1e-12
        for standing in verdict.ranking
    )
    assert sum(shares.values()) == pytest.approx(1)


@given(requirements(goal=True))
@settings(max_examples=10)
def test_pairings_never_lower_their_family(requirement: Requirement) -> None:
    """With its pairings a family comes first at least as often as without them."""
    asked = requirement.with_answers(considered=("streamlit", "dash", "fastapi", "flask"))
    own = {name: p for name, p in CATALOGUE.pairings.items() if p.ui != "streamlit"}
    alone = replace(CATALOGUE, pairings=own, digest=f"{CATALOGUE.digest}:no pairings of streamlit")
    before, after = (
        {item.family: item.share for item in recommend(asked, known, draws=DRAWS).families}
        for known in (alone, CATALOGUE)
    )

    assert after["streamlit"] >= before["streamlit"] - 1e-9


@given(requirements())
@settings(max_examples=25)
def test_a_word_needs_its_share_and_a_goal(requirement: Requirement) -> None:
    """Clear and leaning keep their thresholds by two standard errors.

    Without a goal nothing is clear.
    """
    verdict = recommend(requirement, CATALOGUE, draws=DRAWS)
    own = next(
        item for item in verdict.families if item.family == CATALOGUE.parts(verdict.champion)[0]
    )
    learnt = CATALOGUE.learnt
    if verdict.confidence == "clear":
        assert requirement.goal is not None
        assert own.share - 2 * own.error > learnt.clear.share
    if verdict.confidence in ("clear", "leaning"):
        assert own.share - 2 * own.error > learnt.leaning.share
        assert own.share == max(item.share for item in verdict.families)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_shortlist_of_one_is_never_clear(framework) -> None:
    """There is nothing to be clear against."""
    verdict = recommend(
        Requirement(goal="interactive_dashboard", considered=(framework,)), CATALOGUE
    )

    assert verdict.confidence != "clear"


@given(st.sampled_from(GRADED), st.sampled_from(FRAMEWORKS), requirements(), st.floats(0, 0.5))
def test_a_raised_capability_never_lowers_the_score(
    criterion, framework, requirement, more: float
) -> None:
    """With both ends and the middle raised, neither its own score nor its pairings' falls."""
    old = CATALOGUE.frameworks[framework].capability[criterion]
    raised = old.model_copy(
        update={name: min(1, getattr(old, name) + more) for name in ("low", "mid", "high")}
    )
    before = scores(requirement)
    after = scores(requirement, with_cell(CATALOGUE, framework, criterion, raised))

    assert all(
        after[name] >= before[name] - 1e-9 for name in before if framework in CATALOGUE.parts(name)
    )


@given(requirements(), st.integers(1, 10**6), st.integers(2, 100))
@settings(max_examples=40)
def test_more_users_never_help_the_option_of_lower_capacity(
    requirement: Requirement, users: int, factor: int
) -> None:
    """The lead of an option with lower capacity never grows with users.

    score(a) - score(b) does not rise with users where a's capacity is lower on all three numbers,
    and no click of a's is lighter by more than that.
    """
    asked = requirement.with_answers(peak_concurrent_users=users)
    fewer = scores(asked)
    more = scores(requirement.with_answers(peak_concurrent_users=min(users * factor, 10**7)))
    aged = evidence_arrays(CATALOGUE).cells[:, CRITERIA.index("scalability")]
    (bound,) = [b for b in bounds_of(asked, CATALOGUE) if b.criterion == "scalability"]
    left = carried(CATALOGUE, aged) - heavier(bound, CATALOGUE)[:, None]
    for i, a in enumerate(FRAMEWORKS):
        for j, b in enumerate(FRAMEWORKS):
            lower = (aged[i] <= aged[j]).all() and (left[i] <= left[j]).all()
            if lower and a in fewer and b in fewer:
                assert more[a] - more[b] <= fewer[a] - fewer[b] + 1e-9


@given(requirements(), st.integers(1, 10**6), st.sampled_from(("light", "medium", "heavy")))
@settings(max_examples=40)
def test_two_parts_carry_no_more_together_than_the_better_of_them_alone(
    requirement: Requirement, users: int, work: str
) -> None:
    """Screens whose own click takes long do not make a service behind them carry more."""
    study = Study(
        requirement.with_answers(
            peak_concurrent_users=users, interaction_work=work, considered=(), must_haves=()
        ),
        CATALOGUE,
    )
    middles = study.mean_bounds[:, CRITERIA.index("scalability"), 1]
    left = dict(zip(study.options.names, carried(CATALOGUE, middles) - study.heavier, strict=True))
    for pairing in CATALOGUE.pairings.values():
        assert left[pairing.id] <= max(left[pairing.ui], left[pairing.service]) + 1e-9, pairing.id


@given(requirements(), st.sampled_from(("ui_customization", "auth")))
@settings(max_examples=40)
def test_a_wilder_look_and_a_stricter_sign_in_never_help_who_can_do_less(
    requirement: Requirement, field: str
) -> None:
    """Step by step, for every two frameworks of which one is lower on all three numbers."""
    steps = {"ui_customization": LEVELS, "auth": ("none", "sso", "accounts", "rbac")}[field]
    criterion = {"ui_customization": "customization", "auth": "access_control"}[field]
    aged = evidence_arrays(CATALOGUE).cells[:, CRITERIA.index(criterion)]
    found = [scores(requirement.with_answers(**{field: step})) for step in steps]
    for fewer, more in pairwise(found):
        for i, a in enumerate(FRAMEWORKS):
            for j, b in enumerate(FRAMEWORKS):
                if (aged[i] <= aged[j]).all() and a in fewer and b in fewer:
                    assert more[a] - more[b] <= fewer[a] - fewer[b] + 1e-9, (a, b, field)


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_load_of_ten_times_what_it_carries_costs_the_lead(goal: str, framework: str) -> None:
    """Wherever something else carries more, whoever led before."""
    aged = evidence_arrays(CATALOGUE).cells[:, CRITERIA.index("scalability"), 1]
    reach = 10 ** carried(CATALOGUE, aged)
    users = int(min(10 * reach[FRAMEWORKS.index(framework)], 10**7))
    study = Study(Requirement(goal=goal, peak_concurrent_users=users), CATALOGUE)
    enough = [name for name, each in zip(FRAMEWORKS, reach, strict=True) if each >= users / 3]
    leader = CATALOGUE.parts(study.champion)[0]

    assert leader != framework or not enough


@given(requirements(musts=True))
@settings(max_examples=20)
def test_to_name_python_changes_nothing(requirement: Requirement) -> None:
    """It is given: what is built is built in Python."""
    without = tuple(skill for skill in requirement.team_skills if skill != "python")
    plain = Study(requirement.with_answers(team_skills=without), CATALOGUE, draws=DRAWS)
    named = Study(
        requirement.with_answers(team_skills=("python", *without)), CATALOGUE, draws=DRAWS
    )

    assert (named.scores == plain.scores).all()
    assert named.verdict.families == plain.verdict.families


OPEN = [({"routing": level}, "routing") for level in LEVELS] + [
    ({"existing_framework": name}, "existing_framework") for name in FRAMEWORKS
]


@pytest.mark.parametrize(("answer", "field"), OPEN)
def test_what_is_not_answered_is_between_what_answers_give(answer: dict, field: str) -> None:
    """No option does better or worse while a question is open than under every answer to it."""
    base = Requirement(goal="transactional_web_app", precedent="ignore")
    criterion = {
        "routing": ("stated_needs", "further_needs"),
        "existing_framework": ("switching_cost",),
    }
    columns = [CRITERIA.index(name) for name in criterion[field]]
    unknown = Study(base, CATALOGUE)
    told = [Study(base.with_answers(**each), CATALOGUE) for each, of in OPEN if of == field]
    told.append(Study(base.with_answers(existing_size="none"), CATALOGUE))
    parts = [
        (each.fits[:, columns] * each.weights[columns]).sum(axis=1) for each in (unknown, *told)
    ]
    others = np.stack(parts[1:])

    assert (parts[0] >= others.min(axis=0) - 1e-9).all()
    assert (parts[0] <= others.max(axis=0) + 1e-9).all()


def test_an_exact_copy_takes_from_nobody_but_the_original() -> None:
    """Together they come first as often as the original did alone."""
    raw = tomllib.loads((DATA / "frameworks" / "flask.toml").read_text(encoding="utf-8"))
    copied = load_catalogue(extra={"flask_copy": raw | {"name": "Flask, copied"}})
    for goal in ("rest_api", "interactive_dashboard", "content_website"):
        asked = Requirement(goal=goal, considered=FRAMEWORKS)
        both = asked.with_answers(considered=(*FRAMEWORKS, "flask_copy"))
        before = {f.family: f.share for f in recommend(asked, CATALOGUE, draws=DRAWS).families}
        after = {f.family: f.share for f in recommend(both, copied, draws=DRAWS).families}

        assert after["flask"] + after["flask_copy"] == pytest.approx(before["flask"], abs=0.02)
        for name in FRAMEWORKS:
            if name != "flask":
                assert after[name] == pytest.approx(before[name], abs=0.02)


def test_a_copy_meets_a_must_that_nobody_knows_of_as_the_original_does() -> None:
    """In the very same draws, so that two of a kind are first no more often than one."""
    raw = tomllib.loads((DATA / "frameworks" / "streamlit.toml").read_text(encoding="utf-8"))
    needs = {need: cell for need, cell in raw["needs"].items() if need != "mobile"}
    original, copied = ({**raw, "name": name, "needs": needs} for name in ("Ours", "Ours, copied"))
    shares = []
    for extra in ({"ours": original}, {"ours": original, "copied": copied}):
        asked = Requirement(
            goal="interactive_dashboard",
            needs=("mobile",),
            must_haves=("mobile",),
            considered=(*extra, "dash", "gradio"),
        )
        found = recommend(asked, load_catalogue(extra=extra), draws=DRAWS).families
        shares.append({item.family: item.share for item in found})
    one, two = shares

    assert 0 < one["ours"] < 1
    assert two["ours"] + two["copied"] == pytest.approx(one["ours"], abs=0.01)


@given(requirements(musts=True))
@settings(max_examples=10)
def test_the_same_question_gives_the_same_answer(requirement: Requirement) -> None:
    """Seeded: same requirement, same catalogue, same bytes."""
    assert repr(recommend(requirement, CATALOGUE, draws=1000)) == repr(
        recommend(requirement, CATALOGUE, draws=1000)
    )


@given(requirements(goal=True), st.permutations(NEEDS))
@settings(max_examples=15)
def test_the_order_of_answers_does_not_matter(requirement: Requirement, order) -> None:
    """A list is a set: its order changes nothing."""
    chosen = [need for need in order if need in requirement.needs]

    assert scores(requirement.with_answers(needs=chosen)) == scores(requirement)


@given(st.integers(0, 4), st.floats(0.05, 0.95), st.integers(0, 2**32))
def test_splitting_a_criterion_does_not_raise_its_groups_say(
    member: int, part: float, seed: int
) -> None:
    """Groups are weighted first, so a group's total stays in every draw however it is split."""
    known = [CATALOGUE.learnt.criteria[criterion] for criterion in VALUE_TREE["product"]]
    base, spread = (np.array([getattr(each, n) for each in known]) for n in ("share", "spread"))
    split = np.append(base, base[member] * part)
    split[member] *= 1 - part
    rng = np.random.default_rng(seed)
    group = rng.uniform(0, 1, 50)
    whole = Family(("",) * len(base), base / base.sum(), spread, {})
    more = Family(("",) * len(split), split / split.sum(), np.append(spread, spread[member]), {})
    before = group * whole.drawn(rng.uniform(-1, 1, (len(base), 50)))
    after = group * more.drawn(rng.uniform(-1, 1, (len(split), 50)))

    assert np.allclose(before.sum(axis=0), after.sum(axis=0))
    expected = more.expected()
    assert expected[member] + expected[-1] == pytest.approx(whole.expected()[member])


@given(requirements(), some_of(tuple(NEEDS), 6))
def test_group_weights_come_first(requirement: Requirement, needs) -> None:
    """Ticking needs never changes what a group weighs."""
    before = Study(requirement, CATALOGUE).weights
    after = Study(requirement.with_answers(needs=needs), CATALOGUE).weights

    assert (before == after).all()


def test_a_fact_feeds_one_leaf() -> None:
    """No framework's cell is written twice, under another name or in another table."""
    for name, framework in CATALOGUE.frameworks.items():
        tables = (
            framework.blocks,
            framework.needs,
            framework.hosts,
            framework.capability,
            framework.speed,
        )
        facts = [
            (cell.why, cell.sources)
            for table in tables
            for cell in table.values()
            if cell.kind != "judged"
        ]
        twice = {fact for fact in facts if facts.count(fact) > 1}

        assert not twice, (name, twice)


def test_screening_reads_no_score() -> None:
    """The outcomes of must-haves are the same for every weight."""
    requirement = Requirement(goal="rest_api", auth="rbac", must_haves=("auth",))
    other = requirement.with_answers(weights={"team": [0.9, 1.0]})

    assert (
        Study(requirement, CATALOGUE).screening.outcomes
        == Study(other, CATALOGUE).screening.outcomes
    )
