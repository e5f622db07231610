"""The root of the urls: each app's own, in the order of the pillars."""

from django.urls import URLPattern, URLResolver, include, path

from sanze.config.health import healthz
from sanze.foundation.api.interface import make_api

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("sanze.foundation.identity.urls")),
    path("", include("sanze.foundation.jobs.urls")),
    path("", include("sanze.foundation.notices.urls")),
    path("", include("sanze.foundation.evidence.urls")),
    path("documents/", include("sanze.foundation.documents.urls")),
    path("system/regimes/", include("sanze.portals.regimes.urls")),
    path("standards/", include("sanze.know.standards.urls")),
    path("areas/", include("sanze.know.jurisdictions.urls")),
    path("enterprises/", include("sanze.know.parties.urls")),
    path("responsibility/", include("sanze.know.responsibility.urls")),
    path("places/", include("sanze.know.places.urls")),
    path("delegations/", include("sanze.know.delegation.urls")),
    path("stations/", include("sanze.know.stations.urls")),
    path("teams/", include("sanze.know.teams.urls")),
    path("villages/", include("sanze.know.villages.urls")),
    path("committees/", include("sanze.know.committees.urls")),
    path("letters/", include("sanze.know.letters.urls")),
    path("handover/", include("sanze.know.handover.urls")),
    path("duties/", include("sanze.perform.duties.urls")),
    path("dangers/", include("sanze.perform.dangers.urls")),
    path("visits/", include("sanze.perform.inspections.urls")),
    path("leaders/", include("sanze.perform.leaders.urls")),
    path("key-periods/", include("sanze.perform.keyperiods.urls")),
    path("", include("sanze.portals.citymap.urls")),
    path("", include("sanze.portals.public.urls")),
    path("", include("sanze.portals.workbench.urls")),
]

# Made last, since the interface has an operation for everything that the apps above have registered.
api = make_api()
urlpatterns.append(path("api/v1/", api.urls))
