// The card of an exercise: real form controls drawn from JSON, and what is answered sent on through one small transport.
// Plain JavaScript, no libraries, no other host. The key of the exercise is never here: Python marks the answer.
//
//   mount(root, transport, card) -> {update(card), remove()}
//   transport = {send(message), onReply(callback), onCard(callback)?}   kernel comm in a notebook, HTTP in a class

const PATIENCE = 4000; // milliseconds without an answer before we say so
const SLOW = 700; // before we say that the computer is busy
const ACTS = ["check", "hint", "solution", "retry"];
let cards = 0;

/** An element with attributes and children; a text child is always text, never HTML. */
function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A control of the form. JupyterLab reads its one-letter shortcuts before we see the key: only this attribute stops it. */
function control(name, attributes) {
  return make(name, { ...attributes, "data-lm-suppress-shortcuts": "true" });
}

function facts(field) {
  if (!field.facts || !field.facts.length) return null;
  const list = make("dl", { class: "facts" });
  for (const [label, value] of field.facts) list.append(make("dt", {}, label), make("dd", {}, value));
  return list;
}

// ---------------------------------------------------------------- the fields: draw, read, fill
const FIELDS = {
  ticks: {
    draw(field, id) {
      const rows = field.rows.map((row, place) => {
        const named = field.head.length > row.cells.length; // the first head is the one of the record's own number
        const heads = named ? field.head.slice(1) : field.head;
        const box = control("input", { type: "checkbox", id: `${id}-${place}`, value: row.key, "aria-label": row.label });
        const cells = row.cells.map((cell, at) => make("td", { "data-head": heads[at] || null }, cell));
        const name = make("th", { scope: "row" }, make("label", { for: box.id }, row.key));
        const line = make("tr", {}, make("td", { class: "box" }, box), name, ...cells);
        line.addEventListener("click", (event) => {
          if (!event.target.closest("input, label")) box.click();
        });
        return line;
      });
      const named = field.rows.length && field.head.length > field.rows[0].cells.length;
      const heads = named ? field.head : ["", ...field.head];
      const top = heads.map((text) => (text ? make("th", { scope: "col" }, text) : make("td")));
      const table = make("table", {}, make("thead", {}, make("tr", {}, make("td"), ...top)), make("tbody", {}, ...rows));
      return make("fieldset", { class: "ticks" }, make("legend", {}, field.legend), table);
    },
    read: (node) => [...node.querySelectorAll("input:checked")].map((box) => box.value),
    fill(node, value) {
      for (const box of node.querySelectorAll("input")) box.checked = Array.isArray(value) && value.includes(box.value);
    },
  },
  choice: {
    draw(field, id) {
      const options = field.options.map((option, place) => {
        const radio = control("input", { type: "radio", name: id, id: `${id}-${place}`, value: option.value });
        return make("label", { class: "option", for: radio.id }, radio, make("span", {}, option.label));
      });
      const legend = make("legend", {}, field.legend);
      if (!field.facts_first) return make("fieldset", { class: "choice" }, legend, facts(field), ...options);
      // One case with two questions: its facts belong to both, so they stand before the first.
      return make("div", { class: "case" }, facts(field), make("fieldset", { class: "choice" }, legend, ...options));
    },
    read: (node) => node.querySelector("input:checked")?.value ?? null,
    fill(node, value) {
      for (const radio of node.querySelectorAll("input")) radio.checked = radio.value === value;
    },
  },
  select: {
    draw(field, id) {
      const select = control("select", { id });
      for (const option of field.options) select.append(make("option", { value: option.value }, option.label));
      const label = make("label", { class: "name", for: id }, field.label);
      return make("fieldset", { class: "select" }, label, facts(field), select);
    },
    read: (node) => node.querySelector("select").value,
    fill(node, value) {
      const select = node.querySelector("select");
      const known = [...select.options].map((option) => option.value);
      select.value = [value, "keep", known[0]].find((wanted) => known.includes(wanted)); // unsaid: it stays as it is
    },
  },
  grid: {
    draw(field, id) {
      const top = field.columns.map((column) => make("th", { scope: "col" }, column.label));
      const rows = field.rows.map((row) => {
        const cells = field.columns.map((column) => {
          const name = `${row.label}: ${column.label}`;
          const box = control("input", { type: "checkbox", value: `${row.key}|${column.value}`, "aria-label": name });
          return make("td", {}, make("label", {}, box, make("span", { class: "hidden", "aria-hidden": "true" }, column.label)));
        });
        return make("tr", {}, make("th", { scope: "row" }, row.label), ...cells);
      });
      const head = make("thead", {}, make("tr", {}, make("td"), ...top));
      const table = make("table", { id }, head, make("tbody", {}, ...rows));
      return make("fieldset", { class: "grid" }, make("legend", {}, field.legend), table);
    },
    read: (node) => FIELDS.ticks.read(node),
    fill: (node, value) => FIELDS.ticks.fill(node, value),
  },
};

