"""`huiqi chat`: the interview in the terminal, for people and for pipes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from bot.app import App, Outcome
from bot.cli.lines import write_json
from bot.contract import totals
from bot.dialogue.interview import chosen_rules
from bot.intake import LARGEST, FileReader
from bot.messages import Filed, Lang, Message, Reply
from calculators.assess import assess_measure
from calculators.evaluate import box_of
from calculators.intake import profile_to_json

Style = Literal["person", "plain", "json"]
_CONVERSATION = "terminal"
_FILE = "/file"


@dataclass(frozen=True, slots=True)
class Terminal:
    """A chat over lines: `moment` gives the time of a message, `folder` takes the documents.

    Here alone a line names a file of this machine (`/file PATH`): who types it may read it.
    """

    app: App
    moment: Any
    folder: Path
    lang: Lang | None
    files: FileReader

    def run(self, style: Style) -> None:
        """Hold the conversation until the input ends."""
        with self._files_too():
            self.app.purge(self.moment())
        if style == "person":
            _show(self._send("/start"), self.folder, prompt=True)
        for line in _lines(prompt=style == "person"):
            outcome = self._send(line)
            match style:
                case "json":
                    write_json(self._as_json(line, outcome))
                case "plain":
                    _show(outcome, self.folder, prompt=False)
                    print("---", flush=True)  # noqa: T201
                case "person":
                    _show(outcome, self.folder, prompt=True)

    def _send(self, text: str) -> Outcome:
        at: datetime = self.moment()
        message = Message(_CONVERSATION, uuid4().hex, text, at, lang=self.lang)
        command, _, path = text.partition(" ")
        if command == _FILE and path.strip():
            return self.app.take(replace(message, text="", file=self._read(path.strip())))
        before = self.app.session(_CONVERSATION)
        if before is None or before.pending is None or before.pending.kind != "forget":
            return self.app.take(message)
        with self._files_too():
            return self.app.take(message)

    def _read(self, named: str) -> Filed:
        path = Path(named.strip("\"'")).expanduser()
        try:
            with path.open("rb") as file:
                return self.files.read(file.read(LARGEST + 1), path.name, patience=60)
        except OSError:
            return Filed(path.name, refusal="no_such_file")

    @contextmanager
    def _files_too(self) -> Iterator[None]:
        """Where the conversation is deleted within, its documents in the folder go as well."""
        handed = self.app.store.keeping.documents(_CONVERSATION)
        yield
        kept = self.app.store.keeping.documents(_CONVERSATION)
        for name, content in handed:
            path = self.folder / name
            # Another conversation may have written over it: that file is not this one's.
            if (name, content) not in kept and path.is_file() and path.read_bytes() == content:
                path.unlink()

    def _as_json(self, line: str, outcome: Outcome) -> dict[str, Any]:
        session = outcome.session
        box = box_of(session.profile, self.app.facts)
        chosen = chosen_rules(session, self.app.rules).values()
        return {
            "message": line,
            "replies": [_reply_to_json(reply, self.folder) for reply in outcome.replies],
            "facts": profile_to_json(session.profile, self.app.facts),
            "pending": str(session.pending) if session.pending else None,
            "estimate": totals([assess_measure(rule, box) for rule in chosen]),
            "done": session.done,
        }


def _lines(*, prompt: bool) -> Iterator[str]:
    while True:
        if prompt:
            sys.stdout.write("\n> ")
            sys.stdout.flush()
        raw = sys.stdin.buffer.readline()
        if not raw:
            return
        line = raw.decode("utf-8", "replace").strip()
        if line:
            yield line


def _reply_to_json(reply: Reply, folder: Path) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "text": reply.text,
        "choices": [{"id": choice.id, "label": choice.label} for choice in reply.choices],
        "multi": reply.multi,
        "citations": [
            {"clause": c.clause, "quote": c.quote, "document": c.document} for c in reply.citations
        ],
    }
    if reply.document is not None:
        path = _write(reply, folder)
        shown["document"] = {
            "name": reply.document.name,
            "format": reply.document.format,
            "path": str(path),
        }
    return shown


def _show(outcome: Outcome, folder: Path, *, prompt: bool) -> None:
    for reply in outcome.replies:
        parts = [reply.text]
        parts.extend(
            f"《{c.clause}》“{c.quote}”" for c in reply.citations if c.quote not in reply.text
        )
        if reply.choices:
            parts.append("  ".join(f"[{choice.label}]" for choice in reply.choices))
        if reply.document is not None:
            parts.append(str(_write(reply, folder)))
        print(("\n" if prompt else "") + "\n".join(parts), flush=True)  # noqa: T201


def _write(reply: Reply, folder: Path) -> Path:
    if reply.document is None:
        raise TypeError(reply)
    path = folder / reply.document.name
    path.write_bytes(reply.document.content)
    return path
