"""The method page's parts, rendered from the objects that compute.

Scales, needs, a score as a sum, words, FAQ.
"""

from __future__ import annotations

from typing import Final

import streamlit as st
from pydantic import BaseModel

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Criterion
from framework_compare.catalogue.learnt import LearntWord
from framework_compare.present import contributions
from framework_compare.present.claims import measured_sentences
from framework_compare.present.learnt import learnt_sentences, weight_rows
from framework_compare.present.ledger import sources_of
from framework_compare.scoring.reasons import asked_text
from framework_compare.text import percent, span_text
from framework_compare.ui.frame import cached, choosing, faults, marks, state
from framework_compare.ui.method import cross_check

_STEPS: Final = (
    (
        "**Your answers become needs.** Each answer moves what you ask for on fixed scales, from 0"
        " to 100. What you leave open stays a range, depending on goal and audience."
    ),
    (
        "**Evidence becomes capabilities.** Each framework has a range on the same scales, with its"
        " source, its release and its date. A cell without evidence is the whole scale."
    ),
    (
        "**Fit is what is met.** Falling short costs; more than you ask for earns nothing. The best"
        " framework is not the most powerful one, but the one that meets your goals."
    ),
    (
        "**The score is a weighted mean of fits,** from 0 to 100. It decides the order. A load, a"
        " date or a place that is missed by far, and existing code that is lost, take off more than"
        " their weight; so does a second stack. Without a shortlist, what comparable teams took"
        " more or less often than fit lets expect counts, too. Options that fail a must-have are"
        " out before anything is scored; where its range spans what is asked, an option is"
        " borderline: it stays, and takes no place in the draws that miss it."
    ),
    (
        "**Confidence comes from doubt.** Weights, needs, capabilities and reasons that nobody"
        " stated are varied together, many times; how often each family of options comes first"
        " gives the word. From which share on a word stands was set on real decisions that were"
        " left out of the learning. Four other methods are shown beside it and change no word."
    ),
)
_LIMITS: Final = (
    (
        "It knows what you answered and what the evidence covers; politics and contracts are not"
        " in it."
    ),
    (
        "Judged cells are grades by people who know the frameworks; others would grade some of them"
        " differently. The ranges are there for that, and every cell says whether it is judged."
    ),
    (
        "Weights are learnt from what teams took, not from what was right, and known only so far."
        " That is why a lead that hangs on their exact size is never called clear."
    ),
    (
        "The criteria are added up: a strength on one makes up for a weakness on another unless you"
        " mark a must-have."
    ),
    (
        "Evidence ages. Its range widens with its age, but a new release can overturn a cell"
        " overnight."
    ),
    (
        "It was compared with real decisions that are public, and therefore not typical of all"
        " teams; the page Evidence says how many they are, and lists every miss."
    ),
)
_MODEL_NAMES: Final = {
    "draws": "Draws",
    "quadrature": "Expected fits",
    "weights": "Where learning starts",
    "stated_needs": "Stated needs",
    "use_case": "Building blocks",
    "surfaces": "What is built",
    "hosting": "Hosting",
    "status": "Status words",
    "must": "Must-haves",
    "skills": "Skills",
    "switching": "Existing code",
    "binding": "What binds",
    "ageing": "Age of evidence",
    "asking": "What is asked next",
    "errors": "Errors nobody stated",
}


def render_method() -> None:
    """Show one section of the method at a time."""
    st.subheader("How a verdict is made", anchor=False)
    choosing.render_chosen_section(
        "method",
        {
            "steps": _render_steps,
            "score": _render_example,
            "scales": _render_scales,
            "numbers": _render_numbers,
            "faq": _render_questions,
            "deployment": _render_deployment,
        },
    )


def _render_steps() -> None:
    steps, limits = st.columns([0.55, 0.45], gap="large")
    with steps:
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(_STEPS, 1)))
    with limits, st.container(border=True):
        st.markdown("**What it cannot do**\n\n" + "\n".join(f"- {limit}" for limit in _LIMITS))


def _render_example() -> None:
    catalogue, requirement = cached.catalogue(), state.current()
    verdict = cached.verdict(requirement)
    if verdict.champion is None:
        st.info(
            "Every option fails a must-have, so there is no score to take apart.",
            icon=":material/block:",
        )
    else:
        name = catalogue.option_name(verdict.champion)
        score = verdict.standing(verdict.champion).score
        rows = contributions.score_sum(cached.study(requirement))
        less = ", less what no weight moves" if len(rows) > len(catalogue.criteria) else ""
        st.markdown(
            f"**{name}: {score:.1f} of 100**, the sum of weight times fit over"
            f" {len(catalogue.criteria)} criteria{less}"
        )
        st.dataframe(
            rows,
            hide_index=True,
            placeholder="",  # what no weight moves has points alone
            height="content",
            column_config={
                "Weight": st.column_config.NumberColumn(format="%.1f%%"),
                "Fit": st.column_config.ProgressColumn(
                    "Fit, of 100", format="%.0f", min_value=0, max_value=100
                ),
                "Points": st.column_config.NumberColumn(format="%.1f"),
            },
            alt=f"The score of {name} as a sum of weight times fit",
        )
    _render_needs(catalogue)


