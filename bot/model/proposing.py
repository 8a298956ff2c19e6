"""Asks a language model which facts a message states; whatever goes wrong, it proposes nothing."""

import json
import logging
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from bot.measuring import MODEL_ERRORS
from bot.model.deadline import within
from bot.understanding.proposing import Intent, Proposal, ProposedFact, terms
from prompts import Lang, render

_log = logging.getLogger(__name__)
_MOST = 20  # facts; no message of a person states more


class StatedFact(BaseModel):
    """One fact that the message states."""

    key: str = Field(description="the key of the fact")
    value: Any = Field(description="the value: yuan or percent as a decimal string, true, false, …")
    words: str = Field(description="the part of the message that states it, verbatim")


class Understood(BaseModel):
    """What the message states and what it wants."""

    facts: list[StatedFact] = Field(default=[], max_length=_MOST)
    unknown: list[str] = Field(default=[], max_length=_MOST)
    asks: bool = False
    intent: Intent | None = None


@dataclass(frozen=True)
class ModelProposer:
    """A `Proposer` that asks a model by its `init_chat_model` name; the first use loads the library."""

    name: str
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    seconds: float = 10

    def propose(self, text: str, asked: str | None, today: date) -> Proposal | None:
        """What the model reads in the message; none when it fails, refuses or talks nonsense."""
        try:
            model = self._model
            told = _messages(text, asked, today)
            answer = within(self.seconds, lambda: model.invoke(told))
            return _proposal(answer)
        except Exception as error:  # noqa: BLE001 - the outside: caught once, and the rules go on
            MODEL_ERRORS.labels(type(error).__name__).inc()
            # No words of the person in the log: only what kind of fault it was.
            _log.warning("the model proposed nothing: %s", type(error).__name__)
            return None

    @cached_property
    def _model(self) -> Any:
        from langchain.chat_models import init_chat_model

        given: dict[str, Any] = {"temperature": 0, "timeout": self.seconds, "max_retries": 0}
        if self.base_url:  # a server of one's own often wants no key, the library always does
            given |= {"base_url": self.base_url, "api_key": self.api_key or "none"}
        elif self.api_key:
            given |= {"api_key": self.api_key}
        model: Any = init_chat_model(self.name, **given)
        # Function calling is what nearly every compatible server knows; the raw answer is kept
        # because some write the object into the text instead.
        return model.with_structured_output(Understood, method="function_calling", include_raw=True)


def _messages(text: str, asked: str | None, today: date) -> list[tuple[str, str]]:
    lines = "\n".join(f"{key}: {term}" for key, term in terms().items())
    lang: Lang = "en" if text.isascii() else "zh"
    told = render("model/propose", lang, facts=lines, asked=asked or "-", today=today.isoformat())
    return [("system", told), ("human", json.dumps({"message": text}, ensure_ascii=False))]


def _proposal(answer: Any) -> Proposal | None:
    found = answer.get("parsed") or _in_text(answer.get("raw"))
    if not isinstance(found, Understood):
        return None
    facts = tuple(ProposedFact(f.key, f.value, f.words) for f in found.facts)
    return Proposal(facts, tuple(found.unknown), found.asks, found.intent)


def _in_text(raw: Any) -> Understood | None:
    """The object where it was written as text, perhaps between fences."""
    content = getattr(raw, "content", "")
    begin, end = str(content).find("{"), str(content).rfind("}")
    if begin < 0 or end < begin:
        return None
    try:
        return Understood.model_validate_json(str(content)[begin : end + 1])
    except ValidationError:
        return None
