// Together: one card that all answer, on a phone and on the screen of the room. The server says which phase it is.
import { mount } from "./card.js";
import { data, newView, noSeat, Outbox, poll, say } from "./talk.js";

const VOTES = { vote: "first", again: "again" };

export function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** The state of the round, asked each second; a version that is known is not sent again. */
export function follow(heard, troubled = null) {
  let version = 0;
  const key = data.key ? `&key=${encodeURIComponent(data.key)}` : "";
  return poll(
    () => `/api/together?since=${version}${key}`,
    (told) => {
      if (told.version === version && version) return;
      version = told.version;
      heard(told);
    },
    undefined,
    troubled,
  );
}

// ---------------------------------------------------------------- a round to look at
/** A bar with its count in words; the length goes through the object model, as a strict page wants. */
function bar(count, of, name) {
  const part = make("span", { class: "part" });
  part.style.width = of ? `${(100 * count) / of}%` : "0";
  const told = make("span", { class: "count" }, say("split_count", { n: count, of }));
  return make("span", { class: "split" }, name && make("span", { class: "turn" }, name), make("span", { class: "track", "aria-hidden": "true" }, part), told);
}

function bars(state, field, value) {
  const both = state.split && state.split_again;
  const turns = [["split", "split_first"], ["split_again", "split_second"]].filter(([name]) => state[name]);
  const drawn = turns.map(([name, word]) => bar(state[name][field]?.[value] ?? 0, state[name].voted, both ? say(word) : null));
  return drawn.length ? make("div", { class: "bars" }, ...drawn) : null;
}

const isAnswer = (state, field, value) => {
  const answer = state.answer?.[field];
  return Array.isArray(answer) ? answer.includes(value) : answer === value;
};

function marks(state, mine, field, value) {
  const own = mine?.[field];
  const chosen = Array.isArray(own) ? own.includes(value) : own === value;
  return [
    isAnswer(state, field, value) ? make("span", { class: "mark answer" }, `${data.shape.ok} ${say("answer_here")}`) : null,
    chosen && own != null ? make("span", { class: "mark own" }, say("chosen")) : null,
  ];
}

const ofRecords = (field) => Boolean(field.rows && field.head);

function facts(field) {
  if (!field.facts?.length) return null;
  return make("dl", { class: "facts" }, ...field.facts.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]));
}

function choice(field, state, mine) {
  const rows = field.options.map((option) =>
    make(
      "li",
      { class: isAnswer(state, field.name, option.value) ? "is-answer" : null },
      make("span", { class: "label" }, option.label, ...marks(state, mine, field.name, option.value)),
      bars(state, field.name, option.value),
    ),
  );
  return make("div", { class: "field" }, make("h3", {}, field.legend || field.label || ""), make("ul", { class: "options" }, ...rows));
}

function ticks(field, state, mine) {
  const split = state.split || state.split_again;
  const named = field.rows.length && field.head.length > field.rows[0].cells.length;
  const heads = named ? field.head : ["", ...field.head];
  const top = [...heads, ...(split ? [""] : [])].map((text) => (text ? make("th", { scope: "col" }, text) : make("td")));
  const rows = field.rows.map((row) => {
    const last = split ? make("td", { class: "counted" }, ...marks(state, mine, field.name, row.key), bars(state, field.name, row.key)) : null;
    const cells = row.cells.map((cell, at) => make("td", { "data-head": (named ? field.head.slice(1) : field.head)[at] || null }, cell));
    const answer = isAnswer(state, field.name, row.key) ? "is-answer" : null;
    return make("tr", { class: answer }, make("th", { scope: "row" }, row.key), ...cells, last);
  });
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...top)), make("tbody", {}, ...rows));
  const scroll = { class: "scroll", role: "region", tabindex: "0", "aria-label": field.legend };
  return make("div", { class: "field" }, make("h3", {}, field.legend), make("div", scroll, table));
}

/** Question, facts, options with their bars; `mine` are the values of the last vote of this learner. */
export function round(state, mine = null) {
  const fields = state.card.fields;
  const left = state.verdict ? fields.filter((field) => !ofRecords(field)) : fields;
  const told = left.map((field) => (ofRecords(field) ? ticks(field, state, mine) : choice(field, state, mine)));
  const cases = fields.map(facts).filter(Boolean);
  return make(
    "div",
    { class: "round" },
    make("p", { class: "place" }, state.place || ""),
    make("h2", { tabindex: "-1" }, state.card.question),
    ...(state.card.notes || []).map((note) => make("p", { class: "note" }, note)),
    make("div", { class: cases.length ? "fields two" : "fields" }, make("div", {}, verdict(state, mine), ...cases), make("div", {}, ...told)),
  );
}