@faults.part("What you ask for")
def _render_needs(catalogue: Catalogue) -> None:
    """Show what is asked on each scale, and which answers moved it."""
    verdict = cached.verdict(state.current())
    st.markdown("**What you ask for, and what moved it**")
    lines = []
    for need in verdict.needs:
        scale = catalogue.criterion(need.criterion)
        if scale.basis in ("needs", "further"):  # asked item by item, not on the scale
            continue
        moved = [move for move in verdict.moves if move.criterion == need.criterion]
        lines.append(
            {
                "Criterion": scale.name,
                "Asked for": asked_text(verdict.requirement, catalogue, need),
                "Range": span_text(need.low, need.high) or f"{100 * need.mid:.0f}",
                "Moved by": (
                    "; ".join(
                        f"{catalogue.questions[move.field].short}:"
                        f" {catalogue.answer_label(move.field, move.value)}"
                        for move in moved
                    )
                    or "goal and audience only"
                ),
                "Why": " ".join(move.why for move in moved),
            }
        )
    st.dataframe(
        lines,
        hide_index=True,
        height="content",
        alt="Needs by criterion with the answers that moved them",
    )


def _render_scales() -> None:
    catalogue = cached.catalogue()
    for sentence in learnt_sentences(catalogue):
        st.markdown(sentence)
    with st.expander("Every weight, as judged and as learnt", icon=":material/balance:"):
        st.table(weight_rows(catalogue), border="horizontal", alt="Weights as judged and as learnt")
    learnt = catalogue.learnt
    for group in catalogue.groups:
        whole = learnt.groups[group.id].share
        st.markdown(f"#### {group.name} :gray[{percent(whole)} of the whole]\n\n{group.why}")
        for criterion in (item for item in catalogue.criteria if item.group == group.id):
            weight = whole * learnt.criteria[criterion.id].share
            with st.expander(f"**{criterion.name}** :gray[{percent(weight)}] {criterion.question}"):
                st.markdown(_scale_text(criterion))


def _scale_text(criterion: Criterion) -> str:
    anchors = "\n".join(
        f"- **{round(100 * anchor.at)}**: {anchor.text}" for anchor in criterion.anchors
    )
    said = f"\n\n:gray[**The article.** {criterion.article}]" if criterion.article else ""
    judged = f"**Why it was judged to weigh {percent(criterion.share)} of its group.**"
    return f"{anchors}\n\n{judged} {criterion.why}{said}"


def _right(word: LearntWord) -> str:
    return f"{word.right:.0f} of {word.verdicts} verdicts on decisions left out of the learning"


def _render_numbers() -> None:
    catalogue = cached.catalogue()
    rules = catalogue.confidence
    st.markdown("**When a verdict may use which word**")
    words = [
        rules.clear,
        rules.leaning,
        rules.too_close,
        rules.not_enough_evidence,
        rules.none_fits,
    ]
    st.table(
        {
            "Word": [f"**{word.label}**" for word in words],
            "First in more than": [
                percent(catalogue.learnt.clear.share),
                percent(catalogue.learnt.leaning.share),
                "",
                "",
                "",
            ],
            "Right so far": [
                _right(catalogue.learnt.clear),
                _right(catalogue.learnt.leaning),
                "",
                "",
                "",
            ],
            "Meaning": [word.text for word in words],
            "Why there": [word.why for word in words],
        },
        border="horizontal",
        alt="Words of confidence with their thresholds",
    )
    st.caption(rules.gates.why)
    st.caption(rules.service.why)
    cross_check.render_methods()
    st.markdown("**The model's other numbers, each with its reason**")
    parts_of_model = {
        field: getattr(catalogue.model, field) for field in type(catalogue.model).model_fields
    }
    found = [
        (_MODEL_NAMES.get(field, field.replace("_", " ").capitalize()), part)
        for field, part in parts_of_model.items()
        if hasattr(part, "why")
    ]
    st.table(
        {
            "What": [f"**{name}**" for name, _ in found],
            "Numbers": [_numbers_text(part) for _, part in found],
            "Reason": [part.why for _, part in found],
        },
        border="horizontal",
        alt="Numbers of the decision model with their reasons",
    )


def _numbers_text(part: BaseModel) -> str:
    """Return a part's numbers as the model holds them: ``count 10000, seed 20261123``."""
    return ", ".join(
        _number_text(name, value)
        for name, value in part.model_dump(exclude={"why"}).items()
        if name != "fixed"
    )


def _number_text(name: str, value: object) -> str:
    words = name.replace("_", " ")
    match value:
        case dict():
            if set(value) == {"low", "mid", "high"}:
                return f"{words} {value['mid']:g} ({value['low']:g} to {value['high']:g})"
            return f"{words}: " + ", ".join(
                _number_text(str(key), item) for key, item in value.items() if key != "why"
            )
        case (low, mid, high):
            return f"{words} {mid:g} ({low:g} to {high:g})"
        case int() | float():
            return f"{words} {value:g}" if value < 1000 else f"{words} {value}"
    return words


def _render_questions() -> None:
    catalogue = cached.catalogue()
    for entry in catalogue.faq:
        with st.expander(f"**{entry.question}**", expanded=entry is catalogue.faq[0]):
            st.markdown(entry.answer)
            if entry.article_answer:
                st.markdown(f":gray[**The article's answer.** {entry.article_answer}]")
            measured = measured_sentences(entry.claims, catalogue)
            if measured:
                st.markdown("**Measured here**\n\n" + "\n".join(f"- {said}" for said in measured))
            basis = marks.source_links(sources_of(catalogue, entry.sources))
            if basis:
                st.markdown(f":small[{basis}]")


def _render_deployment() -> None:
    catalogue = cached.catalogue()
    points = catalogue.article.deployment
    names = list(dict.fromkeys(point.framework for point in points))
    for column, name in zip(st.columns(len(names), gap="large"), names, strict=True):
        with column:
            st.markdown(f"#### {catalogue.frameworks[name].name}")
            for point in points:
                if point.framework == name:
                    with st.container(border=True):
                        st.markdown(
                            f"**{point.title}**\n\n:gray[Then: {point.point}]\n\nToday:"
                            f" {point.today}"
                        )
