from django.urls import include, path

from sanze.foundation.notices import pages, views
from sanze.foundation.notices.ledgers import ChannelLedger, MessageLedger

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="inbox-read-all"),
    path("inbox/<int:pk>/", views.opened, name="notice"),
    path("inbox/<int:pk>/read/", views.read, name="notice-read"),
    path("system/channels/", include(ChannelLedger.urls())),
    path("system/channels/<int:pk>/", pages.channel, name="channel"),
    *[page.url("system/channels/") for page in [*pages.ADD_PAGES, *pages.CHANNEL_PAGES]],
    path("system/messages/", include(MessageLedger.urls())),
    path("system/messages/<int:pk>/", pages.message, name="message"),
    *[page.url("system/messages/") for page in pages.MESSAGE_PAGES],
]
