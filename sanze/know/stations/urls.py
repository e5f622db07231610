"""The addresses of stations."""

from django.urls import path

from sanze.know.stations import views
from sanze.know.stations.ledgers import StationLedger

urlpatterns = [
    *StationLedger.urls(),
    path("new/", views.begin, name="stations.begin"),
    path("<int:pk>/", views.station, name="station"),
    *(page.url() for page in views.pages),
    views.establish_page.url("in/"),
]
