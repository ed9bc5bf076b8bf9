"""Counts every execution of the script, of a fragment and of a cached loader, and writes the counts beside itself."""

import json
import sys
from pathlib import Path

import streamlit as st

COUNTS = sys.modules.setdefault("rerun_counts_kept", type(sys)("rerun_counts_kept")).__dict__


def count(what: str) -> None:
    COUNTS[what] = COUNTS.get(what, 0) + 1
    kept = {name: COUNTS.get(name, 0) for name in ("script", "fragment", "loader")}
    Path("counts.json").write_text(json.dumps(kept))


@st.cache_data
def loaded() -> int:
    count("loader")
    return 1


@st.fragment
def part() -> None:
    count("fragment")
    st.number_input("In a fragment", 0, 1000, 0)


count("script")
loaded()
st.number_input("Plain", 0, 1000, 0)
part()
with st.form("form"):
    st.number_input("In a form", 0, 1000, 0)
    st.form_submit_button("Send")
