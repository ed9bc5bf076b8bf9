"""A visit's state in the session state, a download made for it, an upload."""

import secrets

import pandas as pd
import streamlit as st

state = st.session_state
if "visit" not in state:
    state.visit, state.count = secrets.token_hex(4), 0


def raise_count():
    state.count += 1


st.button("Count", on_click=raise_count)
st.text(f"Visit: {state.visit}")
st.text(f"Count: {state.count}")
st.download_button("Download", f"{state.visit} {state.count}", "visit.txt", on_click="ignore")
if sent := st.file_uploader("Table", type="csv"):
    st.text(f"rows: {len(pd.read_csv(sent))}")
