from django.urls import path

from sanze.perform.dangers import views
from sanze.perform.dangers.ledgers import DangerLedger

urlpatterns = [
    *DangerLedger.urls(),
    path("new/", views.begin, name="dangers.begin"),
    path("<int:pk>/", views.danger, name="danger"),
    *(page.url() for page in views.pages),
    *(page.url("at/") for page in views.reports),
    views.decide.url("extensions/"),
]
