"""A form for each thing; what a visitor is told stands in the signed cookie."""

import time

from flask import Flask, flash, redirect, render_template_string, request, session, url_for

from effects import JOB, WAIT, note

app = Flask(__name__)
app.secret_key = "of a probe that keeps no secrets"
PAGE = """
<!doctype html><title>Jobs</title><h1>Jobs</h1>
{% for said in get_flashed_messages() %}<p>{{ said }}</p>{% endfor %}
<p>{{ session.get("job", "") }}</p>
<form method="post" action="/wait"><button>Wait</button></form>
<form method="post" action="/file" enctype="multipart/form-data"><input type="file" name="file"><button>Send</button></form>
<form method="post" action="/job"><button>Start job</button></form>
"""


@app.get("/")
def index():
    return render_template_string(PAGE)


@app.post("/wait")
def wait():
    note("waiting")
    time.sleep(WAIT)
    note("waited")
    flash("Waited")
    return redirect(url_for("index"))


@app.post("/file")
def receive():
    stream = request.files["file"].stream
    size = stream.seek(0, 2)
    note("received", size)
    flash(f"Received {size}")
    return redirect(url_for("index"))


@app.post("/job")
def job():
    time.sleep(JOB)
    note("done")
    session["job"] = "Job done"
    return redirect(url_for("index"))
