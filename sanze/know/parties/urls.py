from django.urls import path

from sanze.know.parties import views
from sanze.know.parties.ledgers import EnterpriseLedger

urlpatterns = [
    *EnterpriseLedger.urls(),
    path("new/", views.begin, name="parties.begin"),
    path("import/", views.upload, name="parties.import"),
    path("import/<int:pk>/", views.match, name="parties.import-match"),
    path("import/<int:pk>/check/", views.check, name="parties.import-check"),
    path("<int:pk>/", views.enterprise, name="enterprise"),
    *(page.url() for page in views.pages),
    views.register_page.url("in/"),
]
