// The pages of a class: joining, the list of lessons, and a lesson with its cards. Words come with the page.
import { mount } from "./card.js";
import { ask, data, newView, noSeat, Outbox, say, sendLeftovers, Trouble, later } from "./talk.js";
import { phone, screen } from "./together.js";
import { trainer } from "./trainer.js";

// ---------------------------------------------------------------- forms that ask something once
function form(node, send) {
  const told = node.querySelector(".told");
  const button = node.querySelector("button");
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    told.textContent = "";
    const empty = [...node.querySelectorAll("input")].find((input) => !input.value.trim());
    if (empty) {
      told.textContent = say("join_empty");
      empty.focus();
      return;
    }
    button.setAttribute("aria-disabled", "true");
    try {
      await send(Object.fromEntries(new FormData(node)));
    } catch (trouble) {
      const wait = trouble.wait ? " " + say("join_wait", { n: Math.ceil(trouble.wait) }) : "";
      told.textContent = (trouble.problem || say(trouble.status === 0 ? "offline_short" : "failed")) + wait;
      node.querySelector("input").focus();
    }
    button.removeAttribute("aria-disabled");
  });
}

function join() {
  form(document.getElementById("join"), async (given) => {
    await ask("/join", { code: given.code });
    location.assign("/");
  });
  form(document.getElementById("rejoin"), async (given) => {
    await ask("/rejoin", { code: given.code, learner: given.learner, key: given.key });
    location.assign("/");
  });
}

// ---------------------------------------------------------------- a lesson
/** The transport of a card over HTTP: it waits for the network, and tells the card what it must know. */
function transport(path, card) {
  let listener = null;
  let attempt = card.attempt;
  let last = { state: card.state, points: card.points, buttons: card.buttons, feedback: null, card: null };
  const heard = (reply) => {
    if (reply.card) {
      reply.card.words = { ...reply.card.words, lost: say("card_lost") };
      attempt = reply.card.attempt;
    }
    last = { ...reply, feedback: null, card: null };
    listener?.(reply);
    gain();
  };
  const refused = (trouble, message) =>
    listener?.({ ...last, n: message.n, saved: false, problem: trouble.problem || say("failed") });
  const box = new Outbox(path, newView(), heard, refused);
  return {
    send: (message) => void box.add({ ...message, attempt }),
    onReply: (callback) => {
      listener = callback;
      return () => (listener = null);
    },
  };
}

async function card(place) {
  const path = `${data.lesson}/${encodeURIComponent(place.dataset.card)}`;
  for (let failed = 0; ; failed += 1) {
    try {
      const drawn = await ask(`/api/card/${path}`, undefined, 30_000);
      drawn.words = { ...drawn.words, lost: say("card_lost") };
      const told = place.querySelector(".loading");
      mount(place, transport(`/api/act/${path}`, drawn), drawn);
      told?.remove();
      return;
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      const told = place.querySelector(".loading");
      if (trouble.status === 401) return noSeat();
      if (!trouble.passing) return void (told.textContent = trouble.problem || say("failed"));
      told.textContent = trouble.problem || say("offline_short");
      await later(Math.max(Math.min(1000 * 2 ** failed, 8000), 1000 * trouble.wait));
    }
  }
}

/** What was known before and is known now, where the page has a place for it; anew after each answer. */
async function gain() {
  const node = document.querySelector("[data-gain]");
  if (!node) return;
  try {
    const told = await ask("/api/gain");
    node.innerHTML = told.html; // made and escaped by the server, as feedback is
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble; // what stands there stays
  }
}

/** Prepared choices: every variant is in the page, one is shown. */
function choices(node) {
  const shown = [...node.querySelectorAll(".variant")];
  const radios = [...node.querySelectorAll("input[type=radio]")];
  const follow = () => shown.forEach((one, at) => (one.hidden = !radios[at].checked));
  node.addEventListener("change", follow);
  follow();
}

/** A table of words is read on a phone as well: there each cell is told after the name of its column, if it has several. */
function words(table) {
  const names = [...(table.tHead?.rows[0].cells ?? [])].map((cell) => cell.textContent.trim());
  const numbers = table.tBodies[0]?.rows[0]?.querySelectorAll(".right, .number").length ?? 0;
  if (2 * numbers >= names.length) return; // numbers are compared down a column
  for (const row of names.length > 2 ? table.tBodies[0].rows : []) {
    [...row.cells].forEach((cell, at) => cell.tagName === "TD" && names[at] && (cell.dataset.head = names[at]));
  }
  table.classList.add("words");
}

async function lesson() {
  document.querySelectorAll(".text table").forEach(words);
  document.querySelectorAll(".choices").forEach(choices);
  gain();
  // One after another, from the top: the first is there soonest, and fifteen learners do not ask for all at once.
  for (const place of document.querySelectorAll("[data-card]")) await card(place);
}

function login() {
  form(document.getElementById("login"), async (given) => {
    await ask("/api/trainer/login", { code: given.code });
    location.assign("/trainer");
  });
}

const PAGES = { join, login, lesson, together: phone, screen, trainer };
sendLeftovers();
PAGES[data.page]?.();
document.body.dataset.ready = "yes"; // before this a form does nothing; its policy lets no browser send it by itself
