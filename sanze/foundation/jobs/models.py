"""The runs of jobs, as an administrator sees them."""

from django.db import models

from sanze.foundation.moment import SHANGHAI


class JobRun(models.Model):
    """One run of a job. A run whose worker was killed is closed with an error when that is found.

    slot: the moment of the schedule that the run answers to, None for work asked for by a command.
    queue_id: the job's number in the queue; a retry has the same. count: what the job says it did.
    """

    name = models.CharField("任务", max_length=80)
    queue_id = models.BigIntegerField(null=True)
    slot = models.DateTimeField("应执行时间", null=True)
    started = models.DateTimeField("开始")
    done = models.DateTimeField("结束", null=True)
    count = models.IntegerField("处理数量", null=True)
    error = models.TextField("错误", blank=True)

    class Meta:
        verbose_name = "任务执行记录"
        indexes = [
            models.Index(fields=["name", "-started"], name="runs_of_a_job_newest_first"),
            models.Index(fields=["queue_id"], condition=models.Q(done=None), name="runs_still_open"),
            models.Index(fields=["-started"], condition=~models.Q(error=""), name="runs_with_an_error"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.started.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
