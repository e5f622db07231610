"""The addresses of hand-overs."""

from django.urls import include, path

from sanze.know.handover import views
from sanze.know.handover.ledgers import HandoverLedger, VacancyLedger

urlpatterns = [
    *HandoverLedger.urls(),
    path("vacancies/", include(VacancyLedger.urls())),
    path("own/", views.own_post, name="own-post"),
    path("<int:pk>/", views.handover, name="handover"),
    views.draw_up.url("at/"),
    *(page.url() for page in views.pages),
]
