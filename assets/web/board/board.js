// The facilitator's pages: forms and buttons become requests; what changes is fetched anew when the server says so.

const said = document.getElementById("said");
const lost = document.getElementById("lost");
let csrf = null;

async function token() {
  if (csrf === null) {
    const answer = await request("/api/lead/me");
    csrf = answer.ok ? (await answer.json()).csrf : "";
  }
  return csrf;
}

// What the browser says when nobody answers is in its own words: ours are on the page.
async function request(url, options) {
  try {
    return await fetch(url, options);
  } catch {
    throw new Error(lost.textContent);
  }
}

async function answered(answer) {
  const told = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (answer.status === 401 && told.code !== "wrong_password") window.location.href = "/login";
  if (!answer.ok) throw Object.assign(new Error(told.message || answer.statusText), { code: told.code });
  return told;
}

// Sends a body that is ready. Whoever logged in anew in another tab has another sign: it is fetched once more.
async function send(method, url, type, body) {
  for (const again of [true, false]) {
    const headers = { "Content-Type": type, "Accept-Language": document.documentElement.lang };
    if (!url.endsWith("/login")) headers["X-CSRF-Token"] = await token();
    try {
      return await answered(await request(url, { method, headers, body }));
    } catch (error) {
      if (error.code !== "csrf" || !again) throw error;
      csrf = null;
    }
  }
}

function ask(method, url, body) {
  return send(method, url, "application/json", body === undefined ? undefined : JSON.stringify(body));
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
  if (form.dataset.wrap) {
    const chosen = form.querySelector("[data-name]").selectedOptions[0];
    return { [form.dataset.wrap]: { [chosen.value]: Number(chosen.dataset.next) } };
  }
  return values;
}

function went(source, told) {
  const then = source.dataset.then;
  if (then) {
    leaving = true;
    window.location.href = then.replace("{id}", told.id ?? "");
    return;
  }
  source.closest("[popover]")?.hidePopover?.();
  if ("clear" in source.dataset) source.reset();
  const fine = source.querySelector(".fine");
  if (fine) fine.textContent = source.dataset.done;
  refresh();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.url) return;
  event.preventDefault();
  for (const line of form.querySelectorAll(".wrong, .fine")) line.textContent = "";
  try {
    went(form, await ask(form.dataset.method, form.dataset.url, valuesOf(form)));
  } catch (error) {
    const wrong = form.querySelector(".wrong");
    if (wrong) wrong.textContent = error.message;
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-url]");
  if (!button || (button.dataset.confirm && !window.confirm(button.dataset.confirm))) return;
  button.disabled = true;
  said.textContent = "";
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

// What changes. Only what differs is touched: what has the focus, what is open and what somebody types stay.
const live = document.getElementById("live");
let leaving = false;
let asking = false;
let changed = false;

function keyOf(node) {
  return node.id || node.dataset?.row || node.dataset?.key || "";
}

function attributes(from, to) {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && name !== "open") from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}

function morph(from, to) {
  const keyed = new Map([...from.childNodes].filter(keyOf).map((node) => [keyOf(node), node]));
  let at = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const key = keyOf(wanted);
    const same = at && !key && !keyOf(at) && at.nodeName === wanted.nodeName ? at : null;
    const found = key ? keyed.get(key) : same;
    if (!found) {
      from.insertBefore(wanted, at);
      continue;
    }
    if (found === at) at = at.nextSibling;
    else from.insertBefore(found, at);
    if (found.isEqualNode(wanted) || found.classList?.contains("wrong")) continue;
    if (found.nodeType !== Node.ELEMENT_NODE) found.data = wanted.data;
    else {
      attributes(found, wanted);
      morph(found, wanted);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

// One fetch at a time, and a pause after it as long as it took twice over: a large session on a busy server stays light.
async function refresh() {
  if (!live || leaving) return;
  changed = true;
  if (asking) return;
  asking = true;
  changed = false;
  const begun = performance.now();
  await show();
  setTimeout(() => {
    asking = false;
    if (changed) refresh();
  }, 2 * (performance.now() - begun));
}

async function show() {
  const answer = await fetch(document.body.dataset.live).catch(() => null);
  if (!answer || leaving) return;
  if (answer.status === 401) window.location.href = "/login";
  if (answer.status === 404) window.location.href = "/";  // somebody deleted the session
  if (!answer.ok) return;
  const text = await answer.text().catch(() => null);
  if (text === null || leaving) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = text;
  const focus = document.activeElement?.dataset?.key ?? null;
  morph(live, fresh.content);
  if (focus !== null && document.activeElement === document.body) live.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
}

// A server that has gone is said to be gone; when it is back, the board is as well.
function listen() {
  const events = new EventSource(`/api/lead/events?session=${document.body.dataset.session}`);
  events.addEventListener("open", () => { lost.hidden = true; });
  events.addEventListener("change", refresh);
  events.addEventListener("error", () => {
    lost.hidden = false;
    if (events.readyState !== EventSource.CLOSED) return;
    events.close();
    setTimeout(listen, 2000);
    refresh();  // if it was the login that ended, this says so
  });
}

if (live) listen();

// Files: chosen, or dropped on their place. One that misses it does not take the browser away from the board.
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());

function takes(place, take) {
  const input = place.querySelector("input");
  input.addEventListener("change", async () => {
    await take([...input.files]);
    input.value = "";
  });
  for (const name of ["dragenter", "dragover"]) place.addEventListener(name, () => place.classList.add("over"));
  for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => take([...event.dataTransfer.files]));
}

function line(text, wrong) {
  return Object.assign(document.createElement("li"), { textContent: text, className: wrong ? "wrong" : "" });
}

// Files from where no network was.
const drop = document.querySelector("[data-drop]");

async function handIn(files) {
  const list = drop.querySelector(".taken");
  for (const file of files) {
    try {
      const told = await send("POST", drop.dataset.drop, "application/json", await file.text());
      const parts = ["taken", "known", "refused"].filter((name) => told[name]).map((name) => `${list.dataset[name]}: ${told[name]}`);
      const why = told.attempts.filter((one) => one.message).map((one) => one.message);
      list.append(line([`${file.name}: ${parts.join(", ")}`, ...new Set(why)].join(" · "), why.length));
    } catch (error) {
      list.append(line(`${file.name}: ${error.message}`, true));
    }
  }
  refresh();
}

if (drop) takes(drop, handIn);

// A list of names: what it would change is shown first.
const roster = document.querySelector("[data-roster]");

async function takeRoster(file, really) {
  const button = roster.querySelector("button");
  button.hidden = true;
  const lines = [];
  try {
    const told = await send("POST", roster.dataset.roster + (really ? "?import=true" : ""), "text/csv", file);
    for (const name of ["new", "known", "twice"]) {
      if (told[name].length) lines.push(line(`${roster.dataset[name]}: ${told[name].join(", ")}`));
    }
    if (really) lines.unshift(line(roster.dataset.done));
    else if (!told.new.length) lines.push(line(roster.dataset.same));
    button.hidden = really || !told.new.length;
    button.onclick = () => takeRoster(file, true);
  } catch (error) {
    lines.push(line(error.message, true));
  }
  roster.querySelector(".taken").replaceChildren(...lines);
  if (really) refresh();
}

if (roster) takes(roster, async ([file]) => { if (file) await takeRoster(file, false); });
