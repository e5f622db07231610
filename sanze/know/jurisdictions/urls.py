from django.urls import path

from sanze.know.jurisdictions import importing, views
from sanze.know.jurisdictions.ledgers import AreaLedger

urlpatterns = [
    *AreaLedger.urls(),
    path("boundaries/", views.boundaries, name="boundaries"),
    path("at/", views.at, name="areas.at"),
    path("<int:pk>/", views.area, name="area"),
    path("<int:pk>/check/", views.check, name="areas.check"),
    path("<int:pk>/check/map/", views.check_map, name="areas.check-map"),
    path("<int:pk>/import/", importing.upload, name="areas.import"),
    path("<int:pk>/import/<str:ticket>/", importing.check, name="areas.import-check"),
    *(page.url() for page in views.pages),
]
