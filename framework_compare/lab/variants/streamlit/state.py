"""The reference app with so many megabytes of state for each visitor."""

import os
import runpy

import numpy as np
import streamlit as st

if "kept" not in st.session_state:
    st.session_state.kept = np.ones(int(float(os.environ["LAB_STATE_MB"]) * 1e6 / 8))
runpy.run_path("app.py", run_name="__main__")
