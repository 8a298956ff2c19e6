"""An OpenAI-compatible server on loopback that answers as it is told to, also badly: for every test of a model."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends: a status, a body, after some seconds, all at once or drop by drop."""

    body: bytes
    status: int = 200
    after: float = 0
    drop: float = 0


def saying(text: str | None) -> Answer:
    """A message of plain text; none is an empty one."""
    return _message({"role": "assistant", "content": text})


def refusing(text: str) -> Answer:
    """A refusal, as the protocol has it."""
    return _message({"role": "assistant", "content": None, "refusal": text})


def calling(name: str, arguments: object) -> Answer:
    """A call of a function with an object, or with any text, as its arguments."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": text}}
    return _message({"role": "assistant", "content": None, "tool_calls": [call]})


def failing(status: int = 500) -> Answer:
    """An error of the server."""
    return Answer(b'{"error": {"message": "out of order", "type": "server_error"}}', status)


def raw(body: bytes) -> Answer:
    """Any bytes at all."""
    return Answer(body)


def late(answer: Answer, seconds: float) -> Answer:
    """The same answer after a while."""
    return Answer(answer.body, answer.status, after=seconds)


def dripping(answer: Answer, seconds: float) -> Answer:
    """The same answer, a byte every so many seconds."""
    return Answer(answer.body, answer.status, drop=seconds)


def _message(message: dict[str, Any]) -> Answer:
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "fake",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    return Answer(json.dumps(body, ensure_ascii=False).encode())


@dataclass(slots=True)
class ModelServer:
    """A running server: its address, what it answers next, and what it was asked."""

    base_url: str
    answer: Answer | Callable[[dict[str, Any]], Answer]
    asked: list[dict[str, Any]] = field(default_factory=list)

    def reply_to(self, request: dict[str, Any]) -> Answer:
        self.asked.append(request)
        return self.answer(request) if callable(self.answer) else self.answer


@contextmanager
def model_server(answer: Answer | Callable[[dict[str, Any]], Answer]) -> Iterator[ModelServer]:
    """A server for as long as the block lasts."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    http.daemon_threads = True
    server = ModelServer(f"http://127.0.0.1:{http.server_port}/v1", answer)
    http.model = server  # type: ignore[attr-defined]
    Thread(target=http.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        request = json.loads(self.rfile.read(size))
        answer = self.server.model.reply_to(request)  # type: ignore[attr-defined]
        try:
            self._send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return  # whoever asked has gone

    def _send(self, answer: Answer) -> None:
        time.sleep(answer.after)
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        step = 1 if answer.drop else max(1, len(answer.body))
        for at in range(0, len(answer.body), step):
            self.wfile.write(answer.body[at : at + step])
            self.wfile.flush()
            time.sleep(answer.drop)

    def log_message(self, *_: object) -> None:
        """Nothing: the test says what it looks at."""
