"""The other side for tests: real servers of the web and of mail, each in a thread, that keep what came."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

OK = json.dumps({"errcode": 0, "errmsg": "ok"})


class Gateway:
    """What came, and what is answered: `answers` one after the other, then OK."""

    def __init__(self):
        self.came: list[dict] = []
        self.answers: list = []
        self.lock = threading.Lock()
        self.wait = threading.Event()
        self.wait.set()
        self.address = ""

    def bodies(self) -> list:
        return [each["body"] for each in self.came]

    def texts(self) -> list[str]:
        return [json.loads(each)["text"]["content"] for each in self.bodies()]


class _Web(BaseHTTPRequestHandler):
    def _answer(self):
        side: Gateway = self.server.side
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        parts = urlsplit(self.path)
        with side.lock:
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            side.came.append({"path": parts.path, "query": query, "body": body, "headers": dict(self.headers)})
            status, text, more = side.answers.pop(0) if side.answers else (200, OK, {})
        side.wait.wait(20)
        if status == 0:
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    do_POST = do_GET = _answer

    def log_message(self, *_):
        pass


@contextmanager
def gateway() -> Iterator[Gateway]:
    """A server of the web at `address`."""
    side, server = Gateway(), ThreadingHTTPServer(("127.0.0.1", 0), _Web)
    server.side, server.daemon_threads = side, True
    side.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield side
    finally:
        side.wait.set()
        server.shutdown()
        server.server_close()


class _Mail(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 test")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "DATA":
                self.say("354 go on")
                self.server.letters.append(self.letter())
                self.say("250 taken")
            elif word == "RCPT" and self.server.refuses in line:
                self.say("550 no such mailbox")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def letter(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        return "".join(lines)

    def say(self, text: str):
        self.wfile.write(f"{text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    letters: list[str]
    refuses = "nobody@"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server of mail on a free port."""
    with MailServer(("127.0.0.1", 0), _Mail) as server:
        server.letters = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
