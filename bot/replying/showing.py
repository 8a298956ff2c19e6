"""What is shown: facts as they were taken down, the review before the summary, the result."""

from datetime import datetime

from bot.clock import XIAMEN
from bot.contract import total_range
from bot.dialogue.interview import chosen_rules, still_asked
from bot.dialogue.lists import finished_lists
from bot.dialogue.reading import Pending
from bot.dialogue.session import Item, Stated
from bot.messages import Choice, Reply
from bot.replying.scene import Scene
from bot.same_type import say_same_type
from bot.standing import another_choice, change_choices, item_name
from calculators.assess import Assessment
from calculators.evaluate import Box, box_of
from calculators.saying import say_range
from calculators.xm_2023_10.facts import LIST_KEYS
from prompts import render

_LATE_YEAR = 2025
_SHORT = 60
_ON_WHAT_WAS_SAID = ("（G1）", "（G3）")  # an AI enterprise, above scale: as the company says
Row = tuple[str, str]


def took(keys: tuple[str, ...], scene: Scene) -> Reply:
    """What was taken down, what it comes to so far, and what to know about its year."""
    stated = scene.session.stated
    noted = [(scene.term(key), scene.say(key, stated[key].value)) for key in keys if key in stated]
    estimate = "" if scene.session.situations is None else _estimate(scene)
    note = _year_note(scene) if "data_year" in keys else ""
    return Reply(render("reply/took", scene.lang, facts=noted, estimate=estimate, note=note))


def _estimate(scene: Scene) -> str:
    assessed = scene.assessed()
    (low, high), (_, loan) = total_range(assessed, "grant"), total_range(assessed, "loan")
    return render(
        "reply/estimate",
        scene.lang,
        low=say_range((low, low), scene.lang),
        high=say_range((high, high), scene.lang),
        loan=say_range((loan, loan), scene.lang) if loan else "",
    )


def _year_note(scene: Scene) -> str:
    year = scene.session.stated["data_year"].value
    covered = range(scene.policy.in_force_from.year, scene.policy.in_force_until.year + 1)
    if year not in covered:
        return render("reply/year_not_covered", scene.lang, year=year)
    if year == _LATE_YEAR and scene.today > scene.policy.in_force_until:
        return render("reply/year_late", scene.lang)
    return ""


def facts(scene: Scene) -> Reply:
    """Every fact with the words that stated it and when, and a button to change each."""
    session = scene.session
    if not (session.stated or session.items):
        return Reply(render("reply/no_facts", scene.lang))
    rows = [
        (label, value, _day(stated.at), stated.words[:_SHORT])
        for label, value, stated in _stated_rows(scene)
    ]
    text = render("reply/facts", scene.lang, facts=rows)
    return Reply(text, change_choices(session, scene.facts, scene.lang))


def _stated_rows(scene: Scene) -> list[tuple[str, str, Stated]]:
    session = scene.session
    listed = {key for name, kept in session.items.items() if kept for key in LIST_KEYS[name]}
    rows = [
        (scene.term(key), scene.say(key, stated.value), stated)
        for key, stated in session.stated.items()
        if key not in listed
    ]
    for name, kept in session.items.items():
        for place, item in enumerate(session.all_items(name) if kept else ()):
            last = max(item.values(), key=lambda stated: stated.at)
            rows.append((item_name(name, place, scene.lang), _say_item(item, scene), last))
    return rows


def _say_item(item: Item, scene: Scene) -> str:
    mark = "；" if scene.lang == "zh" else "; "
    said = (f"{scene.term(key)} {scene.say(key, stated.value)}" for key, stated in item.items())
    return mark.join(said)


def known_rows(scene: Scene) -> list[Row]:
    """Every fact and every object of a list, as people read them."""
    return [(label, value) for label, value, _ in _stated_rows(scene)]


def _day(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone(XIAMEN):%Y-%m-%d}"


def resume(since: str, scene: Scene) -> Reply:
    """What is known after weeks of silence; the years may have turned."""
    year = scene.session.stated.get("data_year")
    text = render(
        "reply/resume",
        scene.lang,
        since=_day(since),
        facts=known_rows(scene),
        year="" if year is None else str(year.value),
    )
    return Reply(text)


def review(scene: Scene, *, again: bool) -> Reply:
    """All facts, all that is unknown, all that is assumed: to be confirmed before the summary."""
    pending = Pending("review")
    if again:
        return scene.with_choices(render("reply/review_again", scene.lang), pending)
    known = scene.session.unknown
    assumed, readings = _assumed(scene)
    text = render(
        "reply/review",
        scene.lang,
        facts=known_rows(scene),
        unknown=scene.terms(key for key in scene.facts if key in known),
        assumed=assumed,
        readings=readings,
        named="company_name" in scene.session.stated,
    )
    shown = scene.with_choices(text, pending)
    return Reply(shown.text, (*shown.choices, *_further(scene)))


def _assumed(scene: Scene) -> tuple[list[str], int]:
    """What is assumed about this company, and how many readings of the policy there are besides.

    All of them on a phone would hide the facts that are to be confirmed; the summary has each.
    """
    rules = chosen_rules(scene.session, scene.rules).values()
    general = {words for rule in rules for words in rule.assumptions}
    said = dict.fromkeys(words for a in scene.assessed() for words in a.assumptions)
    own = [w for w in said if w not in general or w.zh.endswith(_ON_WHAT_WAS_SAID)]
    return [words.to(scene.lang) for words in own], len(said) - len(own)


def _further(scene: Scene) -> tuple[Choice, ...]:
    """A button for a further object of each list that has one."""
    session = scene.session
    left = still_asked(session, scene.rules, box_of(session.flat_profile, scene.facts))
    return tuple(another_choice(name, scene.lang) for name in finished_lists(session, left))


def report(scene: Scene) -> Reply:
    """What each measure comes to, grants and loans apart."""
    assessed = scene.assessed()
    (low, high), (_, loan) = total_range(assessed, "grant"), total_range(assessed, "loan")
    return Reply(
        render(
            "reply/report",
            scene.lang,
            lines=[line_of(each, scene.box, scene) for each in assessed],
            low=say_range((low, low), scene.lang),
            high=say_range((high, high), scene.lang),
            loan=say_range((loan, loan), scene.lang) if loan else "",
        )
    )


def line_of(assessed: Assessment, box: Box, scene: Scene) -> str:
    """One measure in a line."""
    return render(
        "reply/report_line",
        scene.lang,
        measure=assessed.measure,
        title=scene.title(assessed.measure),
        status=assessed.status,
        amount=say_range(assessed.range, scene.lang) if assessed.range else "",
        ceiling=assessed.is_ceiling,
        loan=assessed.kind == "loan",
        elsewhere=[*say_same_type(assessed, box, scene.lang).values()],
    )


def undone(keys: tuple[str, ...], scene: Scene) -> Reply:
    """What was taken back."""
    if not keys:
        return Reply(render("reply/nothing_to_undo", scene.lang))
    return Reply(render("reply/undone", scene.lang, facts=scene.terms(keys)))
