"""Each step of a turn as a reply: what the person reads."""

from typing import assert_never

from bot.answering.voices import contacts_text
from bot.dialogue.reading import Pending
from bot.dialogue.steps import (
    Answer,
    AnswerQuery,
    Ask,
    AskForget,
    AskSituations,
    Confirm,
    Draft,
    Export,
    Forget,
    Greet,
    HandOff,
    OfferAnother,
    OfferCase,
    Report,
    Resume,
    Review,
    Say,
    ShowCases,
    ShowFacts,
    ShowFile,
    Step,
    Switched,
    Template,
    Took,
    Undone,
    Why,
)
from bot.messages import Quote, Reply
from bot.replying import asking, desk, filing, showing
from bot.replying.scene import Scene
from bot.standing import about_choices
from knowledge.notices import notice
from prompts import labels, render

_BUREAUS = 3


def reply_to(step: Step, scene: Scene) -> Reply:
    """What is said for one step."""
    lang = scene.lang
    match step:
        case Greet():
            said = notice(scene.policy, scene.today, lang) or ""
            return Reply(render("reply/greeting", lang, notice=said))
        case Resume(since):
            return showing.resume(since, scene)
        case Took(keys):
            return showing.took(keys, scene)
        case Ask():
            return asking.ask(step, scene)
        case AskSituations(again):
            name = "reply/situations_again" if again else "ask/situations"
            return scene.with_choices(render(name, lang), Pending("situations"))
        case Confirm():
            return asking.confirm(step, scene)
        case ShowFile():
            return filing.show(step, scene)
        case Template():
            return Reply(render("reply/template", lang), document=scene.template(lang))
        case Answer(question):
            return _answer(question, scene)
        case Why(fact):
            return asking.why(fact, scene)
        case ShowFacts():
            return showing.facts(scene)
        case Review(again):
            return showing.review(scene, again=again)
        case Report():
            return showing.report(scene)
        case Draft(format_):
            document = scene.draft(scene.session, scene.today, format_)
            return Reply(render("reply/draft", lang), document=document)
        case Undone(keys):
            return showing.undone(keys, scene)
        case OfferAnother(name):
            noun = labels("lists", lang)[f"noun_{name}"]
            return Reply(render("reply/offer_another", lang, noun=noun))
        case HandOff():
            return _hand_off(scene)
        case AnswerQuery(query):
            return desk.answer_query(query.words, scene)
        case OfferCase():
            return desk.offer_case(scene)
        case ShowCases():
            return desk.cases(scene)
        case Switched(name, new):
            return Reply(render("reply/switched", lang, case=name, new=new))
        case AskForget():
            text = render("reply/ask_forget", lang, cases=len(scene.own.cases))
            return scene.with_choices(text, Pending("forget"))
        case Forget():
            return Reply(render("reply/forgotten", lang))
        case Export():
            return Reply(render("reply/export", lang), document=scene.export())
        case Say("privacy"):
            return Reply(render("reply/privacy", lang, days=scene.retention_days))
        case Say(text):
            return Reply(render(f"reply/{text}", lang))
        case _:
            assert_never(step)


def joined(replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Short texts that follow one another as one message, so that a phone rings once."""
    merged: list[Reply] = []
    for reply in replies:
        last = merged[-1] if merged else None
        if last is not None and not (last.choices or last.citations or last.document):
            text = f"{last.text}\n\n{reply.text}"
            merged[-1] = Reply(text, reply.choices, reply.multi, reply.citations, reply.document)
        else:
            merged.append(reply)
    return tuple(merged)


def _answer(question: str, scene: Scene) -> Reply:
    given = scene.answer(question, scene.session, scene.today)
    return Reply(
        given.text,
        about_choices(given),
        citations=tuple(Quote(c.clause, c.quote, c.document) for c in given.citations),
    )


def _hand_off(scene: Scene) -> Reply:
    """Who to turn to: the bureaus of what was spoken of last, else the one that interprets."""
    named = [name for n in scene.session.topic[:1] for name in scene.policy.measure(n).bureaus]
    names = named[:_BUREAUS] or [scene.policy.interpreter]
    contacts = contacts_text(names, scene.policy, scene.lang)
    return Reply(render("reply/hand_off", scene.lang, contacts=contacts))


__all__ = ["Scene", "joined", "reply_to"]
