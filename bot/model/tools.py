"""Each measure as a LangChain tool: typed arguments and a description, both from the rule itself."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from langchain_core.tools import StructuredTool, ToolException
from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, create_model

from bot.contract import measure_to_json
from calculators.evaluate import box_of
from calculators.facts import Fact, Kind
from calculators.intake import BadFactError, read_profile
from calculators.rules import Rule
from knowledge.clauses import Lang, Policy

_OTHER = "other_same_type_award_yuan"
_UNITS: Mapping[Kind, str] = {
    Kind.YUAN: ", in yuan",
    Kind.PERCENT: ", in percent",
    Kind.DATE: ", YYYY-MM-DD",
}
_RETURNS = (
    "State only what the company said; what is left out is unknown, never zero. An amount known only"
    ' within limits is {"min": a, "max": b}. Returns status, amount_yuan, range_yuan, missing,'
    " components with their trace, alternatives, assumptions, citations and bureaus."
)


class Limits(BaseModel):
    """A quantity known only within limits, both ends included."""

    model_config = ConfigDict(extra="forbid")
    min: Decimal | None = None
    max: Decimal | None = None


def measure_tools(
    rules: Mapping[int, Rule],
    facts: Mapping[str, Fact],
    lists: Mapping[str, tuple[str, ...]],
    policy: Policy,
    lang: Lang = "zh",
) -> tuple[StructuredTool, ...]:
    """A tool for every measure; bad arguments come back as a text that says what is expected."""
    return tuple(
        StructuredTool.from_function(
            _assessing(rule, facts, lists, policy, lang),
            name=f"assess_m{number:02}",
            description=describe(rule, policy),
            args_schema=arguments_of(rule, facts, lists),
            infer_schema=False,
            handle_tool_error=_say_error,
            handle_validation_error=_say_error,
        )
        for number, rule in rules.items()
    )


def describe(rule: Rule, policy: Policy) -> str:
    """What the measure gives, in its own clauses, and what the tool returns."""
    measure = policy.measure(rule.measure)
    awards = "; ".join(f"{award.id} {award.title.en} ({award.title.zh})" for award in rule.awards)
    what = {"grant": "Grants", "loan": "Principal of a loan", "none": "No amount of its own"}
    clauses = "\n".join(f"{clause.id}: {clause.text}" for clause in measure.clauses)
    given = f"{what[rule.kind]}: {awards}." if awards else f"{what[rule.kind]}."
    title = f"{policy.number} measure {rule.measure}, {measure.title_en} ({measure.title})"
    return f"{title}. {given}\n{_RETURNS}\n{clauses}"


def arguments_of(
    rule: Rule, facts: Mapping[str, Fact], lists: Mapping[str, tuple[str, ...]]
) -> type[BaseModel]:
    """The facts that the measure speaks of, each optional: what is left out is unknown."""
    keys = dict.fromkeys((*rule.keys, "reference_date"))
    if rule.kind == "grant":
        keys[_OTHER] = None
    fields: dict[str, Any] = {key: _field(facts[key]) for key in keys}
    for name, inside in lists.items():
        if set(inside) <= keys.keys():
            item = _model(f"M{rule.measure:02}_{name}", {key: fields[key] for key in inside})
            several = Field(None, description=f"where there are several {name}, one object each")
            fields[name] = (list[item] | None, several)  # type: ignore[valid-type]
    return _model(f"M{rule.measure:02}", fields)


def _model(name: str, fields: Mapping[str, Any]) -> type[BaseModel]:
    found: type[BaseModel] = create_model(name, __config__=ConfigDict(extra="forbid"), **fields)
    return found


def _field(fact: Fact) -> tuple[Any, Any]:
    options = "; ".join(f"{key}: {words.zh}" for key, words in fact.options.items())
    said = f"{fact.term.zh} ({fact.term.en}{_UNITS.get(fact.kind, '')})"
    return _type_of(fact) | None, Field(None, description=f"{said}. {options}" if options else said)


def _type_of(fact: Fact) -> Any:
    match fact.kind:
        case Kind.FLAG:
            return StrictBool
        case Kind.CHOICE:
            return Literal[tuple(fact.options)]
        case Kind.CHOICES:
            return list[Literal[tuple(fact.options)]]  # type: ignore[misc]
        case Kind.DATE:
            return date
        case Kind.TEXT:
            return str
        case Kind.COUNT | Kind.YEAR:
            return Annotated[int, Field(strict=True)] | Limits
        case _:
            return Decimal | Limits


def _assessing(
    rule: Rule,
    facts: Mapping[str, Fact],
    lists: Mapping[str, tuple[str, ...]],
    policy: Policy,
    lang: Lang,
) -> Callable[..., dict[str, Any]]:
    def assess(**stated: Any) -> dict[str, Any]:
        given = {key: _plain(value) for key, value in stated.items()}
        try:
            profile = read_profile(given, facts, lists)
        except BadFactError as error:
            raise ToolException(str(error)) from None
        return measure_to_json(rule, box_of(profile, facts), policy, lang)

    return assess


def _plain(value: Any) -> Any:
    """An argument as the intake reads it: limits and objects as mappings, dates as text."""
    match value:
        case BaseModel():
            return {key: _plain(v) for key, v in value if v is not None}
        case list():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
        case _:
            return value


def _say_error(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return f"bad arguments: {error}"
    said = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    return f"bad arguments: {'; '.join(said)}"
