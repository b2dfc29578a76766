"""Votes in a real browser as people do, and compares what comes out with the program: ballot.py CHROMIUM WEIGH FOLDER [AXE.js]

Standard library alone; the driver is that of browser.py. The check characters are computed a third time here, with zlib.
"""

import hashlib
import json
import random
import subprocess
import sys
import time
import unicodedata
import zlib
from pathlib import Path

from browser import FAINT_TEXT, Page, check

NAMES = ["Ana", "Bo", "Zoë Ångström", "ΟΔΥΣΣΕΥΣ", "José (legal)"]
TEAM = "Ana:legal, Bo, Zoë Ångström, ΟΔΥΣΣΕΥΣ:finance"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# Chooses a name, in the list or beside it.
ENTER = """(name => {
  const change = document.getElementById('change');
  if (!document.getElementById('bar').hidden) change.click();
  const known = [...document.querySelectorAll('[data-name]')].find(button => button.dataset.name === name);
  if (known) known.click();
  else { const field = document.getElementById('other-name'); field.value = name; field.form.requestSubmit(); }
  if (!document.getElementById('again').hidden) document.getElementById('go-on').click();
})"""
# Answers every question: a digit each, - for none.
ANSWER = """(digits => [...digits].forEach((digit, place) => {
  const field = document.getElementById('q' + (place + 1));
  const radios = [...field.querySelectorAll('input')];
  const clear = field.querySelector('.clear');
  if (digit === '-') { if (!clear.hidden) clear.click(); }
  else radios[digit === '0' ? radios.length - 1 : Number(digit) - 1].click();
}))"""
NOTE = """((place, text) => { const field = document.querySelector('#q' + place + ' textarea');
  field.value = text; field.dispatchEvent(new Event('input', {bubbles: true})); })"""
CODE = "document.getElementById('code').textContent"


def call(page, function, *values):
    return page.ask(f"{function}({', '.join(json.dumps(value) for value in values)})")


def shows(page, *ids):
    return all(page.ask(f"document.getElementById('{name}').checkVisibility()") for name in ids)


def run(weigh, *arguments, answers=""):
    done = subprocess.run([weigh, *arguments], input=answers, capture_output=True, text=True)
    if done.returncode != 0:
        print(f"      weigh {' '.join(map(str, arguments))}: {done.stderr.strip()}")
    return done.returncode == 0


def code_of(session, name, digits):
    questions = session["questionnaire"]
    sha256 = hashlib.sha256(json.dumps(questions, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
    text = "\n".join([questions["id"], sha256, unicodedata.normalize("NFC", name).strip().lower(), digits])
    rest = zlib.crc32(text.encode()) % 2**20
    checks = "".join(CROCKFORD[rest >> shift & 31] for shift in (15, 10, 5, 0))
    return " ".join([*(digits[place : place + 5] for place in range(0, len(digits), 5)), checks])


def votes_at_random(dice, session):
    return "".join(dice.choice("-0" + "123456789"[: len(question["choices"])]) for question in session["questionnaire"]["questions"])


def saved(folder, name):
    """Waits for the browser to have written a file, and takes it away."""
    path = folder / name
    for _ in range(200):
        if path.exists():
            data = path.read_bytes()
            path.unlink()
            return data
        time.sleep(0.05)
    return b""


def codes(page, weigh, folder, session):
    dice, wrong, refused = random.Random(16), [], 0
    for number in range(200):
        name, digits = NAMES[number % len(NAMES)], votes_at_random(dice, session)
        call(page, ENTER, name)
        call(page, ANSWER, digits)
        shown = page.ask(CODE)
        if shown != code_of(session, name, digits):
            wrong.append((name, shown))
        if digits.strip("-"):
            refused += not run(weigh, "merge", folder / "s.weigh.json", f"{name}={shown}", "--dry-run")
    yield check(f"the code of 200 random ballots is that of zlib: {wrong[:3]}", not wrong)
    yield check(f"the program takes each of them: {refused} refused", refused == 0)


def files(page, weigh, folder, session):
    """The same ballots as code, as file and at the terminal give the same session."""
    dice, downloads, differing = random.Random(17), folder / "downloads", []
    page.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))
    ways = {way: folder / f"{way}.weigh.json" for way in ("code", "file", "terminal")}
    for path in ways.values():
        path.write_bytes((folder / "s.weigh.json").read_bytes())
    for name in NAMES[:4]:
        digits = votes_at_random(dice, session)
        call(page, ENTER, name)
        call(page, ANSWER, digits)
        shown = page.ask(CODE)
        page.ask("document.getElementById('save').click()")
        stem = name.replace(" ", "-")
        from_page = saved(downloads, f"{stem}.ballot.json")
        (folder / "page.ballot.json").write_bytes(from_page)
        own = folder / f"{stem}.ballot.json"
        lines = "".join("\n" if digit == "-" else "0\n\n" if digit == "0" else f"{digit}\n" for digit in digits)
        lines = lines.replace("0\n\n", "0\n")
        run(weigh, "ballot", folder / "s.weigh.json", "--as", name, "--plain", "-o", own, answers=lines)
        if from_page != own.read_bytes():
            differing.append(name)
            (folder / f"{stem}.from-page.json").write_bytes(from_page)
        merged = run(weigh, "merge", ways["code"], f"{name}={shown}") and run(weigh, "merge", ways["file"], folder / "page.ballot.json")
        if not (merged and run(weigh, "merge", ways["terminal"], own)):
            differing.append(f"{name} cannot be merged")
    yield check(f"the file is byte for byte the program's: {differing}", not differing)
    sessions = {path.read_bytes() for path in ways.values()}
    yield check("codes, files and ballots at the terminal give the same session", len(sessions) == 1)
    call(page, NOTE, 1, 'Who "knows"?\nNot I, <b>.')
    page.ask("document.getElementById('save').click()")
    noted = json.loads(saved(downloads, "ΟΔΥΣΣΕΥΣ.ballot.json") or b"{}")
    yield check("a note travels in the file", list(noted.get("notes", {}).values()) == ['Who "knows"?\nNot I, <b>.'])


