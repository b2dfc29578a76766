// The live vote: the same ballot, whose answers go to the computer at the shared screen at once. What this device needs to
// go on after a reload stays in sessionStorage; what was not acknowledged is sent again.
(() => {
  const find = (id) => document.getElementById(id);
  const kept = {
    get(key) {
      try {
        return JSON.parse(sessionStorage.getItem(`weigh-${key}`));
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        if (value === null) sessionStorage.removeItem(`weigh-${key}`);
        else sessionStorage.setItem(`weigh-${key}`, JSON.stringify(value));
      } catch {
        // Then a reload asks for the code and the name again; answers that were received are not lost.
      }
    },
  };

  let room = decodeURIComponent(location.hash.slice(1)) || kept.get("room") || "";
  let person = kept.get("person");
  let page = null;
  let rev = 0;
  // Ask for what holds now, without waiting for news.
  let isAsking = true;
  let phase = "";
  let asked = null;
  // The round asks how sure everybody is.
  let asksSure = false;
  // What the computer at the screen has acknowledged, and what is on the page: lists of [question, value].
  let received = { votes: [], notes: [], confidence: null };
  let unsent = kept.get("unsent");
  let sending = false;
  let waiting = null;
  let isHurried = false;
  const live = { draft: null, changed, choose };

  function request(method, path, body, signal) {
    const headers = { "X-Weigh-Room": room };
    if (person) headers["X-Weigh-Person"] = person;
    if (body) headers["Content-Type"] = "application/json";
    return fetch(path, { method, headers, body: body && JSON.stringify(body), signal, cache: "no-store" });
  }

  const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const sentence = async (response) => (await response.json().catch(() => ({}))) || {};

  function atDoor(said) {
    if (page) {
      kept.set("said", said);
      return location.reload();
    }
    document.documentElement.classList.remove("paper");
    find("status").textContent = said || kept.get("said") || "";
    kept.set("said", null);
    find("door").onsubmit = (event) => {
      event.preventDefault();
      room = find("room").value;
      enter();
    };
    find("room").focus();
  }

  async function enter() {
    const code = room.toUpperCase().replace(/[\s\u2010-\u2013-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
    room = code;
    if (!code) return atDoor("");
    let response;
    try {
      response = await request("GET", "/questions");
    } catch {
      atDoor("The computer at the shared screen does not answer. Is this device in the same network?");
      return;
    }
    if (!response.ok) {
      kept.set("room", null);
      return atDoor((await sentence(response)).error ?? "This did not work: try again.");
    }
    kept.set("room", room);
    history.replaceState(null, "", `#${room}`);
    unfold(await response.json());
  }

  // The page of the questions, escaped where it was made; scripts in it would not run by the page's policy.
  function unfold({ title, main, data }) {
    const parsed = new DOMParser().parseFromString(main, "text/html");
    document.querySelector("main").replaceWith(document.adoptNode(parsed.querySelector("main")));
    document.title = `Ballot: ${title}`;
    document.documentElement.classList.add("at-once");
    for (const how of document.querySelectorAll(".note p")) how.textContent = "Others in this network could read it on the way.";
    page = ballot(data, live);
    find("q0").addEventListener("change", () => changed(received));
    find("q0").addEventListener("keydown", (event) => {
      const radio = sures()[Number(event.key) - 1];
      if (!radio || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      radio.checked = true;
      radio.focus();
      changed(received);
    });
    find("done").addEventListener("click", () => page.say(unsent ? late() : "Thank you. Look at the screen; you can change answers until the votes are shown."));
    page.askWho();
    follow();
  }

  async function choose(name) {
    let response;
    try {
      response = await request("POST", "/claim", { name });
    } catch {
      find("who-status").textContent = "The computer at the shared screen does not answer. Try again.";
      return;
    }
    const answer = await sentence(response);
    find("who-status").textContent = response.ok ? "" : (answer.error ?? "This did not work: try again.");
    if (!response.ok) return;
    person = answer.person;
    kept.set("person", person);
    look();
  }

  // Waits for news of the vote, for as long as the page is open.
  async function follow() {
    for (;;) {
      waiting = new AbortController();
      const limit = setTimeout(() => waiting.abort(), 25000);
      try {
        const response = await request("GET", isAsking ? "/state" : `/state?after=${rev}`, null, waiting.signal);
        clearTimeout(limit);
        if (response.ok) {
          apply(await response.json());
          continue;
        }
        await refused(response);
      } catch {
        clearTimeout(limit);
      }
      if (!isHurried) await pause(1.5);
      isHurried = false;
    }
  }

  // Looks at once, as after a sleep.
  function look() {
    isAsking = true;
    isHurried = true;
    if (waiting) waiting.abort();
  }

  async function refused(response) {
    const { reason, error } = await sentence(response);
    if (reason === "code" || reason === "blocked") {
      kept.set("room", null);
      if (location.hash) history.replaceState(null, "", location.pathname);
      atDoor(error);
    } else if (reason === "no-name") {
      person = null;
      kept.set("person", null);
      isAsking = true;
      page.askWho();
    } else if (error) {
      page.say(error);
    }
  }

  function apply(state) {
    rev = state.rev;
    isAsking = false;
    name(state.people);
    for (const button of document.querySelectorAll("[data-name]")) {
      const taken = state.people.some((other) => other.name === button.dataset.name && other.taken);
      button.disabled = taken;
      button.title = taken ? "taken on another device" : "";
    }
    if (!state.you) return;
    const now = [state.phase, state.question ?? null, state.confidence === true];
    const isOther = find("ballot").hidden || now.some((part, place) => part !== [phase, asked, asksSure][place]);
    [phase, asked, asksSure] = now;
    received = {
      votes: Object.entries(state.yours.votes),
      notes: Object.entries(state.yours.notes),
      confidence: state.yours.confidence ?? null,
    };
    for (const place of document.querySelectorAll("#bar .person")) place.textContent = state.you;
    if (!isOther) {
      if (unsent) send();
      return;
    }
    // What was written for an open ballot is not sent to a closed one.
    if (phase !== "open" && unsent) keepUnsent(null);
    live.draft = unsent ?? received;
    page.begin({ name: state.you, role: state.people.find((other) => other.name === state.you)?.role });
    const isOpen = phase === "open" || phase === "round";
    for (const field of page.fields) {
      field.field.hidden = phase === "round" && (asksSure || field.question.id !== asked);
      field.field.disabled = !isOpen;
      if (!isOpen) field.clear.hidden = true;
    }
    find("q0").hidden = find("q0").disabled = !asksSure;
    for (const radio of sures()) radio.checked = asksSure && Number(radio.value) === (live.draft.confidence ?? null);
    if (asksSure) find("q0").focus({ preventScroll: true });
    for (const part of document.querySelectorAll(".part")) part.hidden = !part.querySelector(".question:not([hidden])");
    find("done").hidden = !isOpen;
    find("open").hidden = phase === "round";
    tell();
    if (unsent) send();
  }

  // The list of names as it is by now: somebody may have come late.
  function name(people) {
    const list = document.querySelector(".names");
    const known = [...list.querySelectorAll("[data-name]")];
    for (const button of known) if (!people.some((person) => person.name === button.dataset.name)) button.parentElement.remove();
    for (const person of people) {
      if (known.some((button) => button.dataset.name === person.name)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.name = button.textContent = person.name;
      button.addEventListener("click", () => choose(person.name));
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
    }
  }

  function keepUnsent(draft) {
    unsent = draft;
    kept.set("unsent", draft);
    find("bar").classList.toggle("unsent", false);
  }

  const count = () => `${received.votes.length} of ${page.fields.length}`;

  function tell() {
    if (phase === "shown") return page.say("The votes are on the screen: look there. Your answers can only be read now.");
    if (phase === "closed") return page.say("The vote is closed. Your answers can only be read now.");
    if (asksSure) {
      const isIn = received.confidence !== null;
      return page.say(isIn ? "Received: how sure you are. Look at the screen." : "How sure are you of the decision? 1 to 5, unseen by the others.");
    }
    if (phase === "round") {
      const isIn = received.votes.some(([question]) => question === asked);
      return page.say(isIn ? "Vote again on this question. Received: your answer." : "Vote again on this question.");
    }
    page.say(`Received: ${count()}`);
  }

  function late() {
    const before = new Map(received.votes);
    const noted = new Map(received.notes);
    const open = new Set();
    for (const [question, vote] of unsent.votes) if (before.get(question) !== vote) open.add(question);
    for (const [question] of received.votes) if (!unsent.votes.some(([other]) => other === question)) open.add(question);
    if ((unsent.confidence ?? null) !== received.confidence) open.add("");
    for (const [question, note] of unsent.notes) if (noted.get(question) !== note) open.add(question);
    const answers = open.size === 1 ? "1 answer waits" : `${open.size} answers wait`;
    return `Not sent: ${answers} on this device. Trying again.`;
  }

  const sures = () => [...find("q0").querySelectorAll("input")];

  function changed({ votes, notes }) {
    const said = asksSure ? sures().find((radio) => radio.checked) : null;
    unsent = { votes, notes, confidence: said ? Number(said.value) : null };
    kept.set("unsent", unsent);
    send();
  }

  // Sends the whole ballot; while it is under way, what changes meanwhile goes with the next one.
  async function send() {
    if (sending) return;
    sending = true;
    let tries = 0;
    while (unsent && person) {
      const draft = unsent;
      try {
        const body = { rev, votes: Object.fromEntries(draft.votes), notes: Object.fromEntries(draft.notes) };
        if (draft.confidence) body.confidence = draft.confidence;
        const response = await request("PUT", "/ballot", body, AbortSignal.timeout ? AbortSignal.timeout(8000) : undefined);
        if (response.status === 204) {
          received = draft;
          if (unsent === draft) keepUnsent(null);
          tries = 0;
          tell();
          continue;
        }
        if (response.status === 409) {
          look();
          break;
        }
        if (response.status === 400 || response.status === 413) {
          page.say((await sentence(response)).error);
          break;
        }
        if (response.status === 403 || response.status === 429) {
          await refused(response);
          break;
        }
      } catch {
        // The network, or the computer, is away.
      }
      page.say(late());
      find("bar").classList.add("unsent");
      tries += 1;
      await pause(Math.min(tries, 4));
    }
    sending = false;
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && page) look();
  });
  window.addEventListener("online", () => page && look());
  window.addEventListener("hashchange", () => location.reload());
  enter();
})();
