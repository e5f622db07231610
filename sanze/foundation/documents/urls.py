"""Routes of the documents: ledger, one document and its files, issuing and revoking."""

from django.urls import include, path

from sanze.foundation.documents import views
from sanze.foundation.documents.forms import RevokeForm
from sanze.foundation.documents.ledgers import DocumentLedger
from sanze.foundation.pages.act import ActPage

revoke = ActPage("documents.revoke", RevokeForm, tone="outline-danger")

urlpatterns = [
    path("", include(DocumentLedger.urls())),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/pdf/", views.pdf, name="document-pdf"),
    path("<int:pk>/docx/", views.docx, name="document-docx"),
    path("issue/<slug:kind>/<int:pk>/", views.issue, name="document-issue"),
    revoke.url(),
]