/** What makes two cards the same questions about the same records, so that one's answers fit the other. */
function print(card) {
  return JSON.stringify([card.id, card.lang, card.question, card.notes, card.fields]);
}

/** The browser's memory of this tab; where it is switched off (private mode) we do without. */
const memory = {
  get(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      /* nothing to remember with */
    }
  },
};

export function mount(root, transport, card) {
  const id = `avgkit-${(cards += 1)}-${Math.random().toString(36).slice(2, 8)}`;
  const view = make("section", { class: "avgkit-card", "aria-labelledby": `${id}-q` });
  const status = make("div", { class: "status", role: "status", "aria-live": "polite" });
  const feedback = make("div", { class: "feedback" });
  const trouble = make("p", { class: "trouble" });
  status.append(trouble, feedback);
  let nodes = {};
  let buttons = {};
  let place, points, heading, form;
  let shown = null; // the print of the card that is drawn
  let told = null; // the HTML of the feedback that is shown
  let score = "";
  // Two views of one card hear each other's answers; a start of its own lets each know which are its own.
  let sent = Math.floor(Math.random() * 1e9);
  let waiting = null; // the number of the last message that has no answer yet
  let busy = false;
  let missed = false; // the last message got no answer in time
  let again = false; // what is on its way was sent before
  let timers = [];

  const key = () => `avgkit:${card.learner ?? ""}:${card.id}`;
  const word = (name) => (card.words && card.words[name]) || "";
  const values = () => Object.fromEntries(card.fields.map((f) => [f.name, FIELDS[f.type].read(nodes[f.name])]));

  function fill(given) {
    for (const field of card.fields) if (field.name in given) FIELDS[field.type].fill(nodes[field.name], given[field.name]);
  }

  // -------------------------------------------------------------- drawing
  function draw() {
    view.lang = card.lang;
    shown = print(card);
    place = make("p", { class: "place" });
    points = make("p", { class: "points" });
    heading = make("h3", { class: "question", id: `${id}-q`, tabindex: "-1" }, card.question);
    form = make("form", { novalidate: true, autocomplete: "off" });
    nodes = {};
    card.fields.forEach((field, at) => {
      nodes[field.name] = FIELDS[field.type].draw(field, `${id}-${at}`);
      form.append(nodes[field.name]);
    });
    buttons = {};
    const row = make("div", { class: "buttons" });
    for (const act of ACTS) {
      buttons[act] = control("button", { type: "button", class: act === "check" ? "first" : null, "data-act": act });
      buttons[act].addEventListener("click", () => act_on(act));
      row.append(buttons[act]);
    }
    form.append(row);
    form.addEventListener("change", () => send("keep"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act_on("check");
    });
    const notes = (card.notes || []).map((note) => make("p", { class: "note" }, note));
    // The status region itself is never replaced: a screen reader listens to this one node.
    for (const child of [...view.children]) if (child !== status) child.remove();
    view.prepend(place, heading, ...notes, form);
    if (!status.parentNode) view.append(status);
    view.append(points);
    fill(card.values || {});
    state(card);
    working(false);
    status.setAttribute("aria-label", word("feedback"));
    told = null;
    tell(card.feedback || "");
  }

  function state(given) {
    view.dataset.state = given.state || "";
    place.textContent = card.place || "";
    place.hidden = !card.place;
    score = given.points || "";
    for (const act of ACTS) {
      const label = given.buttons ? given.buttons[act] : null;
      // A button that has nothing more to give keeps its place and the focus; one that never had is not there.
      if (label) buttons[act].textContent = label;
      buttons[act].hidden = !buttons[act].textContent;
      buttons[act].classList.toggle("spent", !label);
    }
  }

  /** What Python says of the answer (it made and escaped the HTML), and the points where that does not name them. */
  function tell(html) {
    if (html !== null && html !== undefined && html !== told) feedback.innerHTML = told = html;
    points.textContent = feedback.textContent.includes(score) ? "" : score;
  }

  function working(on) {
    busy = on;
    view.setAttribute("aria-busy", String(on));
    for (const button of Object.values(buttons)) {
      button.setAttribute("aria-disabled", String(on || button.classList.contains("spent")));
    }
  }

  // -------------------------------------------------------------- talking
  function act_on(act) {
    if (!busy && !buttons[act].classList.contains("spent")) {
      working(true);
      send(act);
    }
  }

  function send(act) {
    sent += 1;
    waiting = sent;
    missed = false;
    const message = { n: sent, do: act, values: values() };
    if (act !== "retry") memory.set(key(), { print: shown, values: message.values });
    timers.forEach(clearTimeout);
    timers = [setTimeout(lost, PATIENCE)];
    if (busy && word("busy")) timers.push(setTimeout(() => (trouble.textContent = word("busy")), SLOW));
    try {
      Promise.resolve(transport.send(message)).catch(lost);
    } catch {
      lost();
    }
  }

  function lost() {
    timers.forEach(clearTimeout);
    if (waiting === null) return;
    missed = true;
    working(false);
    trouble.textContent = word("lost");
  }

  function resend() {
    again = true;
    send("keep");
  }

  function replied(reply) {
    if (!reply || typeof reply !== "object" || !("n" in reply)) return;
    const mine = reply.n === waiting;
    if (mine) {
      timers.forEach(clearTimeout);
      trouble.textContent = reply.problem || (again && word("sent_again")) || "";
      waiting = null;
      again = false;
      if (reply.saved) memory.set(key(), null);
    }
    if (reply.card) {
      memory.set(key(), null);
      replace(reply.card, mine);
    } else {
      state(reply);
      working(busy && !mine);
      tell(reply.feedback);
      // Another answer came while ours did not: the line is open again.
      if (!mine && waiting !== null && missed) resend();
    }
  }

  function replace(given, focus) {
    card = given;
    draw();
    if (focus) heading.focus();
  }

  /** The same card, newer: from another view of it, or from code. What is on its way from here is left as it is. */
  function update(given) {
    if (print(given) !== shown) return replace(given, false);
    card = given;
    state(given);
    working(busy);
    if (waiting === null) {
      fill(given.values || {});
      tell(given.feedback || "");
    }
  }

  // -------------------------------------------------------------- keys
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return; // the browser's and the reader's own keys
    if (event.key === "Enter" && event.target.matches("input") && !event.shiftKey) {
      event.preventDefault();
      act_on("check");
    }
    event.stopPropagation(); // no letter typed here is meant for the notebook
  });

  draw();
  root.append(view);
  const gone = [transport.onReply(replied), transport.onCard?.(update)];

  // What did not arrive before the page was loaded again or the cell was run again: put back, and sent once more.
  const kept = memory.get(key());
  if (kept && kept.print === shown && JSON.stringify(kept.values) !== JSON.stringify(values())) {
    fill(kept.values);
    resend();
  }

  return {
    update,
    remove() {
      timers.forEach(clearTimeout);
      gone.forEach((stop) => stop?.());
      view.remove();
    },
  };
}

/** In a notebook: the transport is the kernel's comm. Each view of the model gets a card; all follow the model. */
export default {
  render({ model, el }) {
    const listen = (event, callback) => {
      model.on(event, callback);
      return () => model.off(event, callback);
    };
    const transport = {
      send: (message) => model.send(message),
      onReply: (callback) => listen("msg:custom", callback),
      onCard: (callback) => listen("change:card", () => callback(model.get("card"))),
    };
    el.style.width = "100%"; // the card measures the room it gets, so the notebook must not measure the card
    return mount(el, transport, model.get("card")).remove;
  },
};
