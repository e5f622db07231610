"""Evidence (证据): files known by the hash of their content, who brought them, and what they show."""

from django.db import models

from sanze.foundation.acts.records import Record
from sanze.foundation.evidence.kinds import PICTURED
from sanze.foundation.scope.models import ScopePaths


class Evidence(Record):
    """One file, kept once however often it is brought. The row and the bytes never change.

    digest: SM3 of the bytes, hex. size in bytes; width and height in pixels. difference_hash: 16 hex digits
    that look-alikes share. claimed_*: what the file says of itself, which anybody can write into it; the
    coordinates are degrees as the camera gave them. The scope is that of the post that brought it first.
    """

    SCOPE = ScopePaths(area="area_code", party="party_id")

    digest = models.CharField("内容摘要", max_length=64, unique=True)
    size = models.BigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=90)
    name = models.CharField("原文件名", max_length=200)
    width = models.PositiveIntegerField("宽", null=True)
    height = models.PositiveIntegerField("高", null=True)
    difference_hash = models.CharField("差异哈希", max_length=16, blank=True, db_index=True)
    claimed_at = models.DateTimeField("文件自述拍摄时间", null=True)
    claimed_longitude = models.FloatField("文件自述经度", null=True)
    claimed_latitude = models.FloatField("文件自述纬度", null=True)
    kept_at = models.DateTimeField("存入时间")
    kept_by_post = models.BigIntegerField("存入岗位")
    kept_by_person = models.BigIntegerField("存入人", null=True)
    area_code = models.CharField(max_length=20, blank=True)
    party_id = models.BigIntegerField(null=True)

    class Meta(Record.Meta):
        verbose_name = "证据"

    def __str__(self) -> str:
        return self.name

    @property
    def pictured(self) -> bool:
        """Whether a thumbnail can be made of it."""
        return self.media_type in PICTURED


class Keeping(Record):
    """A post brought these bytes, so it may attach them to what it does."""

    SCOPE = ScopePaths(area="area_code", party="party_id")

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="keepings", verbose_name="证据")
    post_id = models.BigIntegerField("岗位")
    person_id = models.BigIntegerField("人员", null=True)
    at = models.DateTimeField("时间")
    name = models.CharField("文件名", max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    party_id = models.BigIntegerField(null=True)

    class Meta(Record.Meta):
        verbose_name = "证据存入"
        constraints = [
            models.UniqueConstraint(fields=["evidence", "post_id"], name="a_post_keeps_a_file_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Exhibit(Record):
    """A file that a record relies on. Whoever sees the record sees the file.

    record: label of the record, 'app.model:17'. The coordinates are the record's when it was attached, for
    lists over many records; whether somebody may open the file is asked of the record as it is now.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry", party="party_id")

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="exhibits", verbose_name="证据")
    record = models.CharField("事项", max_length=80)
    purpose = models.CharField("用途", max_length=30)
    attached_at = models.DateTimeField("时间")
    area_code = models.CharField(max_length=20, blank=True, db_index=True)
    industry = models.CharField(max_length=30, blank=True)
    party_id = models.BigIntegerField(null=True)

    class Meta(Record.Meta):
        verbose_name = "证据引用"
        constraints = [
            models.UniqueConstraint(fields=["record", "purpose", "evidence"], name="a_file_serves_a_purpose_once"),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.purpose}"
