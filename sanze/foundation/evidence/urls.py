from django.urls import path

from sanze.foundation.evidence import views

urlpatterns = [
    path("evidence/", views.upload, name="evidence-upload"),
    path("evidence/<str:digest>/", views.file, name="evidence-file"),
    path("evidence/<str:digest>/thumbnail/", views.thumbnail, name="evidence-thumbnail"),
]
