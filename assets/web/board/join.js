// A trainee's page: come in with a code, vote. The token lives in this tab only, never in an address.

const room = document.getElementById("room");
const enter = document.getElementById("enter");
const form = document.getElementById("join");
const code = document.getElementById("code");
const wrong = form.querySelector(".wrong");
const KEY = "cool-head-seat";
let shown = "";
let again = 1;  // how soon the server wants to be asked again

function seat() {
  return JSON.parse(sessionStorage.getItem(KEY) || "null");
}

async function ask(method, url, body) {
  const mine = seat();
  const headers = { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang };
  if (mine) headers.Authorization = `Bearer ${mine.token}`;
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) }).catch(() => {
    throw new Error(room.dataset.lost);
  });
  const told = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(told.message || answer.statusText), { status: answer.status });
  return told;
}

// What will be kept is said before anybody comes in.
async function notice() {
  const place = document.getElementById("notice");
  place.replaceChildren();
  if (code.value.replace(/\s/g, "").length !== 6) return;
  try {
    const told = await ask("GET", `/api/join/${encodeURIComponent(code.value.replace(/\s/g, ""))}`);
    const list = document.createElement("ul");
    for (const sentence of told.notice) {
      const line = document.createElement("li");
      line.textContent = sentence;
      list.append(line);
    }
    const title = document.createElement("p");
    title.textContent = told.title;
    title.className = "strong";
    place.append(title, list);
  } catch (error) {
    wrong.textContent = error.message;
  }
}

code.addEventListener("change", () => { wrong.textContent = ""; notice(); });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  wrong.textContent = "";
  try {
    const told = await ask("POST", "/api/join", { code: code.value.replace(/\s/g, ""), name: form.elements.name.value });
    sessionStorage.setItem(KEY, JSON.stringify({ token: told.token, name: told.seat.name, title: told.session.title }));
    begin();
    document.getElementById("what").focus();
  } catch (error) {
    wrong.textContent = error.message;
  }
});

document.getElementById("leave").addEventListener("click", () => {
  sessionStorage.removeItem(KEY);
  enter.hidden = false;
  room.hidden = true;
  code.focus();
});

function show(told) {
  const what = document.getElementById("what");
  const heard = document.getElementById("heard");
  const mine = document.getElementById("mine");
  const asking = told.phase === "asking";
  what.textContent = asking ? told.title : room.dataset[told.phase === "ended" ? "ended" : told.phase === "shown" ? "shown" : "waiting"];
  heard.hidden = !told.heard;
  heard.textContent = told.heard;
  mine.textContent = told.mine ? room.dataset.voted : "";
  const key = `${told.turn}/${told.phase}/${told.replies.map((one) => one.option).join()}/${told.mine}`;
  if (key !== shown) {
    shown = key;
    const focused = document.activeElement?.value;
    const buttons = told.replies.map((reply) => {
      const button = document.createElement("button");
      button.textContent = reply.text;
      button.value = reply.option;
      button.disabled = !asking;
      button.setAttribute("aria-pressed", String(reply.option === told.mine));
      button.addEventListener("click", () => vote(told.turn, reply.option));
      return button;
    });
    document.getElementById("replies").replaceChildren(...buttons);
    buttons.find((one) => one.value === focused)?.focus();
  }
  const team = told.team;
  document.getElementById("team").textContent = team && team.ready !== null ? room.dataset.team.replace("{ready}", team.ready).replace("{people}", team.people) : "";
}

async function vote(turn, option) {
  try {
    await ask("POST", "/api/together/vote", { turn, option });
  } catch (error) {
    document.getElementById("mine").textContent = error.message;
  }
  look();
}

async function look() {
  try {
    const told = await ask("GET", "/api/together");
    again = told.again_s;
    show(told);
  } catch (error) {
    if (error.status === 401 || error.status === 410) {
      sessionStorage.removeItem(KEY);
      enter.hidden = false;
      room.hidden = true;
      wrong.textContent = error.message;
    } else document.getElementById("mine").textContent = room.dataset.lost;
  }
}

function begin() {
  enter.hidden = true;
  room.hidden = false;
  document.getElementById("who").textContent = `${seat().title} · ${seat().name}`;
  look();
}

async function keepLooking() {
  if (seat() && !room.hidden && !document.hidden) await look();
  setTimeout(keepLooking, 1000 * again);
}

setTimeout(keepLooking, 1000);
if (seat()) begin();
else notice();
