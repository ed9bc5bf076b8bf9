"""Events; a queue of one run at a time for each event, unless it is told otherwise."""

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
    await asyncio.sleep(JOB)
    note("done")
    return "Job done"


with gr.Blocks() as demo:
    gr.Markdown("# Jobs")
    waited, received, done = gr.Markdown(), gr.Markdown(), gr.Markdown()
    gr.Button("Wait").click(wait, None, waited)
    file = gr.File(label="File")
    file.upload(receive, file, received)
    gr.Button("Start job").click(job, None, done)

demo.launch()
