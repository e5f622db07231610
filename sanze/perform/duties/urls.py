from django.urls import path

from sanze.perform.duties import views
from sanze.perform.duties.ledgers import ObligationLedger

urlpatterns = [
    *ObligationLedger.urls(),
    path("clauses/", views.board, name="clause-board"),
    path("clauses/<str:name>/", views.clause, name="clause"),
    path("<int:pk>/", views.obligation, name="obligation"),
    *(page.url() for page in views.pages),
]
