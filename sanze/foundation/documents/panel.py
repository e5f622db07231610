"""Documents on the pages of the records that they speak of."""

from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.documents.kinds import PAPERS, PaperKind
from sanze.foundation.documents.queries import issuable, readable_of
from sanze.foundation.pages.slots import PANELS, Panel


def offer(*kinds: PaperKind) -> None:
    """Let documents of these kinds be issued; the pages of their records list them. Called from AppConfig.ready."""
    for each in kinds:
        PAPERS[each.name] = each
        if documents_panel not in PANELS[each.subject]:
            PANELS[each.subject].append(documents_panel)


def documents_panel(request: HttpRequest, record: models.Model) -> Panel | None:
    """The documents about the record, and those that the reader may issue now; nothing where there is neither."""
    actor = request.actor
    found = readable_of(actor, record)
    offers = [
        {"label": f"出具{each.label}", "url": reverse("document-issue", args=[each.name, record.pk])}
        for each in (issuable(record) if actor.may("documents.issue") else [])
    ]
    if not found and not offers:
        return None
    return Panel("文书", "documents/panel.html", {"documents": found, "offers": offers}, order=60)
