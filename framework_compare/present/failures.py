"""What fails with a second replica, by how the load is balanced."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.measured_rules import Figure
from framework_compare.measured.comparisons import failed_share
from framework_compare.measured.measurements import Measurements
from framework_compare.present.drawing import NO_FRAME, drawn, inline, label_axis, text_mark
from framework_compare.present.experiments import Shown, metrics_of
from framework_compare.present.theme import AGAINST
from framework_compare.text import percent

_POLICIES: Final = {"ip hash": "By address", "cookie": "By cookie"}
"""Ways of balancing, where readers have other words."""
_ROW: Final = 34
"""Pixels that one line of the table needs."""
_HEADER: Final = 30


def shown(catalogue: Catalogue, figure: Figure) -> Shown:
    """Return a figure as a coloured table of shares and as a plain one."""
    failures = rows(catalogue, figure)
    height = _ROW * failures["name"].nunique() + _HEADER
    drawing = drawn(figure.title, chart, alt_text, failures, height)
    return Shown((("", drawing),), table(failures), "")


def rows(catalogue: Catalogue, figure: Figure) -> pd.DataFrame:
    """Return the share that failed.

    Name, policy, share (0 to 100), text, label with the 95 per cent interval.
    """
    found, made = catalogue.measurements or Measurements(), []
    for row in metrics_of(catalogue, figure):
        failed = failed_share(found, row.measured.key)
        if failed is None or failed.low is None or failed.high is None:
            continue
        policy, _, state = row.variant.partition(", ")
        framework = catalogue.frameworks[row.framework].name
        name = f"{framework}, {state}: {row.part}" if state else f"{framework}: {row.part}"
        times = round(failed.median * failed.n)
        label = f"{times} of {failed.n:,} failed ({percent(failed.low)} to {percent(failed.high)})"
        way = _POLICIES.get(policy, policy.capitalize())
        made.append((name, way, round(100 * failed.median, 1), percent(failed.median), label))
    return pd.DataFrame(made, columns=["name", "policy", "share", "text", "label"])


def table(failures: pd.DataFrame) -> pd.DataFrame:
    """Return what `rows` holds as a table for readers."""
    columns = {"name": "What", "policy": "Balanced by", "label": "Failures"}
    return failures[list(columns)].rename(columns=columns)


def chart(failures: pd.DataFrame) -> alt.LayerChart:
    """Return a table of shares: a row for each thing a visitor does, a column for each balancing.

    Parameters
    ----------
    failures
        columns name, policy, share (0 to 100), text (the share in words) and label (with its
        interval).
    """
    down = alt.Y(
        "name:N",
        sort=None,
        title=None,
        axis=label_axis(labelLimit=170, labelOverlap=False, labelFlush=False),
    )
    across = alt.X(
        "policy:N",
        sort=None,
        title=None,
        axis=label_axis(orient="top", labelAngle=0, labelLimit=90, labelFlush=False),
    )
    hint = [
        alt.Tooltip("name:N", title="What"),
        alt.Tooltip("policy:N", title="Balanced by"),
        alt.Tooltip("label:N", title="Failures"),
    ]
    density = alt.Opacity(
        "share:Q", legend=None, scale=alt.Scale(domain=[0, 100], range=[0.04, 0.75])
    )
    base = alt.Chart(inline(failures)).encode(x=across, y=down, tooltip=hint)
    cells = base.mark_rect(color=AGAINST, cornerRadius=3).encode(opacity=density)
    words = base.mark_text(**text_mark(baseline="middle")).encode(text=alt.Text("text:N"))
    whole: alt.LayerChart = (
        alt.layer(cells, words).properties(height=_ROW * 8).configure(view=NO_FRAME)
    )
    return whole


def alt_text(failures: pd.DataFrame) -> str:
    """Return the table in words: what fails and how often."""
    if failures.empty:
        return "Nothing was measured."
    parts = [
        f"{row.what}, {row.policy}: {row.text}"
        for row in failures.rename(columns={"name": "what"}).itertuples()
    ]
    return "Share that failed with two replicas. " + "; ".join(parts) + "."
