"""A visit's state in gr.State, a download made for it, an upload."""

import secrets
import tempfile
from pathlib import Path

import gradio as gr
import pandas as pd


def begin():
    return shown({"visit": secrets.token_hex(4), "count": 0})


def count(kept):
    return shown({**kept, "count": kept["count"] + 1})


def shown(kept):
    file = Path(tempfile.mkdtemp()) / "visit.txt"
    file.write_text(f"{kept['visit']} {kept['count']}", encoding="utf-8")
    return kept, f"Visit: {kept['visit']}", f"Count: {kept['count']}", str(file)


def rows(path):
    return f"rows: {len(pd.read_csv(path))}"


with gr.Blocks(title="Visit") as demo:
    kept = gr.State()
    button = gr.Button("Count")
    visit, counted = gr.Markdown(), gr.Markdown()
    download = gr.DownloadButton("Download")
    table = gr.File(label="Table", file_types=[".csv"])
    said = gr.Markdown()
    demo.load(begin, None, [kept, visit, counted, download])
    button.click(count, kept, [kept, visit, counted, download])
    table.upload(rows, table, said)

demo.queue(default_concurrency_limit=8)
if __name__ == "__main__":
    demo.launch()
