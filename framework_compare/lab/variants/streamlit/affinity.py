"""Whatever a second replica can break: state, an image, a download and an upload, all unlike any other visitor's."""

import os
from io import BytesIO

import numpy as np
import streamlit as st
from PIL import Image

st.session_state.runs = st.session_state.get("runs", 0) + 1
seed = st.session_state.setdefault("seed", int.from_bytes(os.urandom(4)))
number = st.number_input("Number", 0.0, 1000.0, 0.0)
st.markdown(f"Run {st.session_state.runs}")
pixels = np.random.default_rng([seed, int(number)]).integers(0, 255, (40, 40, 3), dtype="uint8")
picture = BytesIO()
Image.fromarray(pixels).save(picture, "PNG")
st.image(picture.getvalue())
st.file_uploader("File")
st.download_button("Save", f"{seed} {number}".encode(), "saved.txt")
