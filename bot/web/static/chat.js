// Sends without leaving the page, keeps what was not sent, follows other tabs. Works without it.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const turns = (root) => [...root.querySelectorAll(".turn")];
  const show = () => $("last")?.scrollIntoView({ block: "start" });
  let busy = false;
  const say = (text) => { $("alert").textContent = text; };

  function adopt(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    if (!fresh.getElementById("log")) return say(fresh.querySelector("main")?.innerText.trim() ?? "");
    const log = $("log"), now = turns(fresh), old = turns(log);
    const same = old.every((turn, i) => turn.dataset.turn === now[i]?.dataset.turn);
    $("last")?.removeAttribute("id");
    if (same) log.append(...now.slice(old.length)); else log.replaceChildren(...now);
    turns(log).at(-1).id = "last";
    for (const id of ["estimate", "ask", "count", "panel"]) $(id).innerHTML = fresh.getElementById(id).innerHTML;
    for (const field of $("words").querySelectorAll("[type=hidden]"))
      field.value = fresh.querySelector(`#words [name=${field.name}]`).value;
    $("text").value = fresh.getElementById("text").getAttribute("value") || $("text").value;
    say(fresh.getElementById("alert").textContent);
    return !same || now.length > old.length;
  }

  async function send(form, button) {
    const fields = new URLSearchParams(new FormData(form, button));
    const waiting = Object.assign(document.createElement("p"), { className: "mine waiting" });
    waiting.textContent = [...form.querySelectorAll("input:checked + span")].map((s) => s.textContent).join("、");
    if (button?.name) waiting.textContent = button.textContent;
    waiting.textContent = form.elements.text?.value || waiting.textContent || "…";
    busy = true; say(""); $("log").append(waiting); waiting.scrollIntoView({ block: "center" });
    $("log").setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, signal: AbortSignal.timeout(30000) });
      const html = await answer.text();
      waiting.remove();
      if (answer.ok && form.id === "words") $("text").value = "";
      if (adopt(html)) { show(); $(form.id === "words" ? "text" : "last").focus({ preventScroll: true }); }
      if (innerWidth < 1200) $("facts").open = false; // the panel covers the reply there
    } catch { say($("alert").dataset.offline); }
    waiting.remove(); busy = false; $("log").removeAttribute("aria-busy");
  }

  async function follow() {
    if (document.hidden || busy) return;
    try { const page = await fetch("/"); if (page.ok && !busy && adopt(await page.text())) show(); } catch { /* offline */ }
  }

  addEventListener("submit", (event) => {
    if (!event.target.matches("form.send")) return;
    event.preventDefault();
    if (!busy) send(event.target, event.submitter);
  });
  document.addEventListener("visibilitychange", follow);
  addEventListener("online", follow);
  addEventListener("pageshow", (event) => { if (event.persisted) follow(); });
  if ($("log") && innerWidth >= 1200) $("facts").open = true;
})();
