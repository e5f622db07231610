"""Letters of responsibility and the signatures under them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sanze.foundation.acts.records import Record, RecordQuerySet
from sanze.foundation.identity.models import Post
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.know.letters.states import SIGNING, LetterState, Side, Way

TONES = {
    LetterState.DRAWN: "wait",
    LetterState.OFFERED: "doing",
    LetterState.SIGNED: "done",
    LetterState.REVOKED: "off",
}


class LetterQuerySet(RecordQuerySet):
    """Whoever is a side of a letter sees it, wherever its subject lies."""

    def visible_to(self, actor: Actor):
        rows = super().visible_to(actor)
        if actor.party_id is not None or not actor.post_id:
            return rows
        return rows | self.filter(Q(issuer_id=actor.post_id) | Q(signatory_id=actor.post_id))


class Letter(Record):
    """One letter of one year: what a post promises to another for one subject (责任书、承诺书).

    template, regime: which words, of which regime; those never change, so the text stands there and not here.
    subject: label of the area, post or enterprise answered for. issuer, signatory: the posts of the two sides; the
    letter stays with them whoever holds them; None where no post was found. signer_id: the person who signed last for
    the signatory. again_since: since when a new holder owes a signature of their own.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry", party="party_id")
    MACHINE = SIGNING

    template = models.CharField("种类编号", max_length=60)
    title = models.CharField("名称", max_length=120)
    level = models.CharField("层级", max_length=40)
    regime = models.CharField("制度版本", max_length=82)
    year = models.PositiveSmallIntegerField("年度")
    subject = models.CharField(max_length=80)
    subject_name = models.CharField("对象", max_length=240)
    unit = models.CharField("责任单位", max_length=240)
    issuer = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", verbose_name="签发岗位")
    signatory = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", verbose_name="签订岗位")
    state = models.CharField("状态", max_length=10, choices=LetterState, default=LetterState.DRAWN)
    drawn_on = models.DateField("下发日期")
    offered_on = models.DateField("签发日期", null=True, blank=True)
    signed_on = models.DateField("签订日期", null=True, blank=True)
    signer = models.CharField("签订人", max_length=60, blank=True)
    signer_id = models.BigIntegerField(null=True)
    again_since = models.DateField("须补签自", null=True, blank=True)
    revoked_on = models.DateField("作废日期", null=True, blank=True)
    revoke_reason = models.CharField("作废理由", max_length=200, blank=True)
    area_code = models.CharField("属地", max_length=20, blank=True)
    industry = models.CharField("行业", max_length=30, blank=True)
    party_id = models.BigIntegerField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "责任书"
        constraints = [
            models.UniqueConstraint(
                fields=["template", "year", "subject"],
                condition=~Q(state=LetterState.REVOKED),
                name="a_subject_has_one_letter_of_a_kind_and_year",
            ),
            models.CheckConstraint(
                name="a_signed_letter_says_when_and_by_whom",
                condition=~Q(state=LetterState.SIGNED) | Q(signed_on__isnull=False) & ~Q(signer=""),
            ),
            models.CheckConstraint(
                name="only_a_signed_letter_is_signed_again",
                condition=Q(again_since=None) | Q(state__in=[LetterState.SIGNED, LetterState.REVOKED]),
            ),
            models.CheckConstraint(
                name="a_revoked_letter_says_why", condition=~Q(state=LetterState.REVOKED) | ~Q(revoke_reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["year", "template", "area_code"], name="letters_by_level"),
            models.Index(fields=["area_code", "year"], name="letters_by_area"),
            models.Index(fields=["signatory", "state"], name="letters_by_signatory"),
            models.Index(fields=["issuer", "state"], name="letters_by_issuer"),
            models.Index(fields=["party_id"], condition=Q(party_id__isnull=False), name="letters_by_party"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.year}年度{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("letter", args=[self.pk])

    def area_name(self) -> str:
        """Township and village."""
        return path_of(self.area_code)

    def standing(self) -> str:
        """How it stands, in a word; a signed one whose post changed hands waits for the new holder."""
        return "待补签" if self.again_since else self.get_state_display()

    def standing_tone(self) -> str:
        """The tone of the state's dot."""
        return "late" if self.again_since else TONES[self.state]

    def issuer_name(self) -> str:
        return str(self.issuer) if self.issuer_id else "（无签发岗位）"

    def signatory_name(self) -> str:
        return str(self.signatory) if self.signatory_id else "（无签订岗位）"


class Signature(Record):
    """One signature under a letter (签名). post: the label of the post as it was borne; post_id its id.

    signer: who signed; for paper the name that stands there. recorder: who put the paper on record.
    """

    SCOPE = ScopePaths(area="letter__area_code", industry="letter__industry", party="letter__party_id")

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="signatures", verbose_name="责任书")
    side = models.CharField("方", max_length=10, choices=Side)
    way = models.CharField("方式", max_length=10, choices=Way)
    post = models.CharField("岗位", max_length=240)
    post_id = models.BigIntegerField(null=True)
    signer = models.CharField("签字人", max_length=60)
    person_id = models.BigIntegerField(null=True)
    signed_on = models.DateField("签字日期")
    at = models.DateTimeField("登记时间")
    recorder = models.CharField("登记人", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "签名"
        indexes = [models.Index(fields=["letter", "side"], name="signatures_of_a_letter")]

    def __str__(self) -> str:
        return f"{self.letter}：{self.signer}"

    def get_absolute_url(self) -> str:
        return self.letter.get_absolute_url()
