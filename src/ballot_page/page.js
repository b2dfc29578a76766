"use strict";
// What the ballot does in a browser. Everything readable stands in the page itself; this script lets a person choose a
// name, keeps a draft, and makes the code and the file. Texts go in by textContent only. It asks nothing of any network,
// and uses only what a page opened from a file or over plain HTTP may use. In a live vote, `live` takes the answers.
function ballot(data, live) {
  const edition = data.questionnaire;
  const find = (id) => document.getElementById(id);
  const fields = edition.questions.map((question, place) => {
    const field = find(`q${place + 1}`);
    return {
      question,
      place,
      field,
      radios: [...field.querySelectorAll("input")],
      note: field.querySelector("textarea"),
      noted: field.querySelector(".note summary"),
      clear: field.querySelector(".clear"),
    };
  });

  // Whose ballot is on the page: {name, role?}, or null before somebody said so.
  let person = null;

  // Drafts: one entry of localStorage for this session and edition, in it one draft a name.
  const drafts = {
    read() {
      try {
        const kept = JSON.parse(localStorage.getItem(data.key));
        return kept && Array.isArray(kept.drafts) ? kept : { last: "", drafts: [] };
      } catch {
        return { last: "", drafts: [] };
      }
    },
    of(name) {
      return this.read().drafts.find((draft) => draft.name === name);
    },
    // Tells whether the browser has kept it. Other people's drafts are read again each time: two tabs may be open.
    write(name, draft) {
      const others = this.read().drafts.filter((other) => other.name !== name);
      try {
        if (draft || others.length) {
          const kept = { last: draft ? name : "", drafts: draft ? [...others, { name, ...draft }] : others };
          localStorage.setItem(data.key, JSON.stringify(kept));
        } else {
          localStorage.removeItem(data.key);
        }
        return true;
      } catch {
        return false;
      }
    },
  };

  // The votes and notes on the page, in the order of the questions.
  const vote = (field) => field.radios.find((radio) => radio.checked)?.value;
  const noteOf = (field) => tidy(field.note.value);
  const votes = () => fields.filter(vote).map((field) => [field.question.id, vote(field)]);
  const notes = () => fields.filter(noteOf).map((field) => [field.question.id, noteOf(field)]);

  // What the program would clean from a text that a person types.
  function tidy(text) {
    const visible = text.replace(/\t/g, "    ").replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "");
    return visible.replace(/[\ud800-\udfff]/gu, "\ufffd").trim();
  }

  // The code: a character a question, and four characters that catch slips; in groups of five.
  function code() {
    const digits = fields.map((field) => {
      const chosen = vote(field);
      return chosen === undefined ? "-" : chosen === "unknown" ? "0" : String(field.question.choices.indexOf(chosen) + 1);
    });
    const name = person.name.normalize("NFC").trim().toLowerCase();
    const check = crc32(new TextEncoder().encode([edition.id, edition.sha256, name, digits.join("")].join("\n")));
    const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const checks = [15, 10, 5, 0].map((shift) => crockford[(check >>> shift) & 31]).join("");
    return [...digits.join("").match(/.{1,5}/g), checks].join(" ");
  }

  // CRC-32 (IEEE), as in zlib.
  function crc32(bytes) {
    let crc = ~0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
  }

  // The file: exactly the bytes that `weigh ballot` writes. Objects are written by hand: JavaScript would sort a key
  // such as "2026" before all others.
  function file() {
    const text = JSON.stringify;
    const object = (entries, indent) => {
      if (!entries.length) return "{}";
      const lines = entries.map(([key, value]) => `${indent}  ${text(key)}: ${value}`);
      return `{\n${lines.join(",\n")}\n${indent}}`;
    };
    const texts = (entries, indent) => object(entries.map(([key, value]) => [key, text(value)]), indent);
    const parts = [["kind", text("weigh-ballot")], ["schema", "1"], ["name", text(person.name)]];
    if (person.role) parts.push(["role", text(person.role)]);
    parts.push([
      "questionnaire",
      object(
        [
          ["id", text(edition.id)],
          ["version", text(edition.version)],
          ["sha256", text(edition.sha256)],
          ["questions", texts(edition.questions.map((question) => [question.id, question.sha256]), "    ")],
        ],
        "  ",
      ),
    ]);
    parts.push(["votes", texts(votes(), "  ")]);
    if (notes().length) parts.push(["notes", texts(notes(), "  ")]);
    return object(parts, "") + "\n";
  }

  function fileName() {
    const kept = person.name.replace(/[^\p{Alphabetic}\p{N}]/gu, "-").replace(/^-+|-+$/g, "");
    return `${kept || "my"}.ballot.json`;
  }

  // What is shown.
  const say = (sentence) => (find("status").textContent = sentence);

  function show() {
    const open = fields.filter((field) => vote(field) === undefined);
    for (const field of fields) {
      field.clear.hidden = vote(field) === undefined;
      field.noted.textContent = noteOf(field) ? "Note (written)" : "Note";
    }
    const link = find("open");
    link.textContent = `${fields.length - open.length} of ${fields.length}${open.length ? ", next open" : ""}`;
    link.href = `#${(open[0] ?? fields[0]).field.id}`;
    if (live) return;
    find("code").textContent = data.codes ? code() : "Too many questions or choices for a code: save the file.";
  }

  function changed() {
    show();
    const draft = { votes: votes(), notes: notes() };
    if (live) return live.changed(draft);
    const isKept = drafts.write(person.name, draft);
    const count = `${votes().length} of ${fields.length} answered. `;
    say(count + (isKept ? "Kept in this browser." : "This browser keeps nothing: copy the code or save the file before you close the page."));
  }

  function step(name) {
    for (const id of ["who", "again"]) find(id).hidden = id !== name;
    find("ballot").hidden = find("bar").hidden = name !== "ballot";
  }

  function askWho() {
    person = null;
    fill({ votes: [], notes: [] });
    step("who");
  }

  // A draft is shown only to somebody who says that it is theirs.
  function askAgain(who) {
    person = null;
    for (const place of document.querySelectorAll("#again .person")) place.textContent = who.name;
    step("again");
    find("go-on").onclick = () => begin(who);
    find("again-title").focus();
  }

  function choose(name) {
    if (live) return live.choose(name);
    const tidied = tidy(name).normalize("NFC");
    const same = (other) => other.toLowerCase() === tidied.toLowerCase();
    const known = data.people.find((other) => same(other.name));
    const who = known ?? { name: drafts.read().drafts.map((draft) => draft.name).find(same) ?? tidied };
    if (drafts.of(who.name)) askAgain(who);
    else if (who.name) begin(who);
  }

  function begin(who) {
    person = who;
    fill((live ? live.draft : drafts.of(who.name)) ?? { votes: [], notes: [] });
    for (const place of document.querySelectorAll("#bar .person")) place.textContent = who.name;
    step("ballot");
    show();
    say("");
    window.scrollTo(0, 0);
    fields[0].field.focus({ preventScroll: true });
  }

  function fill(draft) {
    const given = new Map(draft.votes);
    const written = new Map(draft.notes);
    for (const field of fields) {
      for (const radio of field.radios) radio.checked = radio.value === given.get(field.question.id);
      field.note.value = written.get(field.question.id) ?? "";
      for (const details of field.field.querySelectorAll("details")) details.open = false;
    }
  }

  function copy() {
    const range = document.createRange();
    range.selectNodeContents(find("code"));
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    let isCopied = false;
    try {
      isCopied = document.execCommand("copy");
    } catch {
      // Some browsers refuse; the code stays selected.
    }
    const left = notes().length ? " Your notes travel in the file only." : "";
    say((isCopied ? "Copied: send it to the person who runs the meeting." : "Selected: copy it with Ctrl+C, or Cmd+C on a Mac.") + left);
  }

  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file()], { type: "application/json" }));
    link.download = fileName();
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say(`Saved as ${link.download}: send it to the person who runs the meeting.`);
  }

  function forget() {
    if (!window.confirm(`Clear the answers of ${person.name} from this page and this browser? The code goes with them.`)) return;
    drafts.write(person.name, null);
    askWho();
    find("who-title").focus();
  }

  // A digit answers the question that has the focus, as in the program.
  function digit(event, field) {
    const isTyping = event.target === field.note || event.ctrlKey || event.altKey || event.metaKey;
    if (isTyping || !/^[0-9]$/.test(event.key)) return;
    const place = event.key === "0" ? field.radios.length - 1 : Number(event.key) - 1;
    if (event.key !== "0" && place >= field.radios.length - 1) return;
    event.preventDefault();
    field.radios[place].checked = true;
    field.radios[place].focus();
    changed();
  }

  for (const field of fields) {
    field.field.addEventListener("change", changed);
    field.note.addEventListener("input", changed);
    field.field.addEventListener("keydown", (event) => digit(event, field));
    field.clear.addEventListener("click", () => {
      for (const radio of field.radios) radio.checked = false;
      changed();
      field.radios[0].focus();
    });
  }
  for (const button of document.querySelectorAll("[data-name]")) button.addEventListener("click", () => choose(button.dataset.name));
  find("other").addEventListener("submit", (event) => {
    event.preventDefault();
    choose(find("other-name").value);
  });
  find("ballot").addEventListener("submit", (event) => event.preventDefault());
  find("not-me").addEventListener("click", () => {
    askWho();
    find("who-title").focus();
  });
  find("change").addEventListener("click", () => {
    askWho();
    find("who-title").focus();
  });
  find("copy").addEventListener("click", copy);
  find("save").addEventListener("click", save);
  find("forget").addEventListener("click", forget);
  find("copy").hidden = find("how-code").hidden = !data.codes;

  document.documentElement.classList.remove("paper");
  if (live) return { askWho, begin, fields, fill, say, show };
  const last = drafts.read().last;
  const known = data.people.find((other) => other.name === last);
  askWho();
  if (last && drafts.of(last)) askAgain(known ?? { name: last });
}
if (document.getElementById("data")) ballot(JSON.parse(document.getElementById("data").textContent), null);
