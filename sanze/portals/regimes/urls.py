from django.urls import path

from sanze.portals.regimes import views

urlpatterns = [
    path("", views.regimes, name="regimes"),
    path("compare/", views.compare, name="regimes-compare"),
    path("reminders/", views.reminders, name="regimes-reminders"),
    path("rehearse/", views.rehearse, name="regimes-rehearse"),
    path("<int:pk>/", views.regime, name="regime"),
    path("drafts/<int:pk>/", views.draft, name="regime-draft"),
    path("file/<str:token>/", views.file, name="regime-file"),
    *[page.url() for page in views.PAGES],
]
