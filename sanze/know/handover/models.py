"""The protocols by which posts are handed over."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sanze.foundation.acts.records import Record, RecordQuerySet
from sanze.foundation.identity.models import Person, Post
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import ScopePaths
from sanze.know.handover.states import PROTOCOL, HandoverState, Occasion

TONES = {
    HandoverState.DRAWN: "wait",
    HandoverState.GIVEN: "doing",
    HandoverState.TAKEN: "done",
    HandoverState.WITHDRAWN: "off",
}
OPEN = [HandoverState.DRAWN, HandoverState.GIVEN]


class HandoverQuerySet(RecordQuerySet):
    """Whoever gives or takes sees the protocol, in whatever post they sit."""

    def visible_to(self, actor: Actor):
        rows = super().visible_to(actor)
        if actor.person_id is None:
            return rows
        return rows | self.filter(Q(giver_id=actor.person_id) | Q(receiver_id=actor.person_id))


class Handover(Record):
    """One hand-over of one post (交接书).

    on: first day on which the receiver answers; until: last day of a deputy. parcels: what the post carried when it
    was given, kind by kind: {title, count, weight, lines: [title, about, due day, url]}. given_by: who confirmed the
    giving; given_reason: why somebody else did so for one who is gone.
    """

    SCOPE = ScopePaths(area="area_code", party="party_id")
    MACHINE = PROTOCOL

    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="岗位")
    occasion = models.CharField("事由", max_length=10, choices=Occasion)
    giver = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="移交人")
    receiver = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="接收人")
    state = models.CharField("状态", max_length=10, choices=HandoverState, default=HandoverState.DRAWN)
    on = models.DateField("交接日期")
    until = models.DateField("代理至", null=True, blank=True)
    reason = models.CharField("说明", max_length=200, blank=True)
    parcels = models.JSONField("交接事项", default=list)
    items = models.PositiveIntegerField("事项数", default=0)
    drawn_on = models.DateField("起草日期")
    drawer = models.CharField("起草人", max_length=240)
    given_on = models.DateField("移交确认日期", null=True, blank=True)
    given_by = models.CharField("移交确认人", max_length=240, blank=True)
    given_way = models.CharField("移交确认方式", max_length=10, blank=True)
    given_reason = models.CharField("代为确认理由", max_length=200, blank=True)
    taken_on = models.DateField("接收确认日期", null=True, blank=True)
    taken_way = models.CharField("接收确认方式", max_length=10, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdraw_reason = models.CharField("撤回理由", max_length=200, blank=True)
    area_code = models.CharField("属地", max_length=20, blank=True)
    party_id = models.BigIntegerField(null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "交接书"
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(state__in=OPEN), name="a_post_is_handed_over_once_at_a_time"
            ),
            models.CheckConstraint(name="nobody_hands_over_to_themselves", condition=~Q(giver=F("receiver"))),
            models.CheckConstraint(
                name="a_deputy_takes_over_until_a_day",
                condition=Q(occasion=Occasion.DEPUTY, until__gte=F("on"))
                | ~Q(occasion=Occasion.DEPUTY) & Q(until=None),
            ),
            models.CheckConstraint(
                name="a_taken_hand_over_was_given",
                condition=~Q(state=HandoverState.TAKEN) | Q(given_on__isnull=False, taken_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["area_code", "-id"], name="handovers_by_area")]

    def __str__(self) -> str:
        return f"{self.post}{self.get_occasion_display()}交接书"

    def get_absolute_url(self) -> str:
        return reverse("handover", args=[self.pk])

    def state_tone(self) -> str:
        """The tone of the state's dot."""
        return TONES[self.state]

    def span(self) -> str:
        """From which day on, and for a deputy until when."""
        return f"{self.on} 至 {self.until}" if self.until else f"自 {self.on} 起"
