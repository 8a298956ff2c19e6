"""Each measure as a tool of a language model: its arguments, its description, the contract's result."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from langchain_core.tools import StructuredTool

from bot.contract import assess_profile
from bot.model.tools import measure_tools
from calculators.facts import Kind
from calculators.intake import load_json, read_profile
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from knowledge.clauses import load
from tests.calculators.completions import KEYS
from tests.calculators.effort import effort
from tests.calculators.guesses import partial_facts
from tests.calculators.ways import as_json

POLICY = load()
TOOLS = dict(zip(RULES, measure_tools(RULES, FACTS, LIST_KEYS, POLICY), strict=True))


def _as_sent(facts: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(facts, default=as_json))
    return found


def _in_the_whole(measure: int, facts: dict[str, Any]) -> Any:
    profile = read_profile(load_json(json.dumps(facts)), FACTS, LIST_KEYS)
    whole = assess_profile(
        profile, rules=RULES, facts=FACTS, policy=POLICY, as_of=date(2026, 11, 24), lang="zh"
    )
    return whole["measures"][measure - 1]


@pytest.mark.parametrize("measure", KEYS)
def test_the_result_is_that_of_the_whole_assessment(measure: int) -> None:
    @effort(12)
    @given(facts=partial_facts(measure))
    def holds(facts: dict[str, Any]) -> None:
        sent = _as_sent(facts)
        if "data_year" in sent:
            sent["data_year"] = int(sent["data_year"])
        for key in ("drafting_rank", "platform_enterprises_served"):
            for stated in (sent, *sent.get("standards", ())):
                if isinstance(stated.get(key), str):
                    stated[key] = int(stated[key])
        known = {k: v for k, v in sent.items() if k in TOOLS[measure].args}
        assert TOOLS[measure].invoke(known) == _in_the_whole(measure, sent)

    holds()


@pytest.mark.parametrize("measure", RULES)
def test_a_measure_of_which_nothing_is_known_is_assessed_all_the_same(measure: int) -> None:
    assert TOOLS[measure].invoke({}) == _in_the_whole(measure, {})


@pytest.mark.parametrize("measure", RULES)
def test_the_description_names_the_measure_its_awards_and_its_clauses(measure: int) -> None:
    said, described = TOOLS[measure].description, POLICY.measure(measure)
    assert TOOLS[measure].name == f"assess_m{measure:02}"
    assert described.title in said
    assert all(f"{clause.id}: {clause.text}" in said for clause in described.clauses)
    assert all(award.title.zh in said for award in RULES[measure].awards)
    assert ("loan" in said.split("\n")[0]) is (measure == 17)


@pytest.mark.parametrize("measure", RULES)
def test_the_arguments_are_the_facts_of_the_rule(measure: int) -> None:
    arguments = set(TOOLS[measure].args)
    lists = {name for name, keys in LIST_KEYS.items() if set(keys) & set(RULES[measure].keys)}
    other = {"other_same_type_award_yuan"} if RULES[measure].kind == "grant" else set()
    assert arguments == {*RULES[measure].keys, "reference_date", *lists, *other}


def _schema(tool: StructuredTool) -> dict[str, Any]:
    found: dict[str, Any] = tool.tool_call_schema.model_json_schema()  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("measure", RULES)
def test_every_argument_is_optional_typed_and_described(measure: int) -> None:
    schema = _schema(TOOLS[measure])
    assert "required" not in schema
    for key, shape in schema["properties"].items():
        assert shape["default"] is None
        assert {"type": "null"} in shape["anyOf"]
        if key not in FACTS:
            continue
        fact = FACTS[key]
        assert fact.term.zh in shape["description"]
        options = [o for each in shape["anyOf"] for o in each.get("enum", ())]
        if fact.kind is Kind.CHOICE:
            assert options == [*fact.options]
        if fact.kind is Kind.YUAN:
            assert {"$ref": "#/$defs/Limits"} in shape["anyOf"]


def test_an_amount_is_taken_exactly_as_text_and_as_a_number() -> None:
    for amount in ("299999.99", 299999.99, 300000, "300000"):
        facts = {"compute_purchase_total_yuan": amount, "compute_paid_yuan": "300000"}
        status = TOOLS[3].invoke(facts)["status"]
        assert status == ("ineligible" if "299" in str(amount) else "eligible")


def test_limits_are_taken_as_limits() -> None:
    facts = {"maas_revenue_yuan": {"min": "10000000", "max": 20000000}, "data_year": {"min": 2023}}
    found = TOOLS[11].invoke(facts)
    assert found["range_yuan"] == ["0.00", "1000000.00"]
    assert "maas_revenue_yuan" in found["missing"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"nonsense": 1}, "nonsense"),
        ({"self_rd_expense_yuan": -1}, "self_rd_expense_yuan"),
        ({"self_rd_expense_yuan": "1.234"}, "2 decimals"),
        ({"self_rd_expense_yuan": True}, "self_rd_expense_yuan"),
        ({"self_rd_expense_yuan": "NaN"}, "self_rd_expense_yuan"),
        ({"self_rd_expense_yuan": {"min": 2, "max": 1}}, "min not above max"),
        ({"enterprise_category": "big"}, "above_scale_industrial"),
        ({"is_ai_enterprise": "maybe"}, "is_ai_enterprise"),
        ({"is_ai_enterprise": 1}, "is_ai_enterprise"),
        ({"reference_date": "yesterday"}, "reference_date"),
        ({"data_year": 2024.5}, "data_year"),
    ],
)
def test_bad_arguments_come_back_as_one_line_of_words(
    arguments: dict[str, Any], expected: str
) -> None:
    said = TOOLS[6].invoke(arguments)
    assert isinstance(said, str)
    assert said.startswith("bad arguments")
    assert expected in said
    assert len(said.splitlines()) == 1


def test_a_tool_speaks_the_language_that_it_was_made_for() -> None:
    english = measure_tools(RULES, FACTS, LIST_KEYS, POLICY, "en")[5].invoke({})
    assert english["title"] == POLICY.measure(6).title_en
    assert any("in-house R&D" in said for said in english["assumptions"])
