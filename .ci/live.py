"""Votes live in a real browser, each voter in a context of their own: live.py CHROMIUM WEIGH FOLDER [AXE.js]

The program runs on a terminal of its own, under a name, so that the page is no secure context, as on phones. Everything that
a context is sent is recorded and searched for other people's votes; the session is compared with one of the keyboard.
"""

import base64
import fcntl
import json
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

from browser import FAINT_TEXT, Page, check

NAMES = ["Ana", "Bo", "Chi", "Dee", "Eve", "Fay", "Gus", "Hal"]
SURE = {"Ana": 4, "Bo": 5, "Chi": 1, "Dee": 3, "Eve": 3, "Fay": 2, "Gus": 4, "Hal": 5}
TITLE = "Support answered by a model"
NAME = "devbox.corp"
# Targets that a finger misses.
SMALL = """[...document.querySelectorAll('button, summary, textarea, .choice, #open')]
  .filter(e => e.checkVisibility()).map(e => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([text]) => text)"""


class Program:
    """weigh on a terminal of 80 by 24; what it paints is read all the time."""

    def __init__(self, *command):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", LANG="C.UTF-8")
            os.execv(command[0], [str(part) for part in command])
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.painted = ""

    def read(self, seconds=0.05):
        while select.select([self.terminal], [], [], seconds)[0]:
            try:
                self.painted += os.read(self.terminal, 1 << 16).decode(errors="replace")
            except OSError:
                return

    def wait_for(self, pattern, seconds=20):
        """Waits for text between escapes; returns what was found."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            # Only what differs is painted: the whole screen is asked for, again and again.
            self.painted = ""
            os.write(self.terminal, b"\x0c")
            self.read(0.2)
            plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.painted)
            if found := re.search(pattern, plain):
                return found
        seen = " ".join(plain.replace(chr(0x2580), "").split())
        sys.exit(f"weigh never painted {pattern}: {seen[-1500:]}")

    def press(self, keys):
        self.painted = ""
        os.write(self.terminal, keys.encode())

    def end(self, how=signal.SIGTERM):
        self.read()
        os.kill(self.process, how)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


# Tells of everything that the page is sent.
LISTEN = """(() => { const real = window.fetch; window.fetch = async (...asked) => {
  const answer = await real(...asked); answer.clone().text().then(text => heard(text), () => {}); return answer; }; })()"""
NAMED = "document.querySelector('#who [data-name={}]')"


class Voter:
    """A browser context of its own: a phone."""

    def __init__(self, browser, link):
        self.browser = browser
        browser.session = None
        context = browser.send("Target.createBrowserContext")["browserContextId"]
        target = browser.send("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        self.session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")
        self.send("Runtime.addBinding", name="heard")
        self.send("Page.addScriptToEvaluateOnNewDocument", source=LISTEN)
        self.go(link)

    def send(self, method, **parameters):
        self.browser.session = self.session
        return self.browser.send(method, **parameters)

    def ask(self, script):
        return self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)["result"].get("value")

    def go(self, link):
        self.send("Page.navigate", url=link)
        self.wait("document.readyState !== 'loading'")

    def wait(self, condition, seconds=25):
        script = f"""new Promise(done => {{ const until = Date.now() + {seconds * 1000}; const look = () => {{
          let found = false; try {{ found = {condition}; }} catch {{}}
          if (found || Date.now() > until) done(Boolean(found)); else setTimeout(look, 40); }}; look(); }})"""
        return self.ask(script)

    def take(self, name):
        button = NAMED.format(json.dumps(name))
        ready = self.wait(f"{button} && !{button}.disabled && !document.getElementById('who').hidden")
        self.ask(f"{button}.click()")
        return ready and self.wait("!document.getElementById('ballot').hidden")

    def answer(self, digits):
        self.ask(f"""[...{json.dumps(digits)}].forEach((digit, place) => {{
          const radios = [...document.querySelectorAll('#q' + (place + 1) + ' input')];
          if (digit !== '-') radios[digit === '0' ? radios.length - 1 : Number(digit) - 1].click(); }})""")

    def note(self, text):
        self.ask(f"""(field => {{ field.value = {json.dumps(text)}; field.dispatchEvent(new Event('input', {{bubbles: true}})); }})
          (document.querySelector('#q1 textarea'))""")

    def offline(self, is_away):
        self.send("Network.emulateNetworkConditions", offline=is_away, latency=0, downloadThroughput=-1, uploadThroughput=-1)

    def press(self, key, code, text=None):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.send("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **extra)

    def says(self, words, seconds=25):
        return self.wait(f"document.getElementById('status').textContent.includes({json.dumps(words)})", seconds)

    def status(self):
        return self.ask("document.getElementById('status').textContent")

    def name(self):
        return self.ask("document.querySelector('#bar .person').textContent")

    def heard(self):
        """Everything that this context was sent since it was opened."""
        called = (event for event in self.browser.events if event["method"] == "Runtime.bindingCalled" and event["sessionId"] == self.session)
        return [event["params"]["payload"] for event in called]


def every(voters, words, seconds=25):
    """Who of them is not told that."""
    return [voter.status() for voter in voters if not voter.says(words, seconds)]


class Meeting:
    """Eight people, the program, and what each of them means to say."""

    def __init__(self, browser, weigh, folder, dice):
        self.browser, self.weigh, self.folder = browser, weigh, folder
        self.path = folder / "live.weigh.json"
        self.questions = self.session()["questionnaire"]["questions"]
        self.ballots = {name: [dice.choice("0123456789"[: len(question["choices"]) + 1]) for question in self.questions] for name in NAMES}
        for name in NAMES:
            # All agree on the second question.
            self.ballots[name][1] = "2"
        self.voters = {}

    def session(self):
        return json.loads(self.path.read_bytes())

    def open(self):
        self.program = Program(self.weigh, "host", self.path, "--listen", "127.0.0.1", "--name", NAME)
        self.program.wait_for(r"Open a page at")
        self.program.press("\r")
        self.place = self.program.wait_for(rf"http://({NAME}:\d+)").group(1)
        self.code = self.program.wait_for(r"Code  ([0-9A-Z]{4}-[0-9A-Z]{4})").group(1)
        self.link = f"http://{self.place}/#{self.code.replace('-', '')}"

    def choice(self, place, digit):
        return "unknown" if digit == "0" else self.questions[place]["choices"][int(digit) - 1]["id"]

    def strangers(self):
        stranger = Voter(self.browser, f"http://{self.place}/")
        stranger.wait("document.getElementById('room')")
        text = stranger.ask("document.documentElement.textContent")
        yield check("the address alone shows nothing but a field for the code", TITLE not in text and "Ana" not in text)
        yield check("the page is no secure context, as on a phone", stranger.ask("window.isSecureContext") is False)
        stranger.ask("document.getElementById('room').value = '0000 0000'; document.querySelector('#door button').click()")
        yield check("a wrong code is said in a sentence", stranger.says("not the code on the screen"))
        evil = Voter(self.browser, f"http://evil.example:{self.place.split(':')[1]}/#{self.code}")
        said = evil.ask("document.documentElement.textContent")
        yield check(f"another name for the address opens nothing: {said[:60]}", "Type the address" in said and "script" not in said)
        # A page of another site, with no policy of its own.
        elsewhere = Voter(self.browser, "data:text/html,<p>elsewhere")
        host, code = f"http://{self.place}", json.dumps({"X-Weigh-Room": self.code})
        for what, asked in {
            "reads nothing": f"fetch('{host}/questions', {{headers: {code}}}).then(answer => answer.text(), () => 'blocked')",
            "reads nothing without asking either": f"fetch('{host}/questions', {{mode: 'no-cors'}}).then(answer => answer.text() || 'blocked', () => 'blocked')",
            "votes for nobody": f"fetch('{host}/ballot', {{method: 'PUT', headers: {code}, body: '{{}}'}}).then(() => 'sent', () => 'blocked')",
        }.items():
            got = elsewhere.ask(f"{asked}.then(said => said || 'blocked')")
            yield check(f"a page elsewhere {what}: {got}", got == "blocked")
        stranger.ask(f"document.getElementById('room').value = {json.dumps(self.code.lower())}; document.querySelector('#door button').click()")
        self.voters["Ana"] = stranger

    def votes(self):
        self.voters |= {name: Voter(self.browser, self.link) for name in NAMES[1:7]}
        joined = {name: voter.take(name) for name, voter in self.voters.items()}
        yield check(f"seven take their names: {joined}", all(joined.values()))
        for name, voter in self.voters.items():
            voter.answer("".join(self.ballots[name]))
            voter.note(f"A note of {name}.")
        late = Voter(self.browser, self.link)
        taken = late.wait(NAMED.format('"Ana"') + ".disabled")
        yield check("a name that is taken cannot be taken again", taken)
        self.voters["Hal"] = late
        yield check("who comes late takes part", late.take("Hal"))
        late.answer("".join(self.ballots["Hal"]))
        count = len(self.questions)
        yield check(f"every answer is acknowledged: {every(self.voters.values(), f'Received: {count} of {count}')}", True)
        self.program.wait_for("r shows the votes")
        yield check("the screen says that all have answered", True)
        yield check("until then nothing of it is in the session", not self.session().get("votes"))
        yield check("the draft is for the user alone", (self.folder / "live.draft.json").stat().st_mode & 0o777 == 0o600)

    def troubles(self):
        ana, bo, chi, dee = (self.voters[name] for name in NAMES[:4])
        ana.send("Page.reload")
        yield check("after a reload Ana goes on as Ana", ana.wait("!document.getElementById('ballot').hidden") and ana.says("Received") and ana.name() == "Ana")
        chi.send("Page.setWebLifecycleState", state="frozen")
        bo.offline(True)
        self.ballots["Bo"][0] = "2" if self.ballots["Bo"][0] == "1" else "1"
        bo.answer(self.ballots["Bo"][0])
        yield check("offline, the page says what waits on the phone", bo.says("Not sent: 1 answer waits"))
        bo.send("Page.reload")
        yield check("a page that is opened offline cannot be had", not bo.wait("document.getElementById('ballot')", 2))
        self.program.end(signal.SIGKILL)
        self.ballots["Dee"][2] = "1" if self.ballots["Dee"][2] == "2" else "2"
        dee.answer("--" + self.ballots["Dee"][2])
        yield check("while the program is gone, the page says what waits", dee.says("Not sent: 1 answer waits"))
        time.sleep(10)
        before = self.code
        self.open()
        yield check("after kill -9 the vote has the same address and code", self.code == before)
        yield check("what was not acknowledged is sent again by itself", dee.says("Received: "))
        bo.offline(False)
        bo.go(self.link)
        yield check("after offline and a reload, what was not sent is sent", bo.wait("!document.getElementById('ballot').hidden") and bo.says("Received: ") and bo.name() == "Bo")
        chi.send("Page.setWebLifecycleState", state="active")
        self.ballots["Chi"][3] = "1" if self.ballots["Chi"][3] == "2" else "2"
        chi.answer("---" + self.ballots["Chi"][3])
        yield check("a phone that slept goes on where it was", chi.says("Received: ") and chi.name() == "Chi")

    def another_device(self):
        old = self.voters["Eve"]
        self.program.press("\x1b[B\x1b[B\x1b[B\x1b[Bf")
        self.program.wait_for("Eve can be taken by another device")
        yield check("a freed name is asked for again on the old device", old.wait("!document.getElementById('who').hidden"))
        self.voters["Eve"] = Voter(self.browser, self.link)
        took = self.voters["Eve"].take("Eve") and self.voters["Eve"].says("Received: ")
        held = self.voters["Eve"].ask("document.querySelectorAll('#ballot :checked').length")
        yield check(f"another device takes it over, with its answers: {held}", took and held == len(self.questions))
        yield check("the old device shows nothing of them any more", old.ask("document.querySelectorAll(':checked').length") == 0)

    def shown(self):
        self.program.wait_for("r shows the votes")
        self.program.press("r")
        self.program.wait_for(rf"of {len(self.questions)} agreed")
        yield check("the screen says on what all agree, and what to talk about", bool(self.program.wait_for("To talk about: ")))
        yield check(f"every phone says to look at the screen: {every(self.voters.values(), 'on the screen')}", not every(self.voters.values(), "on the screen", 0))
        fixed = "[...document.querySelectorAll('#ballot input, #ballot textarea')].every(field => field.matches(':disabled'))"
        yield check("own answers can only be read by then", all(voter.ask(fixed) for voter in self.voters.values()))
        votes = self.session()["votes"]
        wrong = [name for name in NAMES if any(votes[question["id"]][-1].get(name) != self.choice(place, self.ballots[name][place]) for place, question in enumerate(self.questions))]
        yield check(f"the session holds what everybody chose: {wrong}", not wrong)
        self.program.press("\r")
        self.program.wait_for("1 answer confirmed")

    def again(self):
        self.program.press("g\x1b[B\x1b[B\r")
        self.program.wait_for(r"1 of \d+ ·")
        self.program.press("v")
        self.program.wait_for("Vote again")
        one = "[...document.querySelectorAll('.question')].filter(field => field.checkVisibility()).length === 1"
        yield check("in a second round the phones show that one question", all(voter.wait(one) for voter in self.voters.values()))
        for name in NAMES[:7]:
            self.voters[name].answer("1")
        yield check(f"seven vote again: {every([self.voters[name] for name in NAMES[:7]], 'Received: your answer')}", True)
        self.program.press("\x1b[B" * 7 + "f")
        self.program.wait_for("Hal can be taken by another device")
        self.program.press("i2\r")
        said = self.program.wait_for("SPLIT|who should speak|Hear the ends|vote again|agree").group(0)
        rounds = self.session()["votes"][self.questions[0]["id"]]
        seven = {name: self.choice(0, "1") for name in NAMES[:7]}
        yield check(f"a vote called out for somebody without a phone is shown with theirs ({said}); the first round is kept", len(rounds) == 2 and rounds[1] == seven | {"Hal": self.choice(0, "2")})

    def sure(self):
        hal = self.voters["Hal"]
        hal.wait("!document.getElementById('who').hidden")
        hal.take("Hal")
        self.program.press("c")
        self.program.wait_for("v asks all on their own devices")
        self.program.press("v")
        self.program.wait_for("How sure is everyone")
        for place, voter in enumerate(self.voters.values()):
            voter.wait("document.getElementById('q0').checkVisibility() && !document.getElementById('q0').disabled")
        for name in NAMES:
            self.voters[name].ask(f"document.querySelectorAll('#q0 input')[{SURE[name]} - 1].click()")
        yield check(f"how sure everybody is arrives: {every(self.voters.values(), 'Received: how sure')}", True)
        yield check("and is not in the session before it is shown", not self.session().get("confidence"))
        self.program.wait_for("r shows the votes")
        self.program.press("r")
        self.program.wait_for("said how sure they are")
        yield check("then all of it is there at once", self.session()["confidence"] == SURE)

    def heard(self):
        leaks, heard = [], {name: voter.heard() for name, voter in self.voters.items()}
        for name, texts in heard.items():
            states = [json.loads(text) for text in texts if text.startswith('{"rev"')]
            for state in states:
                if set(state) - {"rev", "phase", "question", "confidence", "people", "you", "yours"}:
                    leaks.append((name, list(state)))
                if any(set(person) - {"name", "role", "taken"} for person in state["people"]):
                    leaks.append((name, state["people"]))
                if state["you"] not in (None, name):
                    leaks.append((name, state["you"]))
                if state["you"] and state["yours"].get("confidence") not in (None, SURE[name]):
                    leaks.append((name, "confidence"))
            whole = "\n".join(texts)
            leaks += [(name, other) for other in NAMES if other != name and f"A note of {other}." in whole]
            for place, question in enumerate(self.questions):
                own = {self.choice(place, digit) for digit in self.said(name, place)}
                for choice in [*(choice["id"] for choice in question["choices"]), "unknown"]:
                    if f'"{question["id"]}":"{choice}"' in whole and choice not in own:
                        leaks.append((name, question["id"], choice))
        count = sum(len(text) for texts in heard.values() for text in texts)
        yield check(f"no context was sent anything of another one, in {count} characters: {leaks[:5]}", not leaks and all(heard.values()) and count > 100000)

    def said(self, name, place):
        """Everything that somebody ever chose there: the first choice of those who changed it is one of all."""
        changed = {("Bo", 0), ("Dee", 2), ("Chi", 3), ("Gus", 0)}
        digits = "0123456789"[: len(self.questions[place]["choices"]) + 1]
        return digits if (name, place) in changed else {self.ballots[name][place]} | ({"1"} if place == 0 else set())

    def at_keyboard(self):
        path = self.folder / "keyboard.weigh.json"
        program = Program(self.weigh, path)
        program.wait_for(r"1 of \d+ ·")
        rounds = lambda place: ["".join(self.ballots[name][place] for name in NAMES)] + (["1" * 7 + "2"] if place == 0 else [])
        for place in range(len(self.questions)):
            for digits in rounds(place):
                program.press(f"vi{digits}\r")
            program.press("\x1b[C")
        program.press("c" + "".join(str(SURE[name]) for name in NAMES))
        program.wait_for("Everyone has said how sure they are")
        program.end()
        whole = [json.loads(file.read_bytes()) for file in (self.path, path)]
        for session in whole:
            session.pop("created")
            session.pop("member_notes", None)
        differing = [part for part in whole[0].keys() | whole[1].keys() if whole[0].get(part) != whole[1].get(part)]
        yield check(f"the session is that of the keyboard: {differing}", not differing)

    def closed(self):
        self.program.press("b")
        self.program.wait_for("Live vote")
        self.program.press("\x1b")
        # An Esc that is followed at once by another key would be an Alt.
        time.sleep(0.5)
        self.program.wait_for("nothing listens")
        yield check(f"the phones learn of the end: {every(self.voters.values(), 'closed', 10)}", not every(self.voters.values(), "closed", 0))
        yield check("the draft is gone with it", not (self.folder / "live.draft.json").exists())
        self.program.end()


def keyboard(meeting):
    """A voter with a keyboard alone, before the names are given away."""
    voter = Voter(meeting.browser, meeting.link)
    voter.wait(NAMED.format('"Gus"'))
    voter.ask(NAMED.format('"Fay"') + ".focus()")
    voter.press("Tab", 9)
    voter.press("Enter", 13, "\r")
    voter.wait("!document.getElementById('ballot').hidden")
    voter.press("2", 50, "2")
    yield check(f"Tab, Enter and a digit answer the first question: {voter.status()}", voter.says("Received: 1 of") and voter.name() == "Gus")
    meeting.program.press("\x1b[B" * 6 + "f")
    meeting.program.wait_for("Gus can be taken by another device")


def looks(voter, folder, axe, what):
    for width, scheme in ((320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")):
        voter.send("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        voter.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        wide = voter.ask("document.documentElement.scrollWidth")
        yield check(f"{what}, at {width} pixels nothing scrolls sideways: {wide}", wide <= width)
        faint = voter.ask(FAINT_TEXT)
        yield check(f"{what}, every text stands out, {width} {scheme}: {faint}", faint == [])
        small = voter.ask(SMALL)
        yield check(f"{what}, every target has 44 pixels, {width}: {small}", small == [])
        if axe:
            # The page's own policy lets no other script in.
            voter.send("Page.setBypassCSP", enabled=True)
            voter.ask(axe.read_text())
            found = voter.ask("axe.run().then(result => result.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 80)))")
            yield check(f"{what}, axe finds nothing, {width} {scheme}: {found}", found == [])
        shot = voter.send("Page.captureScreenshot")
        (folder / f"{what}-{width}-{scheme}.png").write_bytes(base64.b64decode(shot["data"]))


def main():
    chromium, weigh, folder = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    axe = Path(sys.argv[4]).resolve() if len(sys.argv) > 4 else None
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("*.json")]:
        old.unlink()
    new = lambda name: os.spawnv(os.P_WAIT, str(weigh), [str(weigh), "run", str(folder / name), "--title", TITLE, "--team", ", ".join(NAMES), "--no-input", "-q"])
    results = [check("a session for eight", new("live.weigh.json") == new("keyboard.weigh.json") == 0)]
    browser = Page(chromium, "about:blank", f"--host-resolver-rules=MAP {NAME} 127.0.0.1, MAP evil.example 127.0.0.1")
    meeting = Meeting(browser, weigh, folder, random.Random(18))
    meeting.open()
    for part in (lambda: keyboard(meeting), meeting.strangers, meeting.votes, lambda: looks(meeting.voters["Fay"], folder, axe, "ballot"), meeting.troubles,
                 meeting.another_device, meeting.shown, meeting.again, meeting.sure, lambda: looks(meeting.voters["Gus"], folder, axe, "confidence"),
                 meeting.heard, meeting.closed, meeting.at_keyboard):
        results += part()
    complaints = [event["params"] for event in browser.events if event["method"] == "Runtime.exceptionThrown"]
    results.append(check(f"no script failed: {complaints[:2]}", not complaints))
    browser.session = None
    browser.close()
    sys.exit(0 if all(results) else 1)


main()
