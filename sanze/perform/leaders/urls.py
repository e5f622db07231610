from django.urls import path

from sanze.perform.leaders import views
from sanze.perform.leaders.ledgers import LeaderVisitLedger

urlpatterns = [
    *LeaderVisitLedger.urls(),
    path("rounds/", views.rounds, name="leader-rounds"),
    path("rounds/<int:year>/<int:quarter>/", views.rounds, name="leader-rounds-of"),
    path("new/", views.begin, name="leaders.begin"),
    path("<int:pk>/", views.visit, name="leader-visit"),
    views.page.url("at/"),
]
