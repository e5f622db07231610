"""The addresses of places."""

from django.urls import path

from sanze.know.places import intake, views
from sanze.know.places.ledgers import PlaceLedger

urlpatterns = [
    *PlaceLedger.urls(),
    path("new/", views.begin, name="places.begin"),
    path("labels/", views.labels, name="places.labels"),
    path("import/", intake.upload, name="places.import"),
    path("import/template/", intake.template, name="places.template"),
    path("import/confirm/", intake.take_in, name="places.import_places"),
    path("<int:pk>/", views.place, name="place"),
    *(page.url() for page in views.pages),
    views.register_page.url("at/"),
    views.public_page.url("in/"),
]
