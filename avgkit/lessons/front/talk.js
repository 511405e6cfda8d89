// Talking with the trainer's computer: requests that give up in time, an outbox that survives a lost network, and polling.
// What a learner filled in waits in this browser until the server says it has it; (view, n) makes a repeat harmless.

const PATIENCE = 8000; // milliseconds for one request
const WAITS = [500, 1000, 2000, 4000, 8000]; // between attempts that fail
const STUMBLES = 4; // times that the same message may fail inside the server
const POLL = 1000;
const POLL_HIDDEN = 6000;
const POLL_MOST = 15000;
const NO_SEAT = [401, 403];

export const data = JSON.parse(document.getElementById("data").textContent);
export const words = data.words;

/** A phrase with its values filled in. */
export function say(name, values = {}) {
  return (words[name] || "").replace(/\{(\w+)\}/g, (all, key) => (key in values ? String(values[key]) : all));
}

const later = (time) => new Promise((done) => setTimeout(done, time));

/** What went wrong with a request: `status` 0 is no network; `problem` a sentence of the server, `wait` in seconds. */
export class Trouble extends Error {
  constructor(status, told = {}) {
    super(told.problem || String(status));
    this.status = status;
    this.problem = told.problem || "";
    this.wait = Number(told.wait) || 0;
  }

  /** Whether nobody was there to answer; a server that is only busy says so itself. */
  get gone() {
    return [0, 502, 504].includes(this.status);
  }

  /** Whether the same request may succeed later. */
  get passing() {
    return this.status === 0 || this.status >= 500 || this.status === 408 || this.status === 429;
  }
}

/** One request; gives the JSON of the answer (null for "nothing new"), or throws Trouble. */
export async function ask(path, body, patience = PATIENCE) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  const headers = { Accept: "application/json", "X-Avgkit": "1" };
  const options = { headers, signal: stop.signal, credentials: "same-origin", cache: "no-store" };
  if (body !== undefined) {
    Object.assign(options, { method: "POST", body: JSON.stringify(body) });
    headers["Content-Type"] = "application/json";
  }
  try {
    const answer = await fetch(path, options);
    if (answer.status === 204 || answer.status === 304) return null;
    const told = await answer.json().catch(() => null);
    if (!answer.ok) throw new Trouble(answer.status, told && typeof told === "object" ? told : {});
    if (told === null) throw new Trouble(0);
    return told;
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble(0);
  } finally {
    clearTimeout(timer);
  }
}

// ---------------------------------------------------------------- the line that says how things stand
const line = document.getElementById("line");
let lost = new Set();

/** Tell that somebody has no network, or has it again; one calm line for all. */
export function connection(who, there) {
  const before = lost.size;
  if (there) lost.delete(who);
  else lost.add(who);
  if (lost.size && (!before || line.dataset.waiting !== String(outbox.size))) {
    line.dataset.waiting = outbox.size;
    const count = outbox.size;
    const left = count ? " " + (count === 1 ? say("waiting_one") : say("waiting_more", { n: count })) : "";
    show(say(data.page === "screen" ? "screen_offline" : "offline") + (data.learner ? left : ""), "lost");
  } else if (before && !lost.size) {
    show(data.learner ? say("online") : "", "back");
  }
}

/** No seat any more: what waits stays here, and there is a way in. */
export function noSeat() {
  const link = document.createElement("a");
  link.href = "/";
  link.textContent = say("to_join");
  show(say("seat_gone") + " ", "lost");
  line.firstChild?.append(link);
}

function show(text, state) {
  line.dataset.state = state;
  const told = document.createElement("p");
  told.textContent = text;
  line.replaceChildren(...(text ? [told] : []));
}

// ---------------------------------------------------------------- the outbox
const STORE = `avgkit:out:${data.room || ""}:${data.learner || ""}:`;

const store = {
  read(key) {
    try {
      const found = JSON.parse(localStorage.getItem(key));
      return Array.isArray(found) ? found : [];
    } catch {
      return [];
    }
  },
  write(key, list) {
    try {
      if (list.length) localStorage.setItem(key, JSON.stringify(list));
      else localStorage.removeItem(key);
    } catch {
      /* a browser that keeps nothing: memory alone, as long as the page is open */
    }
  },
  keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(STORE));
    } catch {
      return [];
    }
  },
};

/** How many answers wait on this page. */
const outbox = {
  boxes: new Set(),
  get size() {
    return [...this.boxes].reduce((sum, box) => sum + box.waiting.length, 0);
  },
};

