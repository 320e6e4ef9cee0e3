"""A server of `hustings explore` for tests: started, asked over plain sockets, and ended."""

import json
import pathlib
import socket
import subprocess
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Reply:
    """What came back: status, headers (lower case, the last of a name), body."""

    def __init__(self, raw):
        head, _, body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1]) if lines[0] else 0
        self.headers = {name.lower(): value.strip()
                        for name, _, value in (line.partition(":") for line in lines[1:])}
        if self.headers.get("transfer-encoding") == "chunked":
            body = joined(body)
        self.body = body

    def json(self):
        return json.loads(self.body)

    def lines(self):
        return [json.loads(line) for line in self.body.splitlines()]


def joined(chunks):
    """Puts the chunks of a body together."""
    body = b""
    while chunks:
        size, _, chunks = chunks.partition(b"\r\n")
        if int(size or b"0", 16) == 0:
            return body
        body += chunks[:int(size, 16)]
        chunks = chunks[int(size, 16) + 2:]
    return body


class Server:
    """hustings explore ARGUMENTS, from its first line to its end."""

    def __init__(self, program, *arguments):
        self.process = subprocess.Popen([program, "explore", *map(str, arguments)], text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.first_line = self.process.stdout.readline()
        address = urllib.parse.urlsplit(self.first_line.strip())
        self.port = address.port
        self.token = address.fragment.removeprefix("token=")
        self.turn = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=120)

    def send(self, raw):
        """Sends bytes as they are; returns the reply, all of it."""
        with self.connect() as line:
            try:
                line.sendall(raw)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it may have answered before all was sent
            parts = []
            try:
                while part := line.recv(65536):
                    parts.append(part)
            except ConnectionResetError:
                pass
            return Reply(b"".join(parts))

    def raw(self, method, path, body=b"", **headers):
        """A request as bytes; headers are those of a page that has the token, but for those given
        (None = left out)."""
        usual = {"Host": f"127.0.0.1:{self.port}", "X-Hustings-Token": self.token,
                 "Content-Length": str(len(body)) if method == "POST" else None}
        usual.update({name.replace("_", "-"): value for name, value in headers.items()})
        lines = [f"{name}: {value}" for name, value in usual.items() if value is not None]
        return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode("latin-1") + body

    def get(self, path, **headers):
        return self.send(self.raw("GET", path, **headers))

    def post(self, path, text="", **parameters):
        """A question of the page `test`, with a turn of its own."""
        self.turn += 1
        query = urllib.parse.urlencode({"page": "test", "turn": self.turn, **parameters})
        return self.send(self.raw("POST", f"{path}?{query}", text.encode()))

    def memory_kib(self):
        """How much memory it has at the moment."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])

    def end(self, sent):
        """Sends a signal; returns exit code, and what was printed after the first line."""
        self.process.send_signal(sent)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err
