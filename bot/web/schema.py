"""The API as OpenAPI 3.1, made from the facts themselves, so that it cannot fall behind them."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any, TypeAlias

from calculators.facts import DECIMALS, Fact, Kind
from calculators.intake import expected, to_json

Schema: TypeAlias = dict[str, Any]

LONGEST_QUESTION = 2_000
MOST_OBJECTS = 50  # of one list: a summary shows each of them line by line
_STATUSES = ("eligible", "ineligible", "undetermined", "no_amount")
_PLAIN = r"^[+-]?\d+(\.\d+)?$"
_FAILURES = {
    400: "what was given cannot be used",
    413: "the body is larger than 65536 bytes",
    415: "the body is not JSON",
    429: "too many requests from this address; wait a minute",
}


def describe(
    facts: Mapping[str, Fact], list_keys: Mapping[str, Sequence[str]], forms: Sequence[str]
) -> Schema:
    """The description of all calls."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Huiqi",
            "version": version("huiqi"),
            "description": "What 厦府办规〔2023〕10号 gives an enterprise. Nothing sent is kept.",
        },
        "paths": {
            "/api/assess": {"post": _assess()},
            "/api/ask": {"post": _ask()},
            "/api/draft": {"post": _draft(forms)},
        },
        "components": {
            "schemas": {
                "Facts": _facts(facts, list_keys),
                "FactsOfOne": _object({"id": _ID, "facts": _ref("Facts")}, required=("facts",)),
                "Question": _object({"id": _ID, "q": _QUESTION}, required=("q",)),
                "Assessment": _ASSESSMENT,
                "Answer": _ANSWER,
                "Error": _object({"error": {"type": "string"}}, required=("error",)),
            }
        },
    }


def _assess() -> Schema:
    given = {"anyOf": [_ref("FactsOfOne"), _ref("Facts")]}
    good = {"application/json": {"schema": _ref("Assessment")}}
    return _call("assess", "Assess every measure for a set of facts", given, good, (_LANG, _DAY))


def _ask() -> Schema:
    good = {"application/json": {"schema": _ref("Answer")}}
    return _call("ask", "Answer a question from the clauses", _ref("Question"), good, (_LANG, _DAY))


def _draft(forms: Sequence[str]) -> Schema:
    given = {"anyOf": [_ref("FactsOfOne"), _ref("Facts")]}
    form = _query("format", {"type": "string", "enum": [*forms], "default": "pdf"})
    good: Schema = {"*/*": {}}
    said = "Draft the eligibility summary as a file"
    return _call("draft", said, given, good, (form, _LANG, _DAY))


def _call(
    name: str, summary: str, given: Schema, good: Schema, parameters: Sequence[Schema]
) -> Schema:
    error = {"application/json": {"schema": _ref("Error")}}
    failures = {
        str(status): {"description": said, "content": error} for status, said in _FAILURES.items()
    }
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [*parameters],
        "requestBody": {"required": True, "content": {"application/json": {"schema": given}}},
        "responses": {"200": {"description": summary, "content": good}, **failures},
    }


def _facts(facts: Mapping[str, Fact], list_keys: Mapping[str, Sequence[str]]) -> Schema:
    flat = {key: _fact(fact) for key, fact in facts.items()}
    lists = {
        name: {
            "type": ["array", "null"],
            "items": _object({key: flat[key] for key in keys}),
            "maxItems": MOST_OBJECTS,
        }
        for name, keys in list_keys.items()
    }
    return _object({"id": _ID, **flat, **lists}) | {"description": "null or absent = unknown"}


def _fact(fact: Fact) -> Schema:
    said = {"title": fact.term.zh, "description": f"{fact.term.en}: {expected(fact)}"}
    return said | {"anyOf": [*_values(fact), {"type": "null"}]}


