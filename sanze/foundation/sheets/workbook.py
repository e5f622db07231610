"""Workbooks read through a process of their own, so that none can harm the one that asks."""

import json
import pickle
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator
from typing import Any

from sanze.foundation.sheets.opening import Opening, Refusal
from sanze.foundation.sheets.refusals import UnreadableSheet

WAIT_SECONDS = 120

_BROKEN = "无法读取这个表格：内容范围异常大或文件已损坏。请把需要的行复制到新的工作表，另存为 xlsx 再上传"


def read_workbook(content: bytes, known: Collection[str]) -> tuple[Opening, list[list[Any]]]:
    """What is told of the best sheet, and its rows.

    known: headings as heading_key gives them, by which the sheet is chosen.
    Raises UnreadableSheet where the file cannot be read within its share of memory and time.
    """
    command = [sys.executable, "-m", "sanze.foundation.sheets.workbook_process", json.dumps(sorted(known))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        timer = threading.Timer(WAIT_SECONDS, process.kill)
        timer.start()
        try:
            return _converse(process, content)
        except (EOFError, pickle.UnpicklingError, BrokenPipeError):
            raise UnreadableSheet(_BROKEN) from None
        finally:
            timer.cancel()
            process.kill()


def _converse(process: subprocess.Popen, content: bytes) -> tuple[Opening, list[list[Any]]]:
    process.stdin.write(content)
    process.stdin.close()
    opening = pickle.load(process.stdout)
    if isinstance(opening, Refusal):
        raise UnreadableSheet(opening.sentence)
    return opening, [row for batch in _batches(process) for row in batch]


def _batches(process: subprocess.Popen) -> Iterator[list[list[Any]]]:
    while (batch := pickle.load(process.stdout)) is not None:
        yield batch
