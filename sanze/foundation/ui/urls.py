"""Routes of the style guide; a development server includes them."""

from django.urls import path

from sanze.foundation.ui import views

urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/layers/<slug:key>/", views.sample_layer, name="styleguide-layer"),
    path("styleguide/<slug:name>/", views.styleguide, name="styleguide-page"),
]
