"""Drafts, withdrawal before the first day, and a digest of each content."""

import hashlib
import json

from django.db import migrations, models


def fill_digests(apps, schema_editor):
    enforcement = apps.get_model("regime", "Enforcement")
    for row in enforcement.objects.all():
        text = json.dumps(row.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(text.encode()).hexdigest()
        enforcement.objects.filter(pk=row.pk).update(digest=digest)


class Migration(migrations.Migration):
    dependencies = [("regime", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="制度")),
                ("version", models.CharField(max_length=40, verbose_name="版本")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64, verbose_name="内容摘要")),
                ("source", models.CharField(max_length=200, verbose_name="来源文件")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                ("received_by", models.CharField(max_length=120, verbose_name="提交人")),
            ],
            options={"verbose_name": "制度草案", "abstract": False, "base_manager_name": "objects"},
        ),
        migrations.AddField("enforcement", "digest", models.CharField("内容摘要", max_length=64, default=""), False),
        migrations.RunPython(fill_digests, migrations.RunPython.noop),
        migrations.AlterField(
            "enforcement", "digest", models.CharField("内容摘要", max_length=64, db_index=True)
        ),
        migrations.AddField(
            "enforcement", "withdrawn_at", models.DateTimeField("撤回时间", null=True, blank=True)
        ),
        migrations.AddField(
            "enforcement", "withdrawn_reason", models.CharField("撤回理由", max_length=200, blank=True, default=""), False
        ),
        migrations.RemoveConstraint("enforcement", "one_regime_begins_on_a_day"),
        migrations.AddConstraint(
            "enforcement",
            models.UniqueConstraint(
                fields=["in_force_from"],
                condition=models.Q(("withdrawn_at__isnull", True)),
                name="one_regime_begins_on_a_day",
            ),
        ),
    ]
