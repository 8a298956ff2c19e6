"""Signed addresses of summaries: one conversation, a quarter of an hour; gone when it is deleted."""

from typing import Any

import pytest


def address(visit: Any, form: str = "pdf") -> str:
    answer = visit.client.get(f"/summary.{form}", follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def finished(site: Any) -> Any:
    visit = site.visit()
    visit.hold_interview()
    return visit


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("md", b"# ")])
def test_a_signed_address_gives_the_file_under_a_name_with_its_day(
    site: Any, form: str, start: bytes
) -> None:
    visit = finished(site)
    answer = visit.client.get(address(visit, form))
    assert answer.content.startswith(start)
    assert f"2026-11-23.{form}" in answer.headers["content-disposition"]


def test_an_address_that_was_tampered_with_is_none(site: Any) -> None:
    visit = finished(site)
    good = address(visit)
    for bad in (
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        good.replace("/pdf.", "/docx."),
        "/download/pdf",
    ):
        assert bad != good
        assert visit.client.get(bad).status_code == 404


def test_the_address_of_one_session_is_none_in_another(
    site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    mine, other = finished(site), finished(site)
    assert other.client.get(address(mine)).status_code == 404
    assert "download refused: reason=signature" in caplog.text
    assert mine.client.get(address(mine)).status_code == 200
    assert site.visit().client.get(address(mine)).status_code == 404


def test_an_address_is_over_after_a_quarter_of_an_hour(site: Any) -> None:
    visit = finished(site)
    good = address(visit)
    site.clock.pass_(890)
    assert visit.client.get(good).status_code == 200
    site.clock.pass_(20)
    assert visit.client.get(good).status_code == 410


def test_deleting_the_session_deletes_its_files_and_its_record(site: Any) -> None:
    visit = finished(site)
    good = address(visit)
    code = code_of(visit)
    assert visit.client.get(f"/verify/{code}").status_code == 200
    visit.client.post("/restart", data=visit.fields())
    assert visit.client.get(good).status_code == 404
    assert visit.client.get(f"/verify/{code}").status_code == 410


def code_of(visit: Any) -> str:
    text = visit.client.get("/summary.md").text
    return str(next(line for line in text.splitlines() if line.startswith("校验码")).split("**")[1])


def test_the_page_of_a_code_shows_the_amounts_of_the_copy(site: Any) -> None:
    code = code_of(finished(site))
    clerk = site.visit().client
    page = clerk.get("/verify", params={"code": code.lower().replace("-", " ")}).text
    assert code in page
    assert "930,000.00" in page
    assert "2026-11-23" in page
    assert "<script>" not in page


def test_a_code_that_was_never_issued_is_refused(site: Any) -> None:
    code = code_of(finished(site))
    clerk = site.visit().client
    for place in (0, 7, -1):
        letters = list(code)
        letters[place] = "7" if letters[place] != "7" else "8"
        answer = clerk.get("/verify/" + "".join(letters))
        assert answer.status_code == 404
        assert "930,000" not in answer.text


def test_codes_cannot_be_tried_by_the_hundred(site: Any) -> None:
    clerk = site.visit().client
    assert [clerk.get("/verify/AAAA").status_code for _ in range(25)][-1] == 429


def test_no_letter_of_an_address_can_be_changed(site: Any) -> None:
    visit = finished(site)
    good = address(visit)
    start = len("/download/")
    for place in range(start, len(good)):
        other = "B" if good[place] != "B" else "C"
        bad = good[:place] + other + good[place + 1 :]
        # The last letter of a signature in base64 carries bits that no byte needs.
        if place < len(good) - 1:
            assert visit.client.get(bad).status_code in {404, 410}, bad


def test_an_address_outside_a_session_is_none(site: Any) -> None:
    good = address(finished(site))
    stranger = site.visit().client
    stranger.cookies.clear()
    assert stranger.get(good).status_code == 404
