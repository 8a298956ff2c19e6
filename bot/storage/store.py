"""The store: a conversation's session and turns, saved together with the replies they gave."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.dialogue.record import session_from_json, session_to_json
from bot.dialogue.session import Session
from bot.messages import Message, Reply
from bot.storage.backlog import Backlog
from bot.storage.copies import Copies
from bot.storage.database import open_database, reading, writing
from bot.storage.inbox import Inbox, finish_update
from bot.storage.keeping import Keeping, forget
from bot.storage.locks import Locks, open_locks
from bot.storage.outbox import Outbox, queue_replies
from bot.storage.replies import keep_reply, message_to_json, read_reply
from bot.storage.tables import sessions, turns
from calculators.facts import Fact

# The version of a conversation that was never saved.
NEW = 0
# What every turn costs is said once and not built anew for each.
_SESSION = select(sessions.c.state, sessions.c.version)
_SESSION = _SESSION.where(sessions.c.conversation == bindparam("of"))
_REPLIES = select(turns.c.replies)
_REPLIES = _REPLIES.where(turns.c.conversation == bindparam("of"), turns.c.key == bindparam("by"))
_BEGIN = insert(sessions)
_GO_ON = update(sessions)
_GO_ON = _GO_ON.where(
    sessions.c.conversation == bindparam("of"), sessions.c.version == bindparam("was")
)
_TURN = insert(turns)


class StaleSessionError(Exception):
    """The session was saved by somebody else since it was loaded: load it anew and repeat."""


class Store:
    """The database behind every channel; safe to use from several threads and processes.

    `url` is a database URL (`sqlite:///huiqi.db`), `facts` the facts a session may hold, `clock`
    gives the time with its zone. `inbox` and `outbox` are the queues of the channels,
    `backlog` tells how they stand.
    """

    def __init__(self, url: str, facts: Mapping[str, Fact], clock: Callable[[], datetime]) -> None:
        self._engine = open_database(url)
        self._reader = reading(self._engine)
        self._facts = facts
        self._clock = clock
        self.inbox = Inbox(self._engine, clock)
        self.outbox = Outbox(self._engine, clock)
        self.copies = Copies(self._engine, clock)
        self.backlog = Backlog(self._engine, clock)
        self.keeping = Keeping(self._engine, clock)

    def load(self, conversation: str) -> tuple[Session, int] | None:
        """The session and its version; None for a conversation that was never saved."""
        with self._reader.connect() as connection:
            row = connection.execute(_SESSION, {"of": conversation}).first()
        return None if row is None else (session_from_json(row.state, self._facts), row.version)

    def replies_of(self, conversation: str, key: str) -> tuple[Reply, ...] | None:
        """The replies to a message that was handled before; None when it was not."""
        given = {"of": conversation, "by": key}
        with self._reader.connect() as connection:
            kept = connection.execute(_REPLIES, given).scalar_one_or_none()
            return None if kept is None else tuple(read_reply(connection, each) for each in kept)

    def last_question(self, conversation: str) -> str | None:
        """The key of the last turn that offered choices."""
        keys = select(turns.c.key).where(turns.c.conversation == conversation)
        last = keys.where(turns.c.offers_choices).order_by(turns.c.id.desc()).limit(1)
        with self._reader.connect() as connection:
            return connection.execute(last).scalar_one_or_none()

    def choice_after(self, conversation: str, key: str) -> str | None:
        """The choice that was made in the turn after turn `key`; None for none."""
        own = select(turns.c.id).where(turns.c.conversation == conversation, turns.c.key == key)
        later = select(turns.c.message).where(turns.c.conversation == conversation)
        later = later.where(turns.c.id > own.scalar_subquery()).order_by(turns.c.id).limit(1)
        with self._reader.connect() as connection:
            message = connection.execute(later).scalar_one_or_none()
        return None if message is None else message["choice"]

    def save_turn(
        self,
        session: Session,
        version: int,
        message: Message,
        replies: Sequence[Reply],
        *,
        deliver: bool = True,
        case: tuple[Session, int] | None = None,
        afresh: bool = False,
    ) -> None:
        """Save the session, the turn and the replies to be sent, all or nothing.

        `version` is the one that came with `load`, or `NEW`. Without `deliver` the caller shows the
        replies itself. `case` is a case of this conversation to be saved with it; `afresh` first
        deletes everything that was kept of the conversation up to this message. Raises
        `StaleSessionError` when the session was saved since, or the message handled by somebody
        else.
        """
        now = self._clock()
        try:
            with writing(self._engine) as connection:
                if afresh:
                    forget(connection, session.conversation, up_to=message.key)
                self._save_session(connection, session, NEW if afresh else version, now)
                if case is not None:
                    self._save_session(connection, *case, now)
                kept = [keep_reply(connection, session.conversation, r, now) for r in replies]
                _save_turn(connection, session.conversation, message, kept)
                if deliver:
                    finish_update(connection, session.conversation, message.key)
                    queue_replies(connection, session.conversation, message.key, kept)
        except IntegrityError:
            raise StaleSessionError(session.conversation) from None

    def forget(self, conversation: str) -> None:
        """Delete everything that is kept of a conversation, sent or not."""
        with writing(self._engine) as connection:
            forget(connection, conversation)

    @cached_property
    def locks(self) -> Locks:
        """The locks that all processes on this database share."""
        return open_locks(self._engine)

    def close(self) -> None:
        """Close the connections, and let go of the locks."""
        if "locks" in self.__dict__:
            self.locks.close()
        self._engine.dispose()

    def _save_session(
        self, connection: Connection, session: Session, version: int, now: datetime
    ) -> None:
        values = {
            "state": session_to_json(session, self._facts),
            "version": version + 1,
            "updated_at": now,
        }
        if version == NEW:
            connection.execute(_BEGIN, {"conversation": session.conversation, **values})
            return
        same = {"of": session.conversation, "was": version}
        if connection.execute(_GO_ON, {**same, **values}).rowcount != 1:
            raise StaleSessionError(session.conversation)


def _save_turn(
    connection: Connection, conversation: str, message: Message, kept: Sequence[dict[str, Any]]
) -> None:
    row = {
        "conversation": conversation,
        "key": message.key,
        "message": message_to_json(message),
        "at": message.at,
        "replies": list(kept),
        "offers_choices": any(reply["choices"] for reply in kept),
    }
    connection.execute(_TURN, row)
