from django.urls import include, path

from sanze.know.standards import intake, views
from sanze.know.standards.ledgers import OwnCriterionLedger, OwnItemLedger
from sanze.know.standards.shelves import CRITERIA, INSTRUMENTS, ITEMS

urlpatterns = [
    path("", views.shelf, {"shelf": ITEMS}, name="standards"),
    path("export/", views.export, {"shelf": ITEMS}, name="standards-export"),
    path("criteria/", views.shelf, {"shelf": CRITERIA}, name="standards-criteria"),
    path("criteria/export/", views.export, {"shelf": CRITERIA}, name="standards-criteria-export"),
    path("instruments/", views.shelf, {"shelf": INSTRUMENTS}, name="standards-instruments"),
    path("instruments/export/", views.export, {"shelf": INSTRUMENTS}, name="standards-instruments-export"),
    path("items/<str:code>/", views.item, name="standard-item"),
    path("items/<str:code>/set_aside/", views.set_aside, name="standards.set_aside"),
    path("items/<str:code>/restore_item/", views.restore, name="standards.restore_item"),
    path("criteria/<str:code>/", views.criterion, name="standard-criterion"),
    path("instruments/<str:id>/", views.instrument, name="standard-instrument"),
    path("own/import/", intake.upload, name="standards.import"),
    path("own/import/template/", intake.template, name="standards.template"),
    path("own/import/write/", intake.take_in, name="standards.import_items"),
    path("own/items/", include(OwnItemLedger.urls())),
    path("own/criteria/", include(OwnCriterionLedger.urls())),
    *(page.url("own/") for page in views.pages),
]
