"""Which address shows what."""

from django.contrib import admin
from django.urls import path

from people import api, views

urlpatterns = [
    path("", views.index, name="index"),
    path("people", views.people, name="people"),
    path("prediction", views.prediction, name="prediction"),
    path("api/predict", api.predict),
    path("health", api.health),
    path("admin/", admin.site.urls),
]
