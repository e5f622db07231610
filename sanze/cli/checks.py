"""What `sanze doctor` looks at: each check tells how things are, and what to do where they are not well."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import typst
from django.conf import settings
from django.db import connection

from sanze.cli.migrate import unapplied
from sanze.foundation.acts.models import Act, Lane
from sanze.foundation.acts.seal import seal_of
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.database import embedded
from sanze.foundation.jobs.queries import failures, waiting, worker_alive
from sanze.foundation.moment import now

NEEDED_SPACE = 2 * 2**30  # bytes
TIGHT_SPACE = 10 * 2**30
SECONDS_OFF = 2
SEALS_LOOKED_AT = 500
CHINESE_FAMILIES = ("cjk sc", "cjksc", "source han", "simsun", "fangsong", "songti", "wenquanyi", "pingfang")


class Mark(StrEnum):
    WELL = "✓"
    HINT = "!"
    WRONG = "✗"


@dataclass(frozen=True)
class Finding:
    """One look at one thing. `advice` says what to do; empty where all is well."""

    mark: Mark
    about: str
    sentence: str
    advice: str = ""


Check = Callable[[], Iterator[Finding]]


def database() -> Iterator[Finding]:
    found = embedded.status()
    kind = "外部数据库" if found.external else f"内置数据库（{found.folder}）"
    yield Finding(Mark.WELL, "数据库", f"{kind}，PostgreSQL {found.version}")
    yield _order_of_codes()


def _order_of_codes() -> Finding:
    """Ranges of division codes need ':' to sort after '9', as bytes do and some languages' collations do not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT '140581' < '14058:' AND '14058:' < '140590'")
        (by_bytes,) = cursor.fetchone()
    if by_bytes:
        return Finding(Mark.WELL, "编码排序", "按字节，辖区编码的范围查询有效")
    advice = "用 LC_COLLATE 'C' 新建数据库后恢复备份"
    return Finding(Mark.WRONG, "编码排序", "数据库的排序规则会漏掉辖区内的记录", advice)


def migrations() -> Iterator[Finding]:
    left = len(unapplied())
    if left:
        yield Finding(Mark.WRONG, "数据库结构", f"还有 {left} 步更新没有做", "运行 sanze migrate")
    else:
        yield Finding(Mark.WELL, "数据库结构", "是最新的")


def worker() -> Iterator[Finding]:
    if worker_alive(90):
        yield Finding(Mark.WELL, "后台任务", f"在运行，排队 {waiting()} 项")
    elif _platform_runs():
        yield Finding(Mark.WRONG, "后台任务", "90 秒内没有动静", "运行 sanze worker，或用 sanze serve 一并启动")
    else:
        yield Finding(Mark.HINT, "后台任务", "平台没有在运行", "运行 sanze serve")
    failed = len(failures(100))
    if failed:
        yield Finding(Mark.HINT, "后台任务", f"最近有 {failed} 次运行出错", "在「后台任务」页查看原因")


def disk() -> Iterator[Finding]:
    places = {"证据": Path(settings.SANZE_EVIDENCE)}
    if folder := embedded.status().folder:
        places["数据库"] = folder
    for name, place in places.items():
        free = shutil.disk_usage(_existing(place)).free
        told = f"{name}所在磁盘剩余 {free / 2**30:.1f} GB"
        if free < NEEDED_SPACE:
            yield Finding(Mark.WRONG, "磁盘", told, "不足 2 GB，请尽快清理或扩容；写满后平台不能保存")
        elif free < TIGHT_SPACE:
            yield Finding(Mark.HINT, "磁盘", told, "不足 10 GB，请安排扩容")
        else:
            yield Finding(Mark.WELL, "磁盘", told)


def clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there = cursor.fetchone()[0]
    off = (now() - there).total_seconds()
    newest = Act.objects.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    if abs(off) > SECONDS_OFF:
        yield Finding(Mark.WRONG, "时钟", f"本机与数据库相差 {off:.0f} 秒", "在两台机器上启用时间同步（chrony）")
    elif newest and (newest - now()).total_seconds() > SECONDS_OFF:
        told = f"现在早于最后一条行为记录（{newest.astimezone():%Y-%m-%d %H:%M}）"
        yield Finding(Mark.WRONG, "时钟", told, "校准本机时间后再启动平台")
    else:
        yield Finding(Mark.WELL, "时钟", f"{now().astimezone():%Y-%m-%d %H:%M:%S}，与数据库一致")


