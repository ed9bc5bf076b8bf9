"""Each visitor's script runs in a thread of its own; what a visit keeps is in the session state, which ends with the page."""

import time

import streamlit as st

from effects import JOB, WAIT, note

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
    st.write("Job started")
    time.sleep(JOB)
    note("done")
    st.session_state.job = "Job done"
st.write(st.session_state.get("job", ""))
