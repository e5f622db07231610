from django.urls import path

from sanze.perform.inspections import views
from sanze.perform.inspections.ledgers import VisitLedger

urlpatterns = [
    *VisitLedger.urls(),
    path("new/apply/", views.begin, {"act": "apply"}, name="inspections.begin-apply"),
    path("new/patrol/", views.begin, {"act": "patrol"}, name="inspections.begin-patrol"),
    path("new/serve/", views.begin, {"act": "serve"}, name="inspections.begin-serve"),
    path("<int:pk>/", views.visit, name="visit"),
    *(page.url() for page in views.pages),
    *(page.url("at/") for page in views.starts),
]
