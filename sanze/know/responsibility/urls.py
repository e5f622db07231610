"""The addresses of this app."""

from django.urls import include, path

from sanze.know.responsibility import listed_views, views
from sanze.know.responsibility.ledgers import (
    AssignmentLedger,
    AuditLedger,
    BoardLedger,
    FindingLedger,
    LicenceLedger,
    SettledLedger,
)

end, mend, record_licence = views.pages
add_item, retire_item = listed_views.pages

urlpatterns = [
    path("", views.coverage, name="coverage"),
    path("points/", views.points, name="coverage-points"),
    path("mend/", views.mend_many, name="coverage-mend"),
    path("counties/<int:pk>/prove/", views.run, name="responsibility.prove"),
    path("audits/", include(AuditLedger.urls())),
    path("audits/<int:pk>/", views.audit, name="audit"),
    path("audits/<int:pk>/issue/", views.issue, name="responsibility.issue_statement"),
    path("findings/", include(FindingLedger.urls())),
    path("findings/<int:pk>/", views.finding, name="finding"),
    mend.url("findings/"),
    path("assignments/", include(AssignmentLedger.urls())),
    path("assignments/pass-on/", views.pass_on, name="responsibility.pass_on"),
    path("assignments/<int:pk>/", views.assignment, name="assignment"),
    end.url("assignments/"),
    path("of/<str:label>/", views.chain, name="responsibility.chain"),
    path("of/<str:label>/name/", views.name, name="responsibility.name"),
    path("settled/", include(SettledLedger.urls())),
    path("board/", include(BoardLedger.urls())),
    path("board/import/", listed_views.upload, name="board-import"),
    path("board/import/confirm/", listed_views.confirm, name="responsibility.import_board"),
    path("duty-lists/", listed_views.duty_lists, name="duty-lists"),
    path("duty-lists/<int:pk>/", listed_views.duty_list_page, name="duty-list"),
    path("duty-lists/<int:pk>/print/", listed_views.duty_list_print, name="duty-list-print"),
    add_item.url("duty-lists/"),
    retire_item.url("duty-lists/items/"),
    path("first-handlers/", views.first_handlers, name="first-handlers"),
    path("licences/", include(LicenceLedger.urls())),
    path("licences/<int:pk>/", views.licence, name="licence"),
    record_licence.url("licences/at/"),
]
