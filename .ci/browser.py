"""Looks at a record and at a list of decisions as a browser, a printer, a phone and a screen reader do:
browser.py CHROMIUM RECORD.html LIST.html

Talks to Chromium over its debugging pipe with the standard library alone.
"""

import base64
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --remote-debugging-pipe"
).split()

# Every piece of text against the nearest background behind it; WCAG 2 asks for 4.5 to 1.
FAINT_TEXT = """(() => {
  const numbers = color => color.match(/[\\d.]+/g).map(Number);
  const light = color => numbers(color).slice(0, 3).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const background = e => { for (; e; e = e.parentElement) {
    const color = getComputedStyle(e).backgroundColor;
    if ((numbers(color)[3] ?? 1) > 0) return color; } return 'rgb(255, 255, 255)'; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.textContent.trim()) continue;
    const [a, b] = [light(getComputedStyle(node.parentElement).color), light(background(node.parentElement))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(ratio.toFixed(2) + ' ' + node.textContent.trim().slice(0, 40));
  }
  return faint; })()"""


class Page:
    """One page in one Chromium."""

    def __init__(self, chromium, address, *flags):
        to_browser, self.commands = os.pipe()
        self.answers, from_browser = os.pipe()
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)

        # Chromium reads its debugging pipe as descriptor 3 and writes to 4.
        def place_pipes():
            spares = os.dup(to_browser), os.dup(from_browser)
            os.dup2(spares[0], 3)
            os.dup2(spares[1], 4)

        self.browser = subprocess.Popen(
            [chromium, *FLAGS, *flags, f"--user-data-dir={self.folder.name}", "about:blank"],
            preexec_fn=place_pipes, close_fds=False, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.last, self.session, self.events, self.rest = 0, None, [], b""
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self.session = self.send("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime", "Accessibility"):
            self.send(f"{domain}.enable")
        self.open(address)

    def open(self, address):
        self.events = []
        self.send("Page.navigate", url=address)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self.read())

    def read(self):
        while b"\0" not in self.rest:
            data = os.read(self.answers, 1 << 20)
            if not data:
                sys.exit("Chromium ended before it answered")
            self.rest += data
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def send(self, method, **parameters):
        self.last += 1
        command = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.commands, json.dumps(command).encode() + b"\0")
        while (message := self.read()).get("id") != self.last:
            self.events.append(message)
        if "error" in message:
            sys.exit(f"{method}: {message['error']}")
        return message["result"]

    def ask(self, script):
        return self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)["result"].get("value")

    def scheme(self, name):
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def width(self, columns):
        self.send("Emulation.setDeviceMetricsOverride", width=columns, height=900, deviceScaleFactor=1, mobile=False)

    def picture(self, path):
        height = self.ask("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": self.ask("innerWidth"), "height": height, "scale": 1}
        shot = self.send("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shot["data"]))

    def tree(self):
        """What a screen reader reads: role, name and level of every node that is not ignored."""
        for node in self.send("Accessibility.getFullAXTree")["nodes"]:
            if not node.get("ignored"):
                level = [entry["value"]["value"] for entry in node.get("properties", []) if entry["name"] == "level"]
                yield node["role"]["value"], node.get("name", {}).get("value", ""), level[0] if level else None

    def close(self):
        self.send("Browser.close")
        self.browser.wait()


def check(what, found):
    print(("ok    " if found else "FAULT ") + what)
    return bool(found)


def look_at_any(page, folder, name):
    """Yields whether each thing is as it must be on every page."""
    asked = [event["params"]["request"]["url"] for event in page.events if event["method"] == "Network.requestWillBeSent"]
    complaints = [event["params"] for event in page.events if event["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")]
    yield check(f"asks for nothing but itself: {asked}", len(asked) == 1)
    yield check(f"the console is empty: {complaints}", not complaints)
    yield check("the policy lets the style sheet in", page.ask("getComputedStyle(document.querySelector('main')).maxWidth !== 'none'"))

    for scheme in ("light", "dark"):
        page.scheme(scheme)
        page.width(1100)
        page.picture(folder / f"{name}-{scheme}.png")
        faint = page.ask(FAINT_TEXT)
        yield check(f"every text stands out, {scheme}: {faint}", faint == [])
    page.scheme("light")
    colors = [(folder / f"{name}-{scheme}.png").read_bytes() for scheme in ("light", "dark")]
    yield check("the color schemes differ", colors[0] != colors[1])

    for width in (320, 390):
        page.width(width)
        page.picture(folder / f"{name}-phone-{width}.png")
        cut = page.ask("[document.documentElement, ...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth).length")
        yield check(f"at {width} pixels nothing is cut and nothing scrolls sideways: {cut}", cut == 0)
    page.width(1100)
    yield check("the language is said", page.ask("document.documentElement.lang") == "en")

    # Tab must walk down the page, and reach every table that scrolls.
    order = page.ask("[...document.querySelectorAll('a[href], button, summary, [tabindex]')].map(e => e.tabIndex)")
    yield check("the keyboard order is that of the page", order and set(order) == {0})
    pdf = base64.b64decode(page.send("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])
    (folder / f"{name}.pdf").write_bytes(pdf)


def look_at_record(page, folder):
    """Yields whether each thing is as it must be in a record."""
    nodes = list(page.tree())
    headings = [(level, name) for role, name, level in nodes if role == "heading"]
    steps = [after - before for (before, _), (after, _) in zip(headings, headings[1:])]
    yield check("headings begin with one title and skip no level", [level for level, _ in headings].count(1) == 1 and max(steps) <= 1)
    for role, least in (("table", 3), ("region", 3), ("rowheader", 20), ("columnheader", 10)):
        named = [name for other, name, _ in nodes if other == role]
        yield check(f"every {role} has a name ({len(named)})", len(named) >= least and all(named))
    yield check("drawings are silent", not any(role in ("image", "img", "graphics-symbol", "SvgRoot") for role, _, _ in nodes))
    pages = len(re.findall(rb"/Type\s*/Page\b", (folder / "record.pdf").read_bytes()))
    # Six alternatives, twenty questions, and an appendix with what there was to choose from and the facts that decided.
    yield check(f"prints on at most four pages: {pages}", 2 <= pages <= 4)


def look_at_list(page, folder):
    """Yields whether the tables are sorted by the headings that are pressed."""
    titles = "[...document.querySelector('tbody').rows].map(row => row.cells[0].innerText.split('\\n')[0])"
    due = "[...document.querySelector('tbody').rows].map(row => row.cells[2].dataset.key).filter(key => key)"
    press = "document.querySelector('thead').rows[0].cells[{}].querySelector('button').click()".format
    given = page.ask(titles)
    turns = []
    for _ in range(3):
        page.ask(press(0))
        turns.append((page.ask(titles), page.ask("document.querySelector('thead th').getAttribute('aria-sort')")))
    rising = sorted(given, key=str.casefold)
    wanted = [(rising, "ascending"), (rising[::-1], "descending"), (given, None)]
    yield check(f"a heading sorts its table, then the other way round, then as it came ({len(given)} rows)", len(given) > 2 and turns == wanted)
    page.ask(press(2))
    days = page.ask(due)
    yield check(f"days are sorted as days: {days[:2]}", days and days == sorted(days))
    page.picture(folder / "list-sorted.png")


def main():
    chromium, record, decisions = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    folder, page, results = record.parent, Page(chromium, record.as_uri()), []
    results += [*look_at_any(page, folder, "record"), *look_at_record(page, folder)]
    page.open(decisions.as_uri())
    results += [*look_at_any(page, folder, "list"), *look_at_list(page, folder)]
    page.close()
    print(f"Pictures and the printed pages are in {folder}")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