def _values(fact: Fact) -> list[Schema]:
    match fact.kind:
        case Kind.FLAG:
            return [{"type": "boolean"}]
        case Kind.CHOICE:
            return [{"enum": [*fact.options]}]
        case Kind.CHOICES:
            return [{"type": "array", "items": {"enum": [*fact.options]}}]
        case Kind.DATE:
            return [{"type": "string", "format": "date"}]
        case Kind.TEXT:
            return [{"type": "string", "pattern": r"\S", "maxLength": fact.highest}]
        case _:
            number = _number(fact)
            ends = {"min": {"anyOf": number}, "max": {"anyOf": number}}
            return [*number, _object(ends) | {"minProperties": 1}]


def _number(fact: Fact) -> list[Schema]:
    low, high = (float(str(to_json(fact, end))) for end in (fact.lowest, fact.highest))
    whole = DECIMALS[fact.kind] == 0
    kind = {"type": "integer" if whole else "number", "minimum": low, "maximum": high}
    return [kind, {"type": "string", "pattern": _PLAIN, "maxLength": 40}]


def _object(properties: Mapping[str, Any], required: Sequence[str] = ()) -> Schema:
    needed = {"required": [*required]} if required else {}
    return {
        "type": "object",
        "properties": {**properties},
        "additionalProperties": False,
        **needed,
    }


def _query(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_ID: Schema = {"description": "comes back as it was sent"}
_TEXT: Schema = {"type": "string"}
_YUAN: Schema = {"type": "string", "pattern": r"^\d+\.\d{2}$"}
_RANGE: Schema = {"type": "array", "items": _YUAN, "minItems": 2, "maxItems": 2}
_QUESTION: Schema = {"type": "string", "pattern": r"\S", "maxLength": LONGEST_QUESTION}
_LANG = _query("lang", {"type": "string", "enum": ["zh", "en"]})
_DAY = _query("as_of", {"type": "string", "format": "date"})
_MEASURE: Schema = {
    "type": "object",
    "properties": {
        "measure": {"type": "integer", "minimum": 1, "maximum": 19},
        "title": _TEXT,
        "status": {"enum": [*_STATUSES]},
        "amount_yuan": {"anyOf": [_YUAN, {"type": "null"}]},
        "range_yuan": {"anyOf": [_RANGE, {"type": "null"}]},
        "kind": {"enum": ["grant", "loan", "none"]},
        "missing": {"type": "array", "items": _TEXT},
        "components": {"type": "array"},
        "alternatives": {"type": "array"},
        "near_misses": {"type": "array"},
        "citations": {"type": "array"},
        "bureaus": {"type": "array", "items": _TEXT},
    },
    "required": ["measure", "title", "status", "amount_yuan", "range_yuan", "kind", "missing"],
}
_ASSESSMENT: Schema = {
    "type": "object",
    "properties": {
        "id": _ID,
        "policy": _TEXT,
        "as_of": {"type": "string", "format": "date"},
        "in_force": {"type": "boolean"},
        "notice": {"type": ["string", "null"]},
        "measures": {"type": "array", "items": _MEASURE, "minItems": 19, "maxItems": 19},
        "grants_range_yuan": _RANGE,
        "loan_principal_range_yuan": _RANGE,
        "next_question": {"type": ["object", "null"]},
    },
    "required": ["policy", "as_of", "in_force", "notice", "measures", "grants_range_yuan"],
}
_ANSWER: Schema = {
    "type": "object",
    "properties": {
        "id": _ID,
        "q": _TEXT,
        "in_scope": {"type": "boolean"},
        "answer": _TEXT,
        "measures": {"type": "array", "items": {"type": "integer"}},
        "citations": {"type": "array"},
        "bureaus": {"type": "array", "items": _TEXT},
        "notice": {"type": ["string", "null"]},
        "answered_by": {"enum": ["extract", "model"]},
    },
    "required": ["q", "in_scope", "answer", "measures", "citations", "bureaus", "notice"],
}
