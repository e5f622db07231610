from django.urls import path

from sanze.portals.workbench.views import home

urlpatterns = [path("", home, name="home")]
