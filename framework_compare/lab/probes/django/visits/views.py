"""A counter, a download made for the visit, an upload."""

import io
import secrets

import pandas as pd
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST


@require_GET
def index(request):
    if "visit" not in request.session:
        request.session.update({"visit": secrets.token_hex(4), "count": 0})
    return render(request, "visits/index.html")


@require_POST
def count(request):
    request.session["count"] = request.session.get("count", 0) + 1
    return redirect("index")


@require_GET
def download(request):
    text = f"{request.session['visit']} {request.session['count']}"
    return FileResponse(io.BytesIO(text.encode()), as_attachment=True, filename="visit.txt")


@require_POST
def upload(request):
    messages.info(request, f"rows: {len(pd.read_csv(request.FILES['table']))}")
    return redirect("index")
