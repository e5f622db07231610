from django.urls import path

from sanze.foundation.jobs import views

urlpatterns = [path("system/jobs/", views.jobs, name="jobs")]
