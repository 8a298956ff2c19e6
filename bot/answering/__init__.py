"""A question becomes an answer: the right clauses, quoted verbatim, or a plain refusal."""

from bot.answering.answer import Answer, Choice, Citation, Computed, Context, to_json
from bot.answering.extract import Assess, answer

__all__ = ["Answer", "Assess", "Choice", "Citation", "Computed", "Context", "answer", "to_json"]
