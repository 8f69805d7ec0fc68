// Saves each answer the moment it is given: form[data-save-url]. What could not be sent waits in memory, one value
// per question, and never in the browser's storage. Without this script the form sends the whole page; with it only
// what is not saved yet, so that an older tab does not undo what was chosen in a newer one. Every answer names the participant
// of this page; once somebody else sits at this browser, what waits is thrown away, never sent, and the page says so.

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30000;
const LIMIT = 10000; // a request that hangs longer than this counts as lost

// Signing in again in another tab renews the token; the form on this page then still holds the old one.
function freshToken(form) {
  const field = form.elements.csrfmiddlewaretoken;
  const cookie = document.cookie.match(/csrftoken=([^;]+)/);
  if (field && cookie) field.value = cookie[1];
  return field?.value ?? "";
}

class Refused extends Error {
  constructor(state, message = "") {
    super(message);
    this.state = state;
  }
}

// Only the portal itself may say that an answer was saved; a login page of a public network may not.
async function judge(answer) {
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new Refused("signin");
  if (answer.status >= 502 && answer.status <= 504) throw new Refused("offline"); // the portal is being restarted
  const said = await answer.json().catch(() => ({}));
  if (answer.status === 409) throw new Refused(said.other ? "other" : "closed", said.message);
  if (!answer.ok || said.saved !== true) throw new Refused("failed");
}

class Saver {
  constructor(form, status) {
    this.form = form;
    this.status = status;
    this.waiting = new Map();
    this.busy = null;
    this.leaving = false;
    this.wait = FIRST_WAIT;
  }

  say(state, message = "") {
    this.state = state;
    if (!this.status) return;
    const name = `text${state.charAt(0).toUpperCase()}${state.slice(1)}`;
    this.status.dataset.state = state;
    this.status.textContent = message || this.status.dataset[name] || "";
  }

  put(item, value) {
    this.waiting.delete(item); // a changed answer goes to the end: saved in the order in which it was given
    this.waiting.set(item, value);
    if (this.state === "saved") this.say(""); // not true any more
    this.run();
  }

  run() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.busy || this.leaving || this.waiting.size === 0) return;
    this.busy = this.drain().finally(() => {
      this.busy = null;
      if (this.waiting.size > 0 && !this.timer) this.run();
    });
  }

  async drain() {
    while (this.waiting.size > 0 && (await this.next()));
  }

  async next() {
    const [item, value] = this.waiting.entries().next().value;
    try {
      await judge(await this.send(item, value, { signal: AbortSignal.timeout?.(LIMIT) }));
    } catch (fault) {
      if (fault.state === "other") {
        this.giveUp();
        return false;
      }
      if (fault.state === "closed") this.waiting.clear();
      this.say(fault.state ?? "offline", fault.state === "closed" ? fault.message : "");
      if (this.waiting.size > 0) this.later();
      return false;
    }
    if (this.waiting.get(item) === value) this.waiting.delete(item);
    this.wait = FIRST_WAIT;
    if (this.waiting.size === 0) this.say("saved");
    return true;
  }

  send(item, value, options) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", freshToken(this.form));
    body.set("participant", this.form.elements.participant?.value ?? "");
    body.set("language", this.form.elements.language?.value ?? "");
    body.set("item", item);
    body.set("value", value);
    const headers = { Accept: "application/json" };
    return fetch(this.form.dataset.saveUrl, { method: "POST", body, redirect: "manual", headers, ...options });
  }

  // Whoever sits here now reads no answer of the person before.
  giveUp() {
    this.waiting.clear();
    this.state = "other";
    this.leave();
    const notice = document.querySelector("[data-other-participant]");
    this.form.replaceWith(notice);
    notice.hidden = false;
    notice.focus();
  }

  later() {
    this.timer = setTimeout(() => this.run(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  // Something changed for the better, perhaps: try now, and when that fails soon again. What is on its way
  // left before the change, so its refusal says nothing about now.
  retry() {
    this.wait = FIRST_WAIT;
    if (this.busy) this.busy.then(() => this.run());
    else this.run();
  }

  // First what still waits; a page sent meanwhile could be overtaken by it. Without a connection or a session the
  // next page cannot come and this one holds the answers, so here we stay, and say why.
  submit(event) {
    if (this.leaving) return;
    this.run();
    if (!this.busy) return this.leave();
    event.preventDefault();
    this.busy.then(() => {
      if (this.leaving || (this.waiting.size > 0 && ["offline", "signin"].includes(this.state))) return;
      this.leave();
      this.form.requestSubmit(event.submitter);
    });
  }

  leave() {
    freshToken(this.form);
    this.leaving = true;
    clearTimeout(this.timer);
  }

  flush() {
    if (this.leaving) return;
    for (const [item, value] of this.waiting) this.send(item, value, { keepalive: true }).catch(() => {});
  }

  comeBack() {
    this.leaving = false;
    this.run();
  }
}

const ANSWERS = "input[type=radio], textarea";

// A browser may restore what was chosen before a reload, and a page with errors shows what was not kept.
function unsaved(field, refused) {
  if (field.type !== "radio") return refused || field.value !== field.defaultValue;
  return field.checked && (refused || !field.defaultChecked);
}

const form = document.querySelector("form[data-save-url]");
if (form) {
  const saver = new Saver(form, document.querySelector("[data-save-status]"));
  const fields = [...form.querySelectorAll(ANSWERS)];
  form.addEventListener("change", ({ target }) => {
    if (target.matches(ANSWERS)) saver.put(target.name, target.value);
  });
  form.addEventListener("submit", (event) => saver.submit(event));
  form.addEventListener("formdata", ({ formData }) => {
    for (const { name } of fields) if (!saver.waiting.has(name)) formData.delete(name);
  });
  window.addEventListener("online", () => saver.retry());
  // Back from the tab in which somebody signed in again.
  document.addEventListener("visibilitychange", () => document.hidden || saver.retry());
  window.addEventListener("pagehide", () => saver.flush());
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) {
      const refused = "unsaved" in form.dataset;
      for (const field of fields) if (unsaved(field, refused)) saver.put(field.name, field.value);
    }
    if (persisted && saver.waiting.size === 0) location.reload(); // perhaps somebody else pressed Back
    else saver.comeBack();
  });
}
