from django.urls import path

from sanze.portals.citymap.views import citymap

urlpatterns = [path("map/", citymap, name="citymap")]
