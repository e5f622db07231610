"""The addresses of teams."""

from django.urls import include, path

from sanze.know.teams import views
from sanze.know.teams.ledgers import EnforcementTeamLedger, PatrolTeamLedger, TeamMemberLedger

enforcement = [
    *EnforcementTeamLedger.urls(),
    path("new/", views.begin, name="teams.begin"),
    path("<int:pk>/", views.enforcement_team, name="enforcement-team"),
    *(page.url() for page in views.team_pages),
    views.establish_page.url("in/"),
]
members = [
    *TeamMemberLedger.urls(),
    path("<int:pk>/", views.team_member, name="team-member"),
    *(page.url() for page in views.member_pages),
]
patrols = [
    *PatrolTeamLedger.urls(),
    path("new/", views.begin_patrol, name="teams.begin-patrol"),
    path("progress/", views.progress, name="patrol-teams.progress"),
    path("<int:pk>/", views.patrol_team, name="patrol-team"),
    *(page.url() for page in views.patrol_pages),
    views.form_page.url("in/"),
    views.vacate_page.url("seats/"),
    views.uncover_page.url("covers/"),
]
urlpatterns = [
    path("enforcement/", include(enforcement)),
    path("members/", include(members)),
    path("patrols/", include(patrols)),
]
