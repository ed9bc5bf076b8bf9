"""One file: settings, views and a task; what a visitor is told stands in the session, here in the cache that ships."""

import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.shortcuts import redirect
from django.tasks import task
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_POST

from effects import JOB, WAIT, note

settings.configure(
    SECRET_KEY="of a probe that keeps no secrets",
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF="app",
    SESSION_ENGINE="django.contrib.sessions.backends.cache",
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ],
)
PAGE = """
<!doctype html><title>Jobs</title><h1>Jobs</h1><p>{{ said }}</p><p>{{ job }}</p>
<form method="post" action="/wait">{% csrf_token %}<button>Wait</button></form>
<form method="post" action="/file" enctype="multipart/form-data">{% csrf_token %}<input type="file" name="file"><button>Send</button></form>
<form method="post" action="/job">{% csrf_token %}<button>Start job</button></form>
"""


def index(request):
    done = request.session.setdefault("job", "")
    said = request.session.pop("said", "")
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"said": said, "job": done}, request))


@require_POST
def wait(request):
    note("waiting")
    time.sleep(WAIT)
    note("waited")
    request.session["said"] = "Waited"
    return redirect("/")


@require_POST
def receive(request):
    size = request.FILES["file"].size
    note("received", size)
    request.session["said"] = f"Received {size}"
    return redirect("/")


@task
def work():
    time.sleep(JOB)
    note("done")
    return "Job done"


@require_POST
def job(request):
    request.session["job"] = work.enqueue().return_value
    return redirect("/")


urlpatterns = [path("", index), path("wait", wait), path("file", receive), path("job", job)]
application = get_wsgi_application()
