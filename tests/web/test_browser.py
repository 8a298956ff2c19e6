"""The chat page in Debian's Chromium: whole interviews on a phone and on a desktop."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.web.acting import (
    DESKTOP,
    SETTLED,
    Open,
    choose_measure_6,
    enter,
    press,
    say,
    tab_to,
)

ANSWERS = ("我们是人工智能企业，规上软件企业", "自主研发费用1260万，上年900万")
DOCS = os.environ.get("HUIQI_SCREENSHOTS", "")  # where screenshots for the README are written


def test_a_whole_interview_on_a_phone_with_a_reload_in_the_middle(open_page: Open) -> None:
    page = open_page()
    choose_measure_6(page)
    page.reload()
    for answer in ANSWERS:
        say(page, answer)
    _keep(page, "phone")
    press(page, "确认")
    assert "最高 93 万元" in page.inner_text("#estimate")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="PDF").click()
    assert Path(downloading.value.path()).read_bytes().startswith(b"%PDF")


def test_a_whole_interview_on_a_desktop(open_page: Open) -> None:
    page = open_page(DESKTOP)
    assert page.locator("#panel").is_visible()
    choose_measure_6(page)
    for answer in ANSWERS:
        say(page, answer)
    _keep(page, "desktop")
    press(page, "确认")
    assert "1,260 万元" in page.inner_text("#panel")
    assert "93 万元" in page.inner_text("#estimate")


def test_nothing_is_wider_than_a_narrow_phone(open_page: Open) -> None:
    for width in (320, 360):
        page = open_page({"width": width, "height": 640})
        choose_measure_6(page)
        say(page, "W" * 300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_interview_can_be_held_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page(DESKTOP)
    tab_to(page, "button[value='2024']")
    enter(page)
    tab_to(page, "input[type=checkbox][value='6']")
    page.keyboard.press("Space")
    tab_to(page, ".choices button.main")
    enter(page)
    for answer in ANSWERS:
        tab_to(page, "#text")
        page.keyboard.type(answer)
        enter(page)
    tab_to(page, "button[value='confirm']")
    enter(page)
    tab_to(page, "a[href='/summary.pdf']")


def test_the_interview_works_without_javascript(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.get_by_role("button", name="2024").click()
    page.locator("input[value='6']").check()
    page.get_by_role("button", name="确定所选").click()
    for answer in ANSWERS:
        page.fill("#text", answer)
        page.keyboard.press("Enter")
        page.locator(".mine", has_text=answer).wait_for()
    assert page.url.endswith("/#last")
    page.get_by_role("button", name="确认", exact=True).click()
    assert page.get_by_role("link", name="PDF").is_visible()
    page.locator("#facts > summary").click()
    assert "1,260 万元" in page.inner_text("#panel")


def test_without_the_network_nothing_is_lost_and_nothing_is_sent_twice(open_page: Open) -> None:
    page = open_page()
    page.context.set_offline(True)
    page.fill("#text", "年度是2024年")
    page.keyboard.press("Enter")
    page.get_by_text("没有发出去").wait_for()
    assert page.input_value("#text") == "年度是2024年"
    page.context.set_offline(False)
    say(page, "年度是2024年")
    assert page.locator(".mine").count() == 1
    assert page.input_value("#text") == ""


def test_a_fact_is_changed_in_the_panel(open_page: Open) -> None:
    page = open_page()
    press(page, "2024")
    page.locator("#facts > summary").click()
    page.locator(".change > summary").click()
    page.fill("#new-data_year", "2023")
    before = page.locator(".turn").count()
    page.get_by_role("button", name="保存").click()
    page.wait_for_function(SETTLED, arg=before)
    assert "2023" in page.locator("#panel .value").text_content()


def test_a_choice_is_changed_in_the_panel_by_a_button(open_page: Open) -> None:
    page = open_page()
    press(page, "2024")
    say(page, ANSWERS[0])
    page.locator("#facts > summary").click()
    changes = page.locator("#panel li", has_text="企业类别")
    changes.locator(".change > summary").click()
    assert changes.locator("[aria-current]").inner_text() == "规上软件企业"
    before = page.locator(".turn").count()
    changes.get_by_role("button", name="都不是").click()
    page.wait_for_function(SETTLED, arg=before)
    assert "都不是" in page.locator("#panel li", has_text="企业类别").text_content()


def test_a_citation_unfolds_and_hostile_text_stays_text(open_page: Open) -> None:
    page = open_page()
    say(page, "研发投入有什么补助？")
    page.locator(".quote > summary").first.click()
    assert page.locator(".quote blockquote").first.is_visible()
    say(page, "<img src=x onerror=document.title='taken'><script>document.title='taken'</script>")
    page.reload()
    assert "taken" not in page.title()
    assert page.locator("main img, #log script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    press(page, "2024")
    page.locator("#facts > summary").click()
    assert page.evaluate(_CONTRASTS) == []


def test_every_control_has_a_name_and_is_large_enough_to_touch(open_page: Open) -> None:
    page = open_page()
    press(page, "2024")
    page.locator("#facts > summary").click()
    assert page.evaluate(_CONTROLS) == []


def _keep(page: Any, name: str) -> None:
    if DOCS:
        page.screenshot(path=f"{DOCS}/screenshot-{name}.png")


# WCAG 1.4.3: 4.5 to 1 for text, against the nearest background that is not transparent.
_CONTRASTS = """() => {
  const read = c => (c.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = node => { for (; node; node = node.parentElement) {
    const c = read(getComputedStyle(node).backgroundColor); if (c.length === 3 || c[3] > 0) return c; }
    return [255, 255, 255]; };
  return [...document.querySelectorAll('body *')].filter(node => node.checkVisibility()
      && [...node.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(node => { const a = light(read(getComputedStyle(node).color)), b = light(behind(node));
      return [node.outerHTML.slice(0, 80), (Math.max(a, b) + .05) / (Math.min(a, b) + .05)]; })
    .filter(([, ratio]) => ratio < 4.5);
}"""
# WCAG 4.1.2 and 2.5.8: a name, and 24 by 24 pixels at least.
_CONTROLS = """() => [...document.querySelectorAll('button, input:not([type=hidden]), summary, select')]
  .filter(node => node.checkVisibility())
  .filter(node => { const box = (node.closest('label') ?? node).getBoundingClientRect();
    const name = node.innerText?.trim() || node.labels?.[0]?.innerText.trim();
    return !name || box.width < 24 || box.height < 24; })
  .map(node => node.outerHTML.slice(0, 120))"""


def test_the_page_needs_no_images(open_page: Open) -> None:
    page = open_page()
    asked: list[str] = []
    page.route("**/*", lambda r: r.abort() if r.request.resource_type == "image" else r.continue_())
    page.on("request", lambda r: asked.append(r.resource_type))
    page.reload()
    choose_measure_6(page)
    for answer in ANSWERS:
        say(page, answer)
    press(page, "确认")
    assert "最高 93 万元" in page.inner_text("#estimate")
    assert "image" not in asked
    assert page.locator("img, picture, canvas").count() == 0


def test_the_open_facts_panel_leaves_the_field_to_write_in(open_page: Open) -> None:
    page = open_page({"width": 360, "height": 640}, locale="en")
    say(page, "We are an AI enterprise; in-house R&D 12.6 million yuan, the year before 9 million")
    page.locator("#facts > summary").click()
    panel = page.locator("#panel").bounding_box()
    composer = page.locator(".composer").bounding_box()
    assert panel["y"] + panel["height"] <= composer["y"] + 1


def test_the_field_of_a_code_shows_the_whole_code(open_page: Open, address: str) -> None:
    page = open_page({"width": 360, "height": 640})
    page.goto(f"{address}/verify/7HWD-T0P3-D5BB-PASJ-ZWNG")
    field = "document.getElementById('code')"
    assert page.evaluate(f"{field}.scrollWidth <= {field}.clientWidth")


def test_the_button_that_sends_many_choices_stays_in_sight(open_page: Open) -> None:
    page = open_page({"width": 360, "height": 640})
    press(page, "2024")
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    button = page.get_by_role("button", name="确定所选").bounding_box()
    composer = page.locator(".composer").bounding_box()
    assert button["y"] + button["height"] <= composer["y"] + 1
    assert button["y"] > 0


def test_after_an_answer_its_turn_stands_right_under_the_bar(open_page: Open) -> None:
    page = open_page({"width": 360, "height": 640})
    press(page, "2024")
    assert 0 <= _below_the_bar(page) <= 24
    page.locator("input[value='17']").check()
    press(page, "确定所选")  # a loan takes a line more of the bar
    say(page, "算力券最高能补多少？")
    assert 0 <= _below_the_bar(page) <= 24


def _below_the_bar(page: Any) -> float:
    said, bar = page.locator(".mine").last.bounding_box(), page.locator(".bar").bounding_box()
    return float(said["y"] - (bar["y"] + bar["height"]))


def test_no_choice_in_the_panel_is_wider_than_the_panel(open_page: Open) -> None:
    page = open_page(DESKTOP, locale="en")
    press(page, "2024")
    say(page, "We are an AI enterprise, above-scale software")
    page.locator("#panel li", has_text="ategory").locator(".change > summary").click()
    panel = page.locator("#panel").bounding_box()
    for button in page.locator("#panel .change[open] button").all():
        box = button.bounding_box()
        assert box["x"] + box["width"] <= panel["x"] + panel["width"]


def test_with_the_keyboard_open_the_conversation_has_most_of_the_room(open_page: Open) -> None:
    page = open_page({"width": 360, "height": 320})
    press(page, "2024")
    bar, composer = (page.locator(s).bounding_box() for s in (".bar", ".composer"))
    assert bar["y"] + bar["height"] <= 0
    assert composer["height"] <= 70


def test_what_was_not_sent_is_no_more_said_once_the_network_is_back(open_page: Open) -> None:
    page = open_page()
    page.context.set_offline(True)
    page.get_by_role("button", name="2024", exact=True).click()
    page.get_by_text("没有发出去").wait_for()
    page.context.set_offline(False)
    page.wait_for_function("document.getElementById('alert').textContent === ''")
    press(page, "2024")


def test_the_panel_closes_with_the_escape_key(open_page: Open) -> None:
    page = open_page()
    press(page, "2024")
    page.locator("#facts > summary").focus()
    page.keyboard.press("Enter")
    page.locator("#panel").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.matches('#facts > summary')")
