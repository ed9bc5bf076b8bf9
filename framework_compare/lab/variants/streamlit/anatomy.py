"""The reference app with the prediction on the page or in a fragment, or four inputs and their sum without any data."""

import os

import streamlit as st

NAMES = {"Age": 40, "Income": 50_000, "Visits": 12, "Tenure": 5}
BARE = "bare" in os.environ["LAB_VARIANT"]

if not BARE:
    import reference

    @st.cache_data
    def people():
        return reference.load_people()

    @st.cache_resource
    def model():
        return reference.fitted_model(people())


def prediction() -> None:
    values = [st.number_input(name, 0.0, 1e9, float(value)) for name, value in NAMES.items()]
    found = sum(values) if BARE else reference.predicted(model(), *values)
    st.markdown(f"Predicted spend: {found:.2f}")


if not BARE:
    rows = reference.filtered(people())
    st.markdown(f"{len(rows):,} rows")
    st.bar_chart(reference.by_decade(rows), x="decade", y="people")
    st.dataframe(rows.head(reference.ROWS_SHOWN))
(st.fragment(prediction) if "fragment" in os.environ["LAB_VARIANT"] else prediction)()
