"""The article's comparison, for any options."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from framework_compare.catalogue.article import ComparisonRow
from framework_compare.catalogue.evidence import Interval
from framework_compare.present.claims import measured_beside
from framework_compare.scoring.levels import level_text
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CriterionId, Surface


def article_comparison(study: Study, options: Sequence[str]) -> pd.DataFrame:
    """Return the article's comparison for any options: feature, a column an option, implication.

    Streamlit and Flask have the article's own words; the others the words of the scale at their
    capability. Where something was measured about a feature, the cell says it beside the words.
    Cells are Markdown of our own texts.

    Parameters
    ----------
    study
        has these options on its shortlist.
    """
    catalogue, intervals = study.catalogue, study.intervals
    rows = []
    for row in catalogue.article.comparison:
        cells = {
            catalogue.option_name(option): _with_measured(
                _article_cell(row, option, study, intervals[option][row.feature]),
                measured_beside(catalogue, option, row.feature),
            )
            for option in options
        }
        rows.append(
            {"Feature": f"**{row.article_name}**"}
            | cells
            | {"Commercial implication (article)": row.implication}
        )
    return pd.DataFrame(rows)


def _with_measured(text: str, measured: str) -> str:
    return f"{text} :material/science: *{measured}*" if measured else text


def _article_cell(row: ComparisonRow, option: str, study: Study, capability: Interval) -> str:
    catalogue = study.catalogue
    if option == "streamlit":
        return f"**{row.streamlit_level}.** {row.streamlit_text}"
    if option == "flask":
        return f"**{row.flask_level}.** {row.flask_text}"
    if row.feature == "use_case_fit":
        return " With ".join(
            catalogue.frameworks[part].commercial_focus for part in catalogue.parts(option)
        )
    words = level_text(catalogue, row.feature, capability.mid)
    why = _why(study, option, row.feature)
    return f"**{words[:1].upper()}{words[1:]}.** {why}".strip()


def _why(study: Study, option: str, criterion: CriterionId) -> str:
    """Return the sentence behind a grade; a pairing says how its parts combine.

    Speed has one for each kind of thing that is built: that of what the goal is mostly made of.
    """
    catalogue, goal = study.catalogue, study.requirement.goal
    parts = catalogue.parts(option)
    if len(parts) > 1:
        return catalogue.rules[criterion].why
    cell = catalogue.frameworks[parts[0]].capability.get(criterion)
    if cell is None and criterion == "development_speed":
        surfaces = catalogue.goals[goal].surfaces if goal else {}
        mostly: Surface = max(surfaces, key=surfaces.__getitem__, default="data_ui")
        cell = catalogue.frameworks[parts[0]].speed.get(mostly)
    return cell.why if cell else ""
