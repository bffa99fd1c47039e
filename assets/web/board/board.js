// The facilitator's pages: forms and buttons become requests; what changes is fetched anew when the server says so.

const said = document.getElementById("said");
let csrf = null;

async function token() {
  if (csrf === null) {
    const answer = await fetch("/api/lead/me");
    csrf = answer.ok ? (await answer.json()).csrf : "";
  }
  return csrf;
}

async function ask(method, url, body) {
  const headers = { "Content-Type": "application/json" };
  if (!url.endsWith("/login")) headers["X-CSRF-Token"] = await token();
  const answer = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const told = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (answer.status === 401 && !url.endsWith("/login")) window.location.href = "/login";
  if (!answer.ok) throw new Error(told.message || answer.statusText);
  return told;
}

function valuesOf(form) {
  const values = JSON.parse(form.dataset.fixed || "{}");
  for (const field of form.elements) {
    if (!field.name || field.closest("fieldset")?.disabled) continue;
    if (field.dataset.type === "list") {
      if (field.checked) (values[field.name] ||= []).push(field.value);
    } else if (field.type === "checkbox") values[field.name] = field.checked;
    else if (field.dataset.type === "number") values[field.name] = Number(field.value);
    else values[field.name] = field.value;
  }
  if (form.dataset.wrap) return { [form.dataset.wrap]: { [form.querySelector("[data-name]").value]: 1 } };
  return values;
}

function went(source, told) {
  const then = source.dataset.then;
  if (then) window.location.href = then.replace("{id}", told.id ?? "");
  else refresh(true);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.url) return;
  event.preventDefault();
  const wrong = form.querySelector(".wrong");
  if (wrong) wrong.textContent = "";
  try {
    went(form, await ask(form.dataset.method, form.dataset.url, valuesOf(form)));
  } catch (error) {
    if (wrong) wrong.textContent = error.message;
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-url]");
  if (!button || (button.dataset.confirm && !window.confirm(button.dataset.confirm))) return;
  button.disabled = true;
  try {
    const body = button.dataset.body ? JSON.parse(button.dataset.body) : undefined;
    went(button, await ask(button.dataset.method, button.dataset.url, body));
  } catch (error) {
    said.textContent = error.message;
  } finally {
    button.disabled = false;
  }
});

document.addEventListener("change", (event) => {
  const group = event.target.dataset.switches;
  if (!group) return;
  for (const part of document.querySelectorAll(`[data-choice="${group}"]`)) {
    part.hidden = part.disabled = part.dataset.value !== event.target.value;
  }
});

// Keys of the big screen: space and arrows, digits take a reply.
document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys !== "together" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, select, textarea, button, a, summary")) return;
  const key = event.key === "ArrowRight" ? " " : event.key;
  const button = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// What changes. Only the newest fetch is shown; open menus and what somebody is typing stay as they are.
const live = document.getElementById("live");
let asked = 0;
let waiting = false;

function busy() {
  const field = document.activeElement;
  return live.contains(field) && (field.matches("input, select") || field.closest("details[open]"));
}

// now: what was done here is seen at once, whatever has the focus.
async function refresh(now) {
  if (!live) return;
  if (now !== true && busy()) {
    waiting = true;
    return;
  }
  const mine = ++asked;
  const answer = await fetch(document.body.dataset.live).catch(() => null);
  if (!answer) return;
  if (answer.status === 401) window.location.href = "/login";
  if (!answer.ok || mine !== asked) return;
  const text = await answer.text();
  if (now !== true && busy()) {  // somebody opened a menu while it was on its way
    waiting = true;
    return;
  }
  const menus = now === true ? [] : [...live.querySelectorAll("[data-seat] details[open]")];
  const kept = menus.map((one) => one.closest("[data-seat]").dataset.seat);
  const open = live.querySelector("details.attempts")?.open;
  const focus = document.activeElement?.dataset?.key ?? null;
  const scrolled = [...live.querySelectorAll(".wide")].map((one) => one.scrollLeft);
  live.innerHTML = text;
  live.querySelectorAll(".wide").forEach((one, place) => { one.scrollLeft = scrolled[place] ?? 0; });
  for (const seat of kept) live.querySelector(`[data-seat="${seat}"] details`)?.setAttribute("open", "");
  if (open) live.querySelector("details.attempts").open = true;
  if (focus !== null) live.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
}

if (live) {
  document.addEventListener("focusout", () => setTimeout(() => {
    if (waiting && !busy()) {
      waiting = false;
      refresh();
    }
  }, 0));
  const events = new EventSource(`/api/lead/events?session=${document.body.dataset.session}`);
  events.addEventListener("change", () => refresh());
}

// Files from where no network was.
const drop = document.querySelector("[data-drop]");

async function handIn(files) {
  const list = drop.querySelector(".taken");
  for (const file of files) {
    const line = document.createElement("li");
    list.append(line);
    try {
      const answer = await fetch(drop.dataset.drop, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": await token() },
        body: await file.text(),
      });
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.message);
      const parts = ["taken", "known", "refused"].filter((name) => told[name]).map((name) => `${drop.querySelector(".taken").dataset[name]}: ${told[name]}`);
      const why = told.attempts.filter((one) => one.message).map((one) => one.message);
      line.textContent = [`${file.name}: ${parts.join(", ")}`, ...new Set(why)].join(" · ");
    } catch (error) {
      line.textContent = `${file.name}: ${error.message}`;
      line.className = "wrong";
    }
  }
  refresh();
}

if (drop) {
  drop.querySelector("input").addEventListener("change", (event) => {
    handIn([...event.target.files]).then(() => { event.target.value = ""; });
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    handIn([...event.dataTransfer.files]);
  });
}

// A list of names: what it would change is shown first.
const roster = document.querySelector("[data-roster]");

async function takeRoster(file, really) {
  const list = roster.querySelector(".taken");
  const button = roster.querySelector("button");
  button.hidden = true;
  const lines = [];
  try {
    const answer = await fetch(roster.dataset.roster + (really ? "?import=true" : ""), {
      method: "POST",
      headers: { "Content-Type": "text/csv", "X-CSRF-Token": await token() },
      body: file,
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.message);
    for (const name of ["new", "known", "twice"]) {
      if (told[name].length) lines.push(`${roster.dataset[name]}: ${told[name].join(", ")}`);
    }
    if (really) lines.unshift(roster.dataset.done);
    button.hidden = really || !told.new.length;
    button.onclick = () => takeRoster(file, true);
  } catch (error) {
    lines.push(error.message);
  }
  list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  if (really) refresh(true);
}

if (roster) {
  roster.querySelector("input").addEventListener("change", (event) => {
    if (event.target.files[0]) takeRoster(event.target.files[0], false);
  });
}
