from django.urls import path

from sanze.foundation.notices import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="inbox-read-all"),
    path("inbox/<int:pk>/", views.opened, name="notice"),
    path("inbox/<int:pk>/read/", views.read, name="notice-read"),
]
