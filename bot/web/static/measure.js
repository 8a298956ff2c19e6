// Computes while the form is filled in. Without it the button does.
"use strict";
(() => {
  const form = document.getElementById("calculator");
  let soon = 0, asked = 0;

  async function compute() {
    const address = `${form.action.split("#")[0]}?${new URLSearchParams(new FormData(form))}`, mine = ++asked;
    try {
      const answer = await fetch(address);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const result = fresh.getElementById("result");
      if (mine !== asked || !result) return;
      document.getElementById("result").replaceWith(result);
      document.getElementById("now").textContent = fresh.getElementById("now").textContent;
      for (const field of form.querySelectorAll(".field")) mark(field, fresh);
      history.replaceState(null, "", address);
    } catch { /* offline: the button says so */ }
  }

  // What could not be read is said beside its field, while the field keeps the cursor.
  function mark(field, fresh) {
    const name = field.querySelector("input, select").name;
    const other = fresh.querySelector(`.field [name="${name}"]`).closest(".field");
    field.querySelector(".error")?.remove();
    const error = other.querySelector(".error");
    if (error) field.append(error);
    const input = field.querySelector("input[type=text], input[type=date]");
    if (input) for (const each of ["aria-invalid", "aria-describedby"]) {
      const value = other.querySelector("input").getAttribute(each);
      if (value) input.setAttribute(each, value); else input.removeAttribute(each);
    }
  }

  form?.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(compute, 500); });
})();