/** What the answer is and why; the server made and escaped it, as it does the feedback of a card. */
function verdict(state, mine) {
  if (!state.verdict) return null;
  const node = make("div", { class: "verdict" });
  node.innerHTML = state.verdict;
  const first = node.querySelector("p");
  if (first?.textContent === state.card.question) first.remove(); // it stands above
  // Of records that were ticked the reasons stand in a table: how many ticked each comes beside it, and not twice.
  const field = state.card.fields.find(ofRecords);
  for (const line of field ? node.querySelectorAll("tbody tr") : []) {
    const key = line.querySelector("th")?.textContent;
    const own = marks(state, mine, field.name, key).slice(1);
    line.append(make("td", { class: "counted" }, ...own.filter(Boolean), bars(state, field.name, key)));
  }
  if (field) node.querySelector("thead tr")?.append(make("td"));
  if (state.arguable) node.prepend(make("p", { class: "arguable" }, `${data.shape.arguable} ${say("arguable")}`));
  return node;
}

/** How many voted; with too few votes for a split, why there is none. */
export function counted(state) {
  if (state.phase === "idle") return "";
  const shows = ["split", "split_again"].includes(state.phase);
  const few = shows && !state[state.phase] ? " " + say("split_few", { least: state.least }) : "";
  return say("voted", { voted: state.voted, learners: state.learners }) + few;
}

// ---------------------------------------------------------------- on a phone
export function phone() {
  const phase = document.getElementById("phase");
  const count = document.getElementById("count");
  const place = document.getElementById("round");
  let drawn = "";
  let card = null;
  follow(
    (state) => {
      const now = `${state.phase}:${state.round}:${VOTES[state.phase] ? "" : JSON.stringify([state.split, state.split_again, state.verdict])}`;
      count.textContent = counted(state);
      if (now === drawn) return;
      drawn = now;
      const inside = place.contains(document.activeElement);
      phase.textContent = say(`phase_${state.phase}`);
      card?.remove();
      card = null;
      if (VOTES[state.phase]) {
        place.replaceChildren();
        card = ballot(place, state);
      } else {
        place.replaceChildren(...(state.card ? [round(state, state.mine?.again ?? state.mine?.first)] : []));
      }
      if (inside) place.querySelector("h2, .question")?.focus();
    },
    (trouble) => {
      if ([401, 403].includes(trouble.status)) return noSeat(), false;
      return true;
    },
  );
}

/** The card of the round with one button; what is chosen is sent with the vote, and not before. */
function ballot(place, state) {
  const card = structuredClone(state.card);
  const mine = state.mine?.[VOTES[state.phase]] ?? state.mine?.first;
  if (mine) card.values = mine;
  const buttons = (voted) => ({ check: say(voted ? "vote_change" : "vote_do"), hint: null, solution: null, retry: null });
  Object.assign(card, { id: `vote:${state.round}:${state.phase}`, learner: data.learner, feedback: "", points: "", state: "new" });
  Object.assign(card, { buttons: buttons(Boolean(state.mine?.[VOTES[state.phase]])), place: state.place });
  card.words = { ...card.words, lost: say("vote_waits"), busy: say("vote_sending") };
  let listener = null;
  const reply = (n, more) => listener?.({ n, state: "new", points: "", feedback: null, saved: true, problem: null, card: null, ...more });
  const told = (word) => make("p", {}, say(word)).outerHTML;
  const heard = (answer, message) =>
    reply(message.n, { buttons: buttons(true), saved: answer.saved !== false, problem: answer.problem || null, feedback: told("vote_sent") });
  const refused = (trouble, message) =>
    reply(message.n, { buttons: card.buttons, problem: trouble.problem || say(trouble.status === 409 ? "vote_closed" : "failed"), feedback: "" });
  const box = new Outbox("/api/vote", newView(), heard, refused);
  const transport = {
    send(message) {
      if (message.do !== "check") return reply(message.n, { buttons: card.buttons });
      const first = message.values[card.fields[0].name];
      if (first === null || first === undefined) return reply(message.n, { buttons: card.buttons, feedback: told("vote_empty") });
      return void box.add({ n: message.n, do: "vote", round: state.round, values: message.values });
    },
    onReply: (callback) => {
      listener = callback;
      return () => (listener = null);
    },
  };
  return mount(place, transport, card);
}

// ---------------------------------------------------------------- on the screen of the room
export function screen() {
  const place = document.getElementById("round");
  const idle = document.getElementById("idle");
  const phase = document.getElementById("phase");
  const count = document.getElementById("count");
  let drawn = "";
  follow((state) => {
    document.body.dataset.phase = state.phase;
    count.textContent = counted(state) || say("screen_in", { n: state.learners });
    const now = JSON.stringify([state.phase, state.round, state.split, state.split_again, state.verdict]);
    if (now === drawn) return;
    drawn = now;
    phase.textContent = state.phase === "idle" ? "" : say(`phase_${state.phase}`);
    idle.hidden = state.phase !== "idle";
    place.replaceChildren(...(state.card ? [round(state)] : []));
    fit();
  });
  addEventListener("resize", fit);
}

/** Nobody scrolls the screen of a room, and the last row reads it too: letters as large as all of it fits. */
function fit() {
  const now = document.querySelector(".now");
  const page = document.documentElement;
  now.style.fontSize = "";
  if (innerWidth < 900 || document.body.dataset.phase === "idle") return;
  for (let size = 1.6; size >= 0.55; size -= 0.05) {
    now.style.fontSize = `${size}em`;
    if (page.scrollHeight <= innerHeight && now.scrollWidth <= now.clientWidth) break;
  }
  scrollTo(0, 0);
}