/** A name of its own for each card that is opened: two tabs never share one. */
export function newView() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The messages of one view to one address, sent one after another and kept until they are confirmed.
 * `heard(reply, message)` gets each reply; `refused(trouble, message)` what the server will never take.
 */
export class Outbox {
  constructor(path, view, heard, refused, waiting = []) {
    Object.assign(this, { path, view, heard, refused, waiting, busy: false, wake: null });
    this.key = `${STORE}${path}:${view}`;
    outbox.boxes.add(this);
  }

  add(message) {
    const last = this.waiting.at(-1);
    // Of what was not sent yet, a later state replaces an earlier one that asked for nothing more.
    const free = last && !(this.busy && this.waiting.length === 1);
    if (free && (last.do === "keep" || last.do === message.do)) this.waiting.pop();
    this.waiting.push({ ...message, view: this.view });
    store.write(this.key, this.waiting);
    if (this.busy && lost.has(this)) connection(this, false); // the count in the line
    return this.run();
  }

  async run() {
    if (this.busy) return this.wake?.();
    this.busy = true;
    for (let failed = 0; this.waiting.length; ) {
      const message = this.waiting[0];
      try {
        const reply = await ask(this.path, message);
        failed = 0;
        this.done(message);
        connection(this, true);
        this.heard?.(reply, message);
      } catch (trouble) {
        // What makes the server stumble each time would hold up all that comes after it.
        if (trouble.passing && !(trouble.status === 500 && failed >= STUMBLES)) {
          if (trouble.gone) connection(this, false);
          const wait = Math.max(WAITS[Math.min(failed, WAITS.length - 1)], 1000 * trouble.wait);
          failed += 1;
          await this.pause(wait * (0.8 + 0.4 * Math.random()));
        } else if (NO_SEAT.includes(trouble.status)) {
          noSeat();
          break; // it stays in the store, for when there is a seat again
        } else {
          failed = 0;
          this.done(message);
          connection(this, true);
          this.refused?.(trouble, message);
        }
      }
    }
    this.busy = false;
  }

  /** Wait, or go on as soon as the network or the reader is back. */
  pause(time) {
    return new Promise((go) => {
      const on = () => {
        clearTimeout(timer);
        removeEventListener("online", on);
        this.wake = null;
        go();
      };
      const timer = setTimeout(on, time);
      this.wake = time > 2000 && navigator.onLine ? on : null;
      addEventListener("online", on);
    });
  }

  done(message) {
    this.waiting = this.waiting.filter((one) => one !== message);
    store.write(this.key, this.waiting);
  }
}

/** What waited for another class will never be asked for again: nothing of a learner stays behind on a device. */
function forgetOthers() {
  try {
    const others = (key) => key.startsWith("avgkit:out:") && !key.startsWith(`avgkit:out:${data.room}:`);
    Object.keys(localStorage).filter(others).forEach((key) => localStorage.removeItem(key));
  } catch {
    /* a browser that keeps nothing */
  }
}

/** Send what an earlier page could not; a page that is still open sends it too, and once counts. */
export function sendLeftovers() {
  if (!data.learner) return;
  forgetOthers();
  for (const key of store.keys()) {
    const waiting = store.read(key);
    const [, path, view] = key.slice(STORE.length).match(/^(\/.*):([^:]+)$/) || [];
    if (path && ![...outbox.boxes].some((box) => box.key === key)) new Outbox(path, view, null, null, waiting).run();
  }
}

// ---------------------------------------------------------------- polling
/** Ask again and again; `path` is made anew each time. Slower when nobody looks, slower still when nobody answers. */
export function poll(path, heard, every = POLL, troubled = null) {
  const me = {};
  let failed = 0;
  let wake = null;
  let stopped = false;
  const rest = (time) =>
    new Promise((go) => {
      wake = go;
      setTimeout(go, time);
    });
  document.addEventListener("visibilitychange", () => document.hidden || wake?.());
  addEventListener("online", () => wake?.());
  (async () => {
    while (!stopped) {
      try {
        const told = await ask(path());
        failed = 0;
        connection(me, true);
        if (told !== null) heard(told);
      } catch (trouble) {
        if (!(trouble instanceof Trouble)) throw trouble;
        failed += 1;
        if (trouble.passing) failed > 1 && trouble.gone && connection(me, false);
        else if (troubled?.(trouble) === false) return;
      }
      const slow = Math.min(every * 2 ** failed, POLL_MOST);
      await rest((failed ? slow : document.hidden ? POLL_HIDDEN : every) * (0.9 + 0.2 * Math.random()));
    }
  })();
  return { now: () => wake?.(), stop: () => (stopped = true) };
}

export { later };
