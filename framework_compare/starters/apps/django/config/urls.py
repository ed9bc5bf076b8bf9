"""Which address shows what."""

from django.urls import path

from people import api, views

urlpatterns = [
    path("", views.index, name="index"),
    path("api/predict", api.predict),
    path("health", api.health),
]
