from django.urls import include, path

from sanze.perform.keyperiods import views
from sanze.perform.keyperiods.ledgers import DutyShiftLedger, PlannedVisitLedger, ZeroReportLedger

urlpatterns = [
    path("", views.year, name="key-periods"),
    path("of/<int:year>/", views.year, name="key-periods-of"),
    path("reports/", include(ZeroReportLedger.urls())),
    path("rota/", include([*DutyShiftLedger.urls(), path("<int:pk>/", views.shift, name="duty-shift")])),
    path("rota/", include([page.url() for page in views.shift_pages])),
    path("inspections/", include(PlannedVisitLedger.urls())),
    path("inspections/<int:pk>/", views.inspection, name="big-inspection"),
    path("inspections/", include([page.url() for page in views.inspection_pages])),
    path("<int:pk>/", views.run, name="key-period"),
    path("<int:pk>/sheet/", views.sheet, name="key-period-sheet"),
    views.declare.url(),
    *(page.url() for page in views.pages),
]
