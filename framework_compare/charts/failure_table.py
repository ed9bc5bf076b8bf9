"""What fails with a second replica, by how the load is balanced."""

from __future__ import annotations

import altair as alt
import pandas as pd

from framework_compare.present.drawing import NO_FRAME, inline, label_axis, text_mark
from framework_compare.present.theme import AGAINST

_ROW = 34


def failure_table(failures: pd.DataFrame) -> alt.LayerChart:
    """Return a table of shares: one row for what a visitor does, one column for the way of
    balancing.

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
    chart: alt.LayerChart = (
        alt.layer(cells, words).properties(height=failure_height(8)).configure(view=NO_FRAME)
    )
    return chart


def failure_height(rows: int) -> int:
    """Return how many pixels that many rows need."""
    return _ROW * rows


def failure_table_alt(failures: pd.DataFrame) -> str:
    """Return the table in words: what fails and how often."""
    if failures.empty:
        return "Nothing was measured."
    parts = [
        f"{row.what}, {row.policy}: {row.text}"
        for row in failures.rename(columns={"name": "what"}).itertuples()
    ]
    return "Share that failed with two replicas. " + "; ".join(parts) + "."
