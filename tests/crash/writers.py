"""People at their telephones: each submits one patrol after the other, and sends it again until it is acknowledged."""

import http.client
import json
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from sanze.foundation.moment import SHANGHAI
from tests.crash.seeding import PREFIX

ANSWER_SECONDS = 10
PAUSE_SECONDS = 0.2


class Writer(threading.Thread):
    """One submitter. `acknowledged`: the keys to which the platform answered 200. `tries`: requests sent."""

    def __init__(self, port: int, bearer: str, party: int, stop: threading.Event):
        super().__init__(daemon=True)
        self.port, self.bearer, self.party, self.stop = port, bearer, party, stop
        self.acknowledged: list[str] = []
        self.tries = 0
        self.refused = ""

    def run(self) -> None:
        """Until told to stop; what was begun is brought to its end."""
        while not self.stop.is_set() and not self.refused:
            key = str(uuid4())
            body = _patrol(key)
            while not self._sent(key, body) and not self.refused:
                time.sleep(PAUSE_SECONDS)

    def _sent(self, key: str, body: bytes) -> bool:
        self.tries += 1
        with suppress(OSError, http.client.HTTPException):
            status, answer = self._post(key, body)
            if status == 200:
                self.acknowledged.append(key)
                return True
            if status < 500:
                self.refused = f"{status} {answer}"
        return False

    def _post(self, key: str, body: bytes) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        headers = {
            "Authorization": f"Bearer {self.bearer}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
        try:
            line.request("POST", f"/api/v1/inspections/patrol/{self.party}", body, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()


def _patrol(key: str) -> bytes:
    """A patrol that found one danger, both bearing the key in their texts."""
    end = datetime.now(SHANGHAI) - timedelta(minutes=1)
    told = {
        "started_at": (end - timedelta(minutes=20)).isoformat(),
        "ended_at": end.isoformat(),
        "findings": [{"title": "通道堵塞", "description": PREFIX + key, "item_code": "CM-07"}],
        "conclusion": PREFIX + key,
    }
    return json.dumps(told).encode()
