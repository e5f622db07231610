"""The addresses of letters."""

from django.urls import path

from sanze.know.letters import views
from sanze.know.letters.ledgers import LetterLedger

urlpatterns = [
    *LetterLedger.urls(),
    path("progress/", views.progress, name="letters-progress"),
    path("progress/export/", views.progress_export, name="letters-progress-export"),
    path("<int:pk>/", views.letter, name="letter"),
    views.issue_page.url("at/"),
    *(page.url() for page in views.pages),
]
