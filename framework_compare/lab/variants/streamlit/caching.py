"""One dear step, cached in one of three ways: its milliseconds are an input, its rows come from the environment."""

import os
import time

import pandas as pd
import streamlit as st

import reference


def load(work_ms: float) -> pd.DataFrame:
    people = reference.load_people()
    many = pd.concat([people] * max(1, int(os.environ["LAB_ROWS"]) // len(people)), ignore_index=True)
    end = time.thread_time() + work_ms / 1000
    while time.thread_time() < end:
        pass
    return many


cached = {"none": lambda step: step, "cache_data": st.cache_data, "cache_resource": st.cache_resource}
load_once = cached[os.environ["LAB_CACHE"]](load)
work_ms = st.number_input("Work", 0.0, 10_000.0, 0.0)
minimum_age = st.number_input("Minimum age", 0.0, 200.0, 18.0)
st.markdown(f"{len(reference.filtered(load_once(work_ms), minimum_age=minimum_age)):,} rows")
