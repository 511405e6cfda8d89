// The trainer's page: the steps of together mode, and numbers about the class, never about a person.
import { ask, data, poll, say } from "./talk.js";
import { counted, follow, make } from "./together.js";

const EVERY = 3000;
const STATES = ["right", "partly", "wrong", "arguable"];

export function trainer() {
  let known = false;
  poll(
    () => "/api/trainer/figures",
    (figures) => {
      known = true;
      tell(figures);
    },
    EVERY,
    (trouble) => {
      if (![401, 403].includes(trouble.status)) return true;
      if (known) location.reload(); // the code is asked for again
      else document.getElementById("told").textContent = trouble.problem || say("failed");
      return false;
    },
  );
  steps();
}

// ---------------------------------------------------------------- together
function steps() {
  const choose = document.getElementById("choose");
  const select = choose.querySelector("select");
  const row = document.getElementById("steps");
  const phase = document.getElementById("phase");
  const count = document.getElementById("count");
  const told = document.getElementById("told");
  const now = document.getElementById("now");
  let wanted = "";
  const watch = follow(show);

  function show(state) {
    phase.textContent = say("trainer_now", { phase: say(`name_${state.phase}`) });
    count.textContent = counted(state);
    const title = data.choices.find((one) => one.lesson === state.lesson && one.exercise === state.exercise);
    now.textContent = title ? `${title.lesson_title} · ${title.title}` : "";
    const right = state.right || {};
    for (const [name, word] of [["first", "trainer_first"], ["again", "trainer_second"]]) {
      const line = document.getElementById(word);
      line.textContent = right[name] ? say(word, right[name]) : "";
    }
    const next = JSON.stringify([state.phase, state.next]);
    if (next === wanted) return;
    wanted = next;
    const at = data.choices.indexOf(title);
    if (at >= 0) select.value = Math.min(at + 1, data.choices.length - 1); // what usually comes after this
    const open = state.next.includes("vote") || state.phase === "verdict";
    choose.hidden = !open;
    const inside = row.contains(document.activeElement) || choose.contains(document.activeElement);
    const buttons = state.next.filter((one) => one !== "vote").map((one, at) => {
      const button = make("button", { type: "button", class: at === 0 && state.phase !== "verdict" ? "first" : null }, say(`step_${one}`));
      button.addEventListener("click", () => go({ do: one }));
      return button;
    });
    row.replaceChildren(...buttons);
    if (inside) (open ? choose.querySelector("select") : buttons[0])?.focus();
  }

  async function go(step) {
    told.textContent = "";
    try {
      const state = await ask("/api/trainer/step", step);
      if (state.phase) show(state);
    } catch (trouble) {
      told.textContent = trouble.problem || say(trouble.status === 0 ? "offline_short" : "failed");
    }
    watch.now();
  }

  let group = null;
  data.choices.forEach((one, at) => {
    if (group?.label !== one.lesson_title) select.append((group = make("optgroup", { label: one.lesson_title })));
    group.append(make("option", { value: at }, one.title));
  });
  choose.addEventListener("submit", (event) => {
    event.preventDefault();
    const { lesson, exercise } = data.choices[select.value];
    go({ do: "vote", lesson, exercise });
  });
}

// ---------------------------------------------------------------- numbers
let shown = "";

function tell(figures) {
  const now = JSON.stringify(figures);
  if (now === shown) return; // a reader in a table is not disturbed by the same numbers
  shown = now;
  const few = figures.shown ? say("figures_learners", figures) : say("figures_few", figures);
  document.getElementById("figures").textContent = few;
  document.getElementById("progress").replaceChildren(...(figures.shown ? [progress(figures)] : []));
  document.getElementById("gain").replaceChildren(figures.gain.length ? gain(figures.gain) : make("p", {}, say("gain_none")));
  const rounds = figures.together.length ? decided(figures.together) : make("p", {}, say("rounds_none"));
  document.getElementById("rounds").replaceChildren(rounds);
}

/** A table with a group of rows for each [title, rows]; without a title the rows alone. */
function table(caption, head, ...groups) {
  const top = head.map(([text, number]) => make("th", { scope: "col", class: number ? "number" : null }, text));
  const line = ([name, ...cells]) =>
    make("tr", {}, make("th", { scope: "row" }, name), ...cells.map((cell, at) => make("td", { class: head[at + 1][1] ? "number" : null }, cell)));
  const bodies = groups.map(([title, rows]) => {
    const over = title ? make("tr", { class: "over" }, make("th", { scope: "rowgroup", colspan: head.length }, title)) : null;
    return make("tbody", {}, over, ...rows.map(line));
  });
  const inner = make("table", {}, make("caption", { class: "hidden" }, caption), make("thead", {}, make("tr", {}, ...top)), ...bodies);
  return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": caption }, inner);
}

/** One table for all lessons that somebody began, so that its columns stand under each other; the rest by name. */
function progress(figures) {
  const names = ["attempted", ...STATES, "stuck"];
  const shape = { right: data.shape.ok, partly: data.shape.unknown, wrong: data.shape.finding, arguable: data.shape.arguable };
  const head = [[say("col_exercise")], ...names.map((name) => [`${shape[name] ? shape[name] + "\u00a0" : ""}${say(`col_${name}`)}`, true]), [say("col_missed")]];
  const few = say("figures_few_here", figures);
  const groups = data.lessons.map(({ lesson, title }) => [title, figures.exercises.filter((one) => one.lesson === lesson)]);
  const begun = groups.filter(([, all]) => all.some((one) => one.attempted));
  const rest = groups.filter(([, all]) => all.length && !all.some((one) => one.attempted)).map(([title]) => title);
  const bodies = begun.map(([title, all]) => {
    const rows = all.map((one) => {
      const small = one.attempted > 0 && one.attempted < figures.least;
      const numbers = names.map((name) => (small ? (name === "attempted" ? few : "") : String(one[name] ?? "")));
      return [one.title, ...numbers, one.missed ? say("missed", one.missed) : ""];
    });
    return [title, rows];
  });
  const left = rest.length ? make("p", {}, say("not_begun", { lessons: rest.join(", ") })) : null;
  return make("div", {}, table(say("trainer_progress"), head, ...bodies), left, make("p", { class: "quiet" }, say("stuck_means")));
}

function gain(rows) {
  const head = [[say("col_concept")], [say("col_before"), true], [say("col_after"), true], [say("col_of"), true]];
  const cells = rows.map((one) => [one.title, ...[one.before, one.after, one.learners].map(String)]);
  return table(say("trainer_gain"), head, ["", cells]);
}

function decided(rows) {
  const share = (one) => (one ? say("split_count", { n: one.right, of: one.voted }) : "");
  const head = [[say("col_exercise")], [say("col_first_vote"), true], [say("col_second_vote"), true]];
  return table(say("trainer_rounds"), head, ["", rows.map((one) => [one.title, share(one.first), share(one.again)])]);
}