def seals() -> Iterator[Finding]:
    """The newest acts and the ends of all lanes; the whole is for `sanze seals verify`."""
    newest = Act.objects.order_by("-pk")[:SEALS_LOOKED_AT]
    bad = sum(seal_of(act, _seal_before(act)) != act.seal for act in newest)
    bad += sum(not _ends_well(lane) for lane in Lane.objects.exclude(number=0))
    if bad:
        yield Finding(Mark.WRONG, "印记", f"发现 {bad} 处不符", "运行 sanze seals verify 查明，并保留现场")
    else:
        yield Finding(Mark.WELL, "印记", f"最近 {min(Act.objects.count(), SEALS_LOOKED_AT)} 条行为记录与各卷卷尾相符")


def configuration() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding(Mark.WRONG, "设置", "调试开关 SANZE_DEBUG 开着", "正式使用时去掉 SANZE_DEBUG")
    if len(settings.SECRET_KEY) < 40:
        yield Finding(Mark.WRONG, "设置", "SANZE_SECRET_KEY 太短", "去掉它，由平台自行生成，或换成 50 个以上的随机字符")
    keys = Path(settings.SANZE_KEYS)
    open_keys = [path.name for path in keys.glob("*") if path.is_file() and path.stat().st_mode & 0o077]
    if open_keys or (keys.exists() and keys.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        yield Finding(Mark.WRONG, "设置", f"密钥目录 {keys} 别人可读", f"运行 chmod -R go= {keys}")
    if not settings.SESSION_COOKIE_SECURE:
        yield Finding(Mark.HINT, "设置", "没有启用 HTTPS", "对外提供服务时由反向代理提供 HTTPS，并设 SANZE_HTTPS=1")
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(Mark.HINT, "设置", "接受任何主机名", "对外提供服务时把 SANZE_HOSTS 设为平台的主机名")
    if not settings.SANZE_ADDRESS:
        yield Finding(Mark.HINT, "设置", "没有设置平台网址", "文书上的核验码需要它：设 SANZE_ADDRESS")
    yield Finding(Mark.WELL, "设置", f"印记算法 {settings.SANZE_SEAL_DIGEST}，密钥在 {keys}")


def fonts() -> Iterator[Finding]:
    families = [name for name in typst.Fonts().families() if any(word in name.lower() for word in CHINESE_FAMILIES)]
    if families:
        yield Finding(Mark.WELL, "字体", families[0])
    else:
        yield Finding(Mark.WRONG, "字体", "没有中文字体，PDF 文书会缺字", "安装 fonts-noto-cjk 或单位自有的字体")


def holidays() -> Iterator[Finding]:
    year = now().astimezone().year
    for each, mark in ((year, Mark.WRONG), (year + 1, Mark.HINT)):
        if calendar().certain(each):
            yield Finding(Mark.WELL, "工作日", f"{each} 年的放假安排已有")
        else:
            told = f"{each} 年的放假安排还没有，按周末推算"
            yield Finding(mark, "工作日", told, f"国务院公布后在「工作日历」录入 {each} 年")


def _platform_runs() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return cursor.fetchone()[0] > 0


def _existing(place: Path) -> Path:
    return next(step for step in (place, *place.parents) if os.path.exists(step))


def _seal_before(act: Act) -> str:
    before = Act.objects.filter(lane=act.lane, number=act.number - 1).values_list("seal", flat=True).first()
    return before or ""


def _ends_well(lane: Lane) -> bool:
    return Act.objects.filter(lane=lane.pk, number=lane.number, seal=lane.seal).exists()


OF_THE_SURROUNDINGS: dict[str, Check] = {"数据库": database, "磁盘": disk, "设置": configuration, "字体": fonts}
OF_THE_TABLES: dict[str, Check] = {"后台任务": worker, "时钟": clock, "印记": seals, "工作日": holidays}
