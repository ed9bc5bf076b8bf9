"""Async functions wait; a background task goes on after its answer, when no cookie can be set any more."""

import asyncio

from fastapi import BackgroundTasks, FastAPI, UploadFile
from fastapi.responses import HTMLResponse

from effects import JOB, WAIT, note

app = FastAPI()
PAGE = """
<!doctype html><title>Jobs</title><h1>Jobs</h1><p>{said}</p>
<form method="post" action="/wait"><button>Wait</button></form>
<form method="post" action="/file" enctype="multipart/form-data"><input type="file" name="file"><button>Send</button></form>
<form method="post" action="/job"><button>Start job</button></form>
"""


def page(said: str = "") -> HTMLResponse:
    return HTMLResponse(PAGE.format(said=said))


@app.get("/")
async def index() -> HTMLResponse:
    return page()


@app.post("/wait")
async def wait() -> HTMLResponse:
    note("waiting")
    await asyncio.sleep(WAIT)
    note("waited")
    return page("Waited")


@app.post("/file")
async def receive(file: UploadFile) -> HTMLResponse:
    note("received", file.size)
    return page(f"Received {file.size}")


async def work() -> None:
    await asyncio.sleep(JOB)
    note("done")


@app.post("/job")
async def job(tasks: BackgroundTasks) -> HTMLResponse:
    tasks.add_task(work)
    return page("Job started")
