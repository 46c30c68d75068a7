"""A proxy between a reader and a server of archives: it can go away, hang, or answer by itself."""

import socket
import threading
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlsplit


class Proxy:
    """Forwards connections to a server. `mode` is pass, away, hang or a status to answer with."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._target = parts.hostname or "", parts.port or 0
        self.mode: str | int = "pass"
        self.only: str | None = None  # a mode other than pass concerns requests with this text
        self.spared: tuple[str, ...] = ()  # or requests to addresses with one of these
        self.requests: list[bytes] = []
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()
        self.cut()

    def cut(self) -> None:
        """Close every connection, as a server that goes away does."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.mode == "away":
                client.close()
                continue
            self._open.append(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        server: socket.socket | None = None
        with suppress(OSError):
            while data := client.recv(1 << 16):
                self.requests.append(data[:200])
                concerned = self._concerns(data)
                if self.mode == "hang" and concerned:
                    continue
                if isinstance(self.mode, int) and concerned:
                    self._answer(client, data, self.mode)
                    continue
                if server is None:
                    server = socket.create_connection(self._target)
                    self._open.append(server)
                    threading.Thread(target=_pump, args=(server, client), daemon=True).start()
                server.sendall(data)

    def _concerns(self, data: bytes) -> bool:
        if self.spared:
            line = data.partition(b"\r\n")[0]
            return b" HTTP/" in line and not any(one.encode() in line for one in self.spared)
        return self.only is None or self.only.encode() in data[:200]

    def _answer(self, client: socket.socket, data: bytes, status: int) -> None:
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (
                int(line[15:])
                for line in head.split(b"\r\n")
                if line[:15].lower() == b"content-length:"
            ),
            0,
        )
        while len(body) < length:
            body += client.recv(1 << 16)
        reason = HTTPStatus(status).phrase
        text = b'{"error": {"type": "busy", "reason": "made by the proxy"}}'
        answer = (
            f"HTTP/1.1 {status} {reason}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(text)}\r\n\r\n"
        )
        client.sendall(answer.encode() + text)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
        target.shutdown(socket.SHUT_RDWR)


__all__ = ["Proxy"]
