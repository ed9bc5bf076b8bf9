"""People: choose some of them, see how old they are, and predict what one of them spends."""

from typing import Any

import pandas as pd
import streamlit as st

import reference

MOST = 1e9


@st.cache_data
def load_people() -> pd.DataFrame:
    """Read the file once for all visitors; each gets a copy."""
    return reference.load_people()


@st.cache_resource
def load_model() -> Any:
    """Fit the model once for all visitors; they share it."""
    return reference.fitted_model(load_people())


@st.fragment
def explorer(people: pd.DataFrame) -> None:
    """Show who is chosen. A fragment: a moved filter leaves the prediction as it is."""
    left, right = st.columns(2)
    group = left.selectbox("Group", [reference.ALL, *reference.GROUPS])
    minimum_age = right.slider("Minimum age", *reference.AGES)
    rows = reference.filtered(people, group, minimum_age)

    st.markdown(f"**{len(rows):,} rows**")
    st.bar_chart(reference.by_decade(rows), x="decade", y="people", x_label="Decade of age", y_label="People")
    st.dataframe(
        rows.head(reference.ROWS_SHOWN),
        hide_index=True,
        column_config={
            "income": st.column_config.NumberColumn(format="localized"),
            "spend": st.column_config.NumberColumn(format="%.2f"),
        },
    )
    if len(rows) > reference.ROWS_SHOWN:
        st.caption(f"The table shows the first {reference.ROWS_SHOWN}.")


@st.fragment
def prediction(model: Any) -> None:
    """Predict one person's spend. A form: nothing runs before the button is pressed."""
    with st.form("prediction"):
        st.subheader("What does one spend?")
        features = {
            name: st.number_input(name.title(), 0.0, MOST, float(value), step=1.0, format="%g")
            for name, value in reference.DEFAULTS.items()
        }
        pressed = st.form_submit_button("Predict", type="primary")
    if pressed:
        st.success(f"Predicted spend: {reference.predicted(model, **features):.2f}")


st.set_page_config(page_title="People", layout="wide")
st.title("People")
wide, narrow = st.columns([2, 1], gap="large")
with wide:
    explorer(load_people())
with narrow:
    prediction(load_model())
