// What we need to know of a student's page, asked as a person would: by what can be seen.
// It runs before the page's own scripts.
(() => {
  if (window !== window.top || window.__penilai) return;
  const typed = new WeakSet();  // fields into which we have written: what stands there is ours
  const report = window.__penilai_report;  // our side hears what it is called with
  const tell = (what) => report(JSON.stringify(what));
  const TEXTS = ["text", "search", "", "email", "tel", "url"];
  const WRITES = "input, textarea, [contenteditable=''], [contenteditable=true]";
  const PRESSED = "button, input[type=submit], input[type=button], input[type=image], "
    + "[role=button], a";

  const seen = (element) => element.checkVisibility({ visibilityProperty: true })
    && element.getClientRects().length > 0;
  const label = (element) => [element.innerText, element.value, element.title,
    element.getAttribute("aria-label"), element.alt].filter(Boolean).join(" ").trim();
  const shown = (selector) => [...document.querySelectorAll(selector)].filter(seen);

  function isForText(element) {
    const kind = element.localName === "input" ? element.type : "";
    return !element.disabled && !element.readOnly && TEXTS.includes(kind);
  }

  // All that can be read: the text, and what stands in fields that we have not filled.
  function text() {
    if (!document.body) return "";
    const fields = shown("textarea, input").filter((e) => e.localName === "textarea" || isForText(e)
      || e.readOnly);
    const inside = fields.filter((e) => !typed.has(e)).map((e) => e.value);
    return [document.body.innerText, ...inside].join("\n");
  }

  // Where messages are written: an empty field, as near as can be above the button.
  function field(button) {
    let fields = shown(WRITES).filter(isForText);
    const empty = fields.filter((e) => typed.has(e) || !(e.value || e.innerText));
    fields = empty.length ? empty : fields;
    const together = fields.filter((e) => button && button.form && e.form === button.form);
    fields = together.length ? together : fields;
    const above = fields.filter((e) => button
      && button.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING);
    fields = above.length ? above : fields;
    const lines = fields.filter((e) => e.localName !== "textarea");
    return (above.length ? fields : lines.length ? lines : fields).at(-1);
  }

  function button(words) {
    return shown(PRESSED).find((e) => words.test(label(e)));
  }

  const SEND = /(^|\W)(send|kirim|enter)(\W|$)/i;
  Object.defineProperty(window, "__penilai", { value: {
    text,
    // Go to a field of the login form, by its name; what stands there will be written over.
    goTo(name) {
      const element = shown(WRITES).find((e) => e.name === name && isForText(e));
      return !!element && this.write(element);
    },
    goToMessage() {
      const element = field(button(SEND));
      return !!element && this.write(element);
    },
    write(element) {
      typed.add(element);
      element.focus();
      if (element.select) element.select();
      return document.activeElement === element;
    },
    // Choose what is offered under that name, where there is a choice.
    choose(name, value) {
      const options = [...document.getElementsByName(name)].flatMap((e) =>
        e.localName === "select" ? [...e.options] : e.type === "radio" ? [e] : []);
      const chosen = options.find((e) => e.value === value || e.text === value);
      if (!chosen) return false;
      chosen.localName === "option" ? chosen.selected = true : chosen.click();
      return true;
    },
    // Is there a place where all of these can be read, and none of those?
    lists(names, without) {
      const has = (text, name) => text.includes(name.toLowerCase());
      return shown("body *").some((element) => {
        const text = (element.innerText || element.value || "").toLowerCase();
        return names.every((name) => has(text, name)) && !without.some((name) => has(text, name));
      });
    },
    isThereAField: () => !!field(button(SEND)),
    // Send the form of the field in which we are: its button, or any that sends forms.
    join(words) {
      const form = document.activeElement.form;
      const inside = shown(PRESSED).filter((e) => form && e.form === form);
      const named = (e) => new RegExp(words, "i").test(label(e));
      const chosen = inside.find(named) || inside.find((e) => /submit|image/.test(e.type))
        || shown(PRESSED).find(named);
      if (chosen) chosen.click();
      return !!chosen;
    },
    // Let all that has come have its effect: pictures that are there or not, and what then runs.
    async comesToRest() {
      const come = (image) => image.complete || new Promise((done) => {
        for (const event of ["load", "error"]) image.addEventListener(event, done);
      });
      const late = new Promise((done) => start(done, LONG));
      await Promise.race([late, Promise.all([...document.images].map(come))]);
      for (let turn = 0; turn < 3; turn++) await new Promise((done) => start(done));
    },
    send() {
      const chosen = button(SEND);
      if (chosen) chosen.click();
      return !!chosen;
    },
  } });

  // What only a script does that somebody has smuggled in with a name or a message.
  Object.defineProperty(window, "diretas", { set: () => tell({ trapped: true }) });

  // What tells us that there is something new to read.
  let told = false;
  function changed() {
    if (told) return;
    told = true;
    queueMicrotask(() => { told = false; tell({ text: text() }); });
  }
  new MutationObserver(changed).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });
  addEventListener("load", changed, true);
  for (const kind of [HTMLTextAreaElement, HTMLInputElement]) {
    const own = Object.getOwnPropertyDescriptor(kind.prototype, "value");
    Object.defineProperty(kind.prototype, "value", {
      ...own, set(value) { own.set.call(this, value); changed(); },
    });
  }

  // Short timers that are still to come: the page may show something then.
  const LONG = 3000;
  const timers = new Set();
  const { setTimeout: start, clearTimeout: stop } = window;
  function over(number) { if (timers.delete(number)) tell({ timers: timers.size }); }
  window.setTimeout = (job, delay = 0, ...more) => {
    if (!(delay > 0 && delay <= LONG) || typeof job !== "function") return start(job, delay, ...more);
    const number = start(() => { try { job(...more); } finally { over(number); } }, delay);
    timers.add(number);
    tell({ timers: timers.size });
    return number;
  };
  window.clearTimeout = (number) => { over(number); stop(number); };
})();
