"""Official documents issued, and the books that give them their numbers."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.documents.kinds import label_of
from sanze.foundation.documents.paper import Paper
from sanze.foundation.documents.states import TONES, VALIDITY, DocumentState
from sanze.foundation.scope.models import ScopePaths


class NumberBook(Record):
    """The last number that an office gave to a document of one kind in one year.

    The row stays locked until the issuing act ends, so that a refused act leaves no gap.
    """

    SCOPE = ScopePaths(area=None)

    kind = models.CharField("文种", max_length=40)
    issuer = models.CharField("发文机关", max_length=120)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta(Record.Meta):
        verbose_name = "文号簿"
        constraints = [
            models.UniqueConstraint(fields=["kind", "issuer", "year"], name="an_office_has_one_book_a_kind_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer}{label_of(self.kind)}{self.year}"


class OfficialDocument(Record):
    """One official document as it was issued (文书).

    record: label of the record that it speaks of, 'app.model:17'; the coordinates are that record's at the time.
    content: the paper as `Paper.to_json` wrote it, without check code; never changed, and sealed by the issuing act.
    recipient: the unit to which it is addressed or which it concerns. serial: its place in the number book.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry", party="party_id")
    MACHINE = VALIDITY

    kind = models.CharField("文种", max_length=40)
    number = models.CharField("文号", max_length=120)
    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField("序号")
    title = models.CharField("标题", max_length=300)
    issuer = models.CharField("发文机关", max_length=120)
    recipient = models.CharField("单位", max_length=300, blank=True)
    record = models.CharField(max_length=80)
    content = models.TextField()
    check_code = models.CharField("校验码", max_length=14, unique=True)
    issued_on = models.DateField("发文日期")
    clerk = models.CharField("经办人", max_length=60)
    clerk_post = models.CharField("经办岗位", max_length=240, blank=True)
    state = models.CharField("状态", max_length=12, choices=DocumentState, default=DocumentState.VALID)
    revoked_on = models.DateField("撤销日期", null=True, blank=True)
    revoke_reason = models.CharField("撤销理由", max_length=200, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="替代文书"
    )
    area_code = models.CharField(max_length=20, blank=True)
    industry = models.CharField(max_length=30, blank=True)
    party_id = models.BigIntegerField(null=True)

    class Meta(Record.Meta):
        verbose_name = "公文"
        constraints = [
            models.UniqueConstraint(fields=["book", "serial"], name="a_number_is_given_once"),
            models.UniqueConstraint(fields=["issuer", "number"], name="an_office_has_no_two_documents_of_one_number"),
            models.CheckConstraint(
                name="a_revoked_document_says_when_and_why",
                condition=~Q(state=DocumentState.REVOKED) | Q(revoked_on__isnull=False) & ~Q(revoke_reason=""),
            ),
            models.CheckConstraint(
                name="a_superseded_document_names_its_successor",
                condition=~Q(state=DocumentState.SUPERSEDED) | Q(superseded_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["record"], name="documents_by_record"),
            models.Index(fields=["issued_on", "id"], name="documents_by_day"),
            models.Index(fields=["area_code", "issued_on"], name="documents_by_area"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk])

    def get_kind_display(self) -> str:
        return label_of(self.kind)

    @property
    def tone(self) -> str:
        """How its state looks on the screen."""
        return TONES[self.state]

    @property
    def paper(self) -> Paper:
        """What it says, without check code."""
        return Paper.from_json(self.content)
