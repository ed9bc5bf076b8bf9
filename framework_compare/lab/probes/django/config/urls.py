"""Which address shows what."""

from django.http import HttpResponse
from django.urls import path

from visits import views

urlpatterns = [
    path("", views.index, name="index"),
    path("count", views.count, name="count"),
    path("visit.txt", views.download, name="download"),
    path("upload", views.upload, name="upload"),
    path("health", lambda request: HttpResponse("ok")),
]
