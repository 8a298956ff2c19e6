// Sends without leaving the page, keeps what was not sent, follows other windows. Works without it.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const show = () => { leaveRoom(); $("last")?.scrollIntoView({ block: "start" }); };
  const say = (text) => { $("alert").textContent = text; };
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const wide = () => innerWidth >= 1200;
  let busy = false, stream = null;

  // What is scrolled to stands under the bar, which grows with what it has to say.
  function leaveRoom() {
    const bar = document.querySelector(".bar"), sticks = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.scrollPaddingTop = sticks ? `${bar.offsetHeight}px` : "";
  }

  // Takes over a page, or what is new of it; says whether there are new turns.
  function adopt(html) {
    const fresh = parsed(html), log = $("log"), newer = fresh.getElementById("log");
    if (!newer) return say(fresh.querySelector("main")?.innerText.trim() ?? "");
    if (fresh.documentElement.lang !== document.documentElement.lang) return location.reload();
    const known = new Set([...log.children].map((turn) => turn.dataset.turn));
    const news = [...newer.children].filter((turn) => !known.has(turn.dataset.turn));
    $("last")?.removeAttribute("id");
    if ("continues" in newer.dataset) log.append(...news); else log.replaceChildren(...newer.children);
    log.querySelector(".turn:last-of-type")?.setAttribute("id", "last");
    log.dataset.last = newer.dataset.last;
    for (const id of ["estimate", "ask", "count", "panel"]) {
      const now = fresh.getElementById(id).innerHTML;
      if ($(id).dataset.html !== now) { $(id).innerHTML = now; $(id).dataset.html = now; }
    }
    for (const field of document.querySelectorAll(".composer [type=hidden]"))
      field.value = fresh.querySelector(`#words [name=${field.name}]`).value;
    $("text").value = fresh.getElementById("text").getAttribute("value") || $("text").value;
    say(fresh.getElementById("alert").textContent);
    return news.length > 0;
  }

  function words(form, button) {
    const ticked = [...form.querySelectorAll("input:checked + span")].map((span) => span.textContent);
    return form.elements.text?.value || form.elements.file?.files[0]?.name || (button?.name ? button.textContent : ticked.join(form.dataset.mark)) || "…";
  }

  async function send(form, button) {
    const file = form.elements.file, most = file?.dataset.most, given = new FormData(form, button);
    if (file?.files[0]?.size > most) return say(file.dataset.large);
    const body = file ? given : new URLSearchParams(given);
    const waiting = Object.assign(document.createElement("div"), { className: "mine waiting" });
    waiting.textContent = words(form, button);
    busy = true; say(""); $("log").after(waiting); waiting.scrollIntoView({ block: "center" });
    $("log").setAttribute("aria-busy", "true");
    try {
      const headers = { "Last-Event-ID": $("log").dataset.last };
      const answer = await fetch(form.action, { method: "POST", body, headers, signal: AbortSignal.timeout(file ? 120000 : 30000) });
      const html = await answer.text();
      if (answer.ok && form.id === "words") $("text").value = "";
      if (answer.ok && file) { form.reset(); $("attach").open = false; }
      waiting.remove();
      adopt(html);
      if (answer.ok) { show(); $(form.id === "words" ? "text" : "last").focus({ preventScroll: true }); }
      if (!wide()) $("facts").open = false; // the panel covers the reply there
    } catch { say($("alert").dataset.offline); }
    waiting.remove(); busy = false; $("log").removeAttribute("aria-busy");
  }

  // While the page is seen it learns of turns taken elsewhere; phones end streams of hidden pages.
  function follow() {
    stream?.close(); stream = null;
    if (document.hidden) return;
    stream = new EventSource(`/events?after=${$("log").dataset.last}`);
    stream.onmessage = (event) => { if (adopt(event.data) && !busy) show(); };
    stream.onerror = () => { if (stream?.readyState === EventSource.CLOSED) setTimeout(follow, 15000); };
  }

  addEventListener("submit", (event) => {
    if (!event.target.matches("form.send")) return;
    event.preventDefault();
    if (!busy) send(event.target, event.submitter);
  });
  // On a phone the panel covers the conversation: what opens with a key closes with one.
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || wide() || !$("facts").open) return;
    $("facts").open = false;
    $("facts").querySelector("summary").focus();
  });
  document.addEventListener("visibilitychange", follow);
  addEventListener("online", () => { if ($("alert").textContent === $("alert").dataset.offline) say(""); follow(); });
  addEventListener("pageshow", (event) => { if (event.persisted) follow(); });
  addEventListener("pagehide", () => stream?.close());
  if (wide()) $("facts").open = true;
  follow();
})();
