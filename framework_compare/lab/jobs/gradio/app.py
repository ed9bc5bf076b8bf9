"""Events; a queue of one run at a time for each event, unless it is told otherwise; a job's result goes to the browser's store."""

import asyncio
import os

import gradio as gr

from effects import JOB, WAIT, note


async def wait():
    note("waiting")
    await asyncio.sleep(WAIT)
    note("waited")
    return "Waited"


def receive(path):
    size = os.path.getsize(path)
    note("received", size)
    return f"Received {size}"


async def job():
    yield "Job started", ""
    await asyncio.sleep(JOB)
    note("done")
    yield "Job done", "Job done"


with gr.Blocks() as demo:
    gr.Markdown("# Jobs")
    waited, received, done = gr.Markdown(), gr.Markdown(), gr.Markdown()
    gr.Button("Wait").click(wait, None, waited)
    file = gr.File(label="File")
    file.upload(receive, file, received)
    kept = gr.BrowserState("")
    gr.Button("Start job").click(job, None, [done, kept])
    demo.load(lambda kept: kept, kept, done)

demo.launch()
