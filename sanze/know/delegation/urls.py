"""The addresses of entrustments."""

from django.urls import path

from sanze.know.delegation import views
from sanze.know.delegation.ledgers import DelegationLedger

urlpatterns = [
    *DelegationLedger.urls(),
    path("new/", views.begin, name="delegation.begin"),
    path("<int:pk>/", views.delegation, name="delegation"),
    *(page.url() for page in views.pages),
    views.entrust_page.url("in/"),
]
