"""Asks a language model to write an answer, with search and calculators as its tools."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool

from bot.answering.writing import Brief
from bot.measuring import MODEL_ERRORS
from bot.model.deadline import within
from knowledge.clauses import Policy, UnknownClauseError
from knowledge.retriever import Retriever

_log = logging.getLogger(__name__)
_STEPS = 9  # of the agent: four calls of tools and the answer
_TOKENS = 700
_HITS = 3


@dataclass(frozen=True)
class ModelWriter:
    """A `Writer` that asks a model by its `init_chat_model` name; the first use loads the library."""

    name: str
    tools: Sequence[BaseTool]
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    seconds: float = 10

    def write(self, brief: Brief, told: str) -> str | None:
        """What the model writes; none when it fails, refuses, is late or goes round in circles."""
        try:
            return within(self.seconds, lambda: self._ask(brief, told))
        except Exception as error:  # noqa: BLE001 - the outside: caught once, and the extract answers
            MODEL_ERRORS.labels(type(error).__name__).inc()
            # No words of the person in the log: only what kind of fault it was.
            _log.warning("the model wrote nothing: %s", type(error).__name__)
            return None

    def _ask(self, brief: Brief, told: str) -> str | None:
        from langchain.agents import create_agent

        agent: Any = create_agent(self._model, list(self.tools), system_prompt=told)
        asked = json.dumps({"question": brief.question}, ensure_ascii=False)
        given = agent.invoke({"messages": [("human", asked)]}, {"recursion_limit": _STEPS})
        return str(given["messages"][-1].text).strip() or None

    @cached_property
    def _model(self) -> Any:
        from langchain.chat_models import init_chat_model

        given: dict[str, Any] = {
            "temperature": 0,
            "timeout": self.seconds,
            "max_retries": 0,
            "max_tokens": _TOKENS,
        }
        if self.base_url:  # a server of one's own often wants no key, the library always does
            given |= {"base_url": self.base_url, "api_key": self.api_key or "none"}
        elif self.api_key:
            given |= {"api_key": self.api_key}
        return init_chat_model(self.name, **given)


def clause_tools(policy: Policy, retriever: Retriever) -> tuple[BaseTool, ...]:
    """Search and reading of clauses; both give only the policy's own words."""

    def search_clauses(query: str) -> str:
        """Find the clauses that speak of something, best first, each with its id."""
        found = retriever.search(query, _HITS)
        clauses = (policy.clause(key) for hit in found for key in _clauses_of(policy, hit.measure))
        return "\n".join(f"{clause.id}: {clause.text}" for clause in clauses)

    def read_clause(clause_id: str) -> str:
        """Read one clause by its id, such as M06-2."""
        try:
            return policy.clause(clause_id).text
        except UnknownClauseError:
            return f"there is no clause {clause_id[:20]}"

    return (
        StructuredTool.from_function(search_clauses),
        StructuredTool.from_function(read_clause),
    )


def _clauses_of(policy: Policy, measure: int) -> tuple[str, ...]:
    return policy.measure(measure).lead_clauses
