"""An API that keeps nothing: the page holds the visit's state and sends it along."""

import io
import secrets
from typing import Annotated

import pandas as pd
from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field

app = FastAPI()
app.mount("/static", StaticFiles(directory="static"))


class Visit(BaseModel):
    """What the page knows of itself."""

    visit: str
    count: Annotated[int, Field(ge=0)]


@app.get("/")
def page() -> FileResponse:
    return FileResponse("static/index.html")


@app.post("/visits")
def begin() -> Visit:
    return Visit(visit=secrets.token_hex(4), count=0)


@app.post("/counts")
def count(visit: Visit) -> Visit:
    return visit.model_copy(update={"count": visit.count + 1})


@app.get("/visit.txt")
def download(visit: str, count: int) -> Response:
    return Response(
        f"{visit} {count}", media_type="text/plain", headers={"Content-Disposition": 'attachment; filename="visit.txt"'}
    )


@app.post("/tables")
async def upload(request: Request) -> dict[str, int]:
    return {"rows": len(pd.read_csv(io.BytesIO(await request.body())))}


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
