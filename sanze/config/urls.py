"""The root of the urls."""

urlpatterns: list = []
