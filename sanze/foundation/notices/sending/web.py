"""One request to another machine: nothing is followed, nothing waits long, and it is known whether it was handed over.

`http.client` and no higher library, because only with the steps apart can a request that never left be told from one
that was not answered. Sentences about failures name the host and never the address, which holds a key.
"""

import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from sanze.foundation.notices.sending.outcome import NotTaken, Unsure

SECONDS = 10
MOST_BYTES = 64 * 1024
# A gate in front of the other side answers so when the other side is silent: it may have got the request.
OF_A_GATE = (502, 504)


@dataclass(frozen=True)
class Answer:
    status: int
    text: str


def address_fault(url: str) -> str:
    """What is wrong with an address, as a sentence; empty if nothing."""
    try:
        parts = urlsplit(url)
        port_fits = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        return "地址写得不对"
    if parts.scheme not in ("http", "https"):
        return "地址须以 http:// 或 https:// 开头"
    if not parts.hostname or not port_fits or any(each.isspace() for each in url):
        return "地址里没有主机名，或者含有空格"
    if parts.username or parts.password:
        return "地址里不能写用户名和密码，请用请求头"
    return ""


def ask(url: str, *, method: str, body: bytes | None, headers: dict[str, str]) -> Answer:
    """Send one request and give its answer with a status below 300. Raises NotTaken, Unsure."""
    if fault := address_fault(url):
        raise NotTaken(fault, again=False)
    parts = urlsplit(url)
    connection = _reached(parts)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body=body, headers=headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.read(MOST_BYTES).decode(errors="replace"))
    except TimeoutError:
        raise Unsure(f"{parts.hostname} 在 {SECONDS} 秒内没有应答") from None
    except (OSError, HTTPException):
        raise Unsure(f"与 {parts.hostname} 的连接中断，没有收到应答") from None
    except ValueError:
        raise NotTaken("地址或请求头里有不能发送的字符", again=False) from None
    finally:
        connection.close()
    return _judged(answer, parts.hostname or "")


def _reached(parts: SplitResult) -> HTTPConnection:
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=SECONDS)
    try:
        connection.connect()
    except socket.gaierror:
        raise NotTaken(f"找不到主机 {parts.hostname}，请核对地址", again=True) from None
    except ssl.SSLError:
        raise NotTaken(f"{parts.hostname} 的证书不可信", again=False) from None
    except TimeoutError:
        raise NotTaken(f"{SECONDS} 秒内连不上 {parts.hostname}", again=True) from None
    except (OSError, UnicodeError):
        raise NotTaken(f"连不上 {parts.hostname}，请核对地址和网络", again=True) from None
    return connection


def _judged(answer: Answer, host: str) -> Answer:
    if answer.status < 300:
        return answer
    if answer.status < 400:
        raise NotTaken(f"{host} 要求转到别的地址（状态 {answer.status}），没有跟随，请核对地址", again=False)
    if answer.status in OF_A_GATE:
        raise Unsure(f"{host} 应答状态 {answer.status}，不能确定是否收到")
    again = answer.status == 429 or answer.status >= 500
    raise NotTaken(f"{host} 没有接受，应答状态 {answer.status}", again=again)