def drafts(page, address):
    call(page, ENTER, "Ana")
    call(page, ANSWER, "2" + page.ask(CODE).replace(" ", "")[1:-4])
    before = page.ask(CODE)
    page.open(address)
    yield check("after a reload the page asks before it shows anything", shows(page, "again") and not shows(page, "ballot") and not shows(page, "bar"))
    yield check("and nothing is marked behind the question", page.ask("document.querySelectorAll(':checked').length") == 0)
    page.ask("document.getElementById('go-on').click()")
    yield check("who goes on finds all answers", page.ask(CODE) == before)
    page.open(address)
    page.ask("document.getElementById('not-me').click()")
    call(page, ENTER, "Chi")
    yield check("another person starts empty", page.ask("document.querySelectorAll(':checked').length") == 0)
    page.ask("window.confirm = () => true; document.getElementById('forget').click()")
    call(page, ENTER, "Ana")
    yield check("clearing takes one person's answers only", page.ask(CODE) == before)
    page.ask("window.confirm = () => true")
    for name in NAMES:
        call(page, ENTER, name)
        page.ask("document.getElementById('forget').click()")
    yield check("once all are cleared the browser keeps nothing", page.ask("localStorage.length") == 0)


def keyboard(page, address):
    page.open(address)

    def press(key, code=0, text=None):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            page.send("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **extra)

    press("Tab", 9)
    press("Enter", 13, "\r")
    press("2", 50, "2")
    press("Tab", 9)
    yield check("Tab, Enter and a digit answer the first question", page.ask(CODE).startswith("2"))
    page.ask("document.getElementById('copy').focus()")
    press("Enter", 13, "\r")
    yield check("the code can be copied, or is selected", page.ask("getSelection().toString()") == page.ask(CODE))
    yield check("what happened is said", page.ask("document.getElementById('status').textContent").startswith(("Copied", "Selected")))


def looks(page, folder, axe):
    call(page, ENTER, "Ana")
    small = """[...document.querySelectorAll('button, summary, textarea, .choice, #open, #other-name')]
      .filter(e => e.checkVisibility()).map(e => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect()])
      .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([text]) => text)"""
    for width, scheme in ((320, "light"), (390, "dark"), (1280, "light"), (1280, "dark")):
        page.scheme(scheme)
        page.width(width)
        page.picture(folder / f"ballot-{width}-{scheme}.png")
        wide = page.ask("document.documentElement.scrollWidth")
        yield check(f"at {width} pixels nothing scrolls sideways: {wide}", wide <= width)
        yield check(f"every text stands out, {width} {scheme}: {page.ask(FAINT_TEXT)}", page.ask(FAINT_TEXT) == [])
        yield check(f"every target has 44 pixels, {width}: {page.ask(small)}", page.ask(small) == [])
        if axe:
            page.ask(axe.read_text())
            found = page.ask("axe.run().then(result => result.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 80)))")
            yield check(f"axe finds nothing, {width} {scheme}: {found}", found == [])
    page.scheme("light")
    page.send("Emulation.setDeviceMetricsOverride", width=320, height=256, deviceScaleFactor=4, mobile=False)
    page.ask("scrollTo(0, 2000)")
    box = page.ask("JSON.stringify(document.getElementById('code').getBoundingClientRect())")
    box = json.loads(box)
    yield check("at 400 % the code is in sight and takes a quarter at most", 0 < box["top"] and box["bottom"] <= 257 and box["height"] <= 64)


def paper(page, address, folder):
    page.width(1000)
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    page.open(address)
    page.picture(folder / "ballot-paper.png")
    names = " ".join(name for _, name, _ in page.tree())
    yield check("without script it is the paper ballot", "cannot run its script" in names and "Write one digit" in names)
    yield check("and asks nobody for a name to click", "Who are you?" not in names and "Copy the code" not in names)
    page.send("Emulation.setScriptExecutionDisabled", value=False)
    page.open(address)
    call(page, ENTER, "Bo")
    page.send("Emulation.setEmulatedMedia", media="print")
    boxes = page.ask("[...document.querySelectorAll('.box')].filter(e => e.checkVisibility()).length")
    yield check("on paper every question has its box, and no button is left", boxes == page.ask("document.querySelectorAll('.question').length")
                and page.ask("[...document.querySelectorAll('button')].filter(e => e.checkVisibility()).length") == 0)
    page.send("Emulation.setEmulatedMedia", media="")


def too_large(page, weigh, folder, session):
    questions = session["questionnaire"]
    first = {key: value for key, value in questions["questions"][0].items() if key != "evidence"}
    large = {key: questions[key] for key in ("schema", "id", "version", "title", "families", "alternatives", "sections")}
    large["questions"] = [{**first, "id": str(50 - number)} for number in range(41)]
    for question in large["questions"]:
        question["choices"] = [{"id": choice["id"], "text": choice["text"]} for choice in question["choices"]]
    (folder / "large.json").write_text(json.dumps(large))
    run(weigh, "ballot", "--html", "--questions", folder / "large.json", "--title", "T", "-o", folder / "large.html", "--force")
    page.open((folder / "large.html").as_uri())
    call(page, ENTER, "Ana")
    call(page, ANSWER, "1" * 41)
    said = page.ask(CODE)
    yield check(f"too many questions for a code: file only, and the page says so: {said}", "save the file" in said and not shows(page, "copy"))
    page.ask("document.getElementById('save').click()")
    votes = list(json.loads(saved(folder / "downloads", "Ana.ballot.json") or b'{"votes": {}}')["votes"])
    yield check("ids that look like numbers stay in order", votes == [str(50 - number) for number in range(41)])


def main():
    chromium, weigh, folder = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    axe = Path(sys.argv[4]) if len(sys.argv) > 4 else None
    (folder / "downloads").mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("*.json"), *folder.glob("downloads/*")]:
        old.unlink()
    run(weigh, "run", folder / "s.weigh.json", "--title", "Which provider?", "--team", TEAM, "--no-input", "-q")
    run(weigh, "ballot", folder / "s.weigh.json", "--html", "-o", folder / "ballot.html", "--force")
    session = json.loads((folder / "s.weigh.json").read_bytes())
    address = (folder / "ballot.html").as_uri()
    page = Page(chromium, address)
    asked = [event["params"]["request"]["url"] for event in page.events if event["method"] == "Network.requestWillBeSent"]
    results = [check(f"the ballot asks for nothing but itself: {len(asked)}", len(asked) == 1)]
    results += codes(page, weigh, folder, session)
    results += files(page, weigh, folder, session)
    results += drafts(page, address)
    results += keyboard(page, address)
    results += looks(page, folder, axe)
    results += paper(page, address, folder)
    results += too_large(page, weigh, folder, session)
    complaints = [event["params"] for event in page.events if event["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")]
    results.append(check(f"the console is empty: {complaints}", not complaints))
    page.close()
    sys.exit(0 if all(results) else 1)


main()
