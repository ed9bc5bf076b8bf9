"""Each visitor's script runs in a thread of its own; what a cached function returns outlives the page."""

import time

import streamlit as st

from effects import JOB, WAIT, note


@st.cache_data(show_spinner=False)
def job() -> str:
    time.sleep(JOB)
    note("done")
    return "Job done"


st.title("Jobs")
if st.button("Wait"):
    note("waiting")
    time.sleep(WAIT)
    note("waited")
    st.write("Waited")

file = st.file_uploader("File")
if file is not None:
    note("received", file.size)
    st.write(f"Received {file.size}")

if st.button("Start job"):
    st.query_params["job"] = "started"
if "job" in st.query_params:
    st.write(job())
