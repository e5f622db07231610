"""The addresses of safe villages."""

from django.urls import include, path

from sanze.know.villages import views
from sanze.know.villages.ledgers import CreationLedger, VillageGroupLedger

groups = [
    *VillageGroupLedger.urls(),
    path("new/", views.begin, {"act": "form_group"}, name="villages.begin-group"),
    path("<int:pk>/", views.group, name="village-group"),
    views.group_page.url("in/"),
]
urlpatterns = [
    *CreationLedger.urls(),
    path("new/", views.begin, {"act": "assess"}, name="villages.begin-assess"),
    path("progress/", views.progress, name="village-creations.progress"),
    path("groups/", include(groups)),
    path("<int:pk>/", views.creation, name="village-creation"),
    *(page.url() for page in views.pages),
    views.assess_page.url("in/"),
]
