"""The addresses of committees, duty lists and measures."""

from django.urls import include, path

from sanze.know.committees import views
from sanze.know.committees.ledgers import CommitteeLedger, DepartmentDutiesLedger, OwnMeasuresLedger

duties = [
    *DepartmentDutiesLedger.urls(),
    path("new/", views.begin, {"act": "set_duties"}, name="committees.begin-duties"),
    path("<int:pk>/", views.duties, name="department-duties-list"),
    views.duties_page.url("in/"),
]
measures = [
    *OwnMeasuresLedger.urls(),
    path("new/", views.begin, {"act": "file_measures"}, name="committees.begin-measures"),
    path("<int:pk>/", views.measures, name="own-measure"),
    views.measures_page.url("in/"),
]
urlpatterns = [
    *CommitteeLedger.urls(),
    path("new/", views.begin, {"act": "found"}, name="committees.begin-found"),
    path("duties/", include(duties)),
    path("measures/", include(measures)),
    path("<int:pk>/", views.committee, name="committee"),
    *(page.url() for page in views.pages),
    views.unseat_page.url("seats/"),
    views.found_page.url("in/"),
]
