"""Times one program in a pseudo-terminal, from the outside: start, keys, idling, memory, exit (Linux, standard library only).

Not a terminal: it understands nothing that a program draws, and knows it is done when it falls silent. Where a program
asks for the cursor's place or the terminal's kind, it gets an answer, for some wait for one.
"""

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import termios
import time

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "enter": "\r", "esc": "\x1b", "tab": "\t", "backtab": "\x1b[Z", "space": " ", "ctrl-r": "\x12", "ctrl-c": "\x03",
}
SILENCE_AFTER_START, SILENCE_AFTER_KEY, LONGEST_WAIT = 0.15, 0.05, 10.0


class Program:
    """A program in a pseudo-terminal of 120 columns and 40 rows."""

    def __init__(self, command, folder=".", environment=None):
        variables = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "CI", "TMUX", "LINES", "COLUMNS")}
        variables.update(TERM="xterm-256color", LANG="C.UTF-8", LC_ALL="C.UTF-8", **(environment or {}))
        clock, child_clock = os.pipe()
        size = struct.pack("4H", 40, 120, 960, 640)
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.chdir(folder)
                os.write(child_clock, struct.pack("qq", time.monotonic_ns(), time.process_time_ns()))
                os.execvpe(command[0], command, variables)
            finally:
                os._exit(127)
        os.close(child_clock)
        self.begin, self.cpu_before = struct.unpack("qq", os.read(clock, 16))
        os.close(clock)
        os.set_blocking(self.terminal, False)
        self.ended = os.pidfd_open(self.pid)
        self.exit_code = None

    def listen(self, silence, longest=LONGEST_WAIT, must_answer=True):
        """Reads until the program is silent or ended; returns when its last byte came, and how many there were."""
        last, count, begin = None, 0, time.monotonic()
        while True:
            limit = begin + longest - time.monotonic()
            quiet = limit if last is None and must_answer else silence
            ready = select.select([self.terminal, self.ended], [], [], max(0, min(quiet, limit)))[0]
            data = self.read() if self.terminal in ready else b""
            if data:
                last, count = time.monotonic_ns(), count + len(data)
                self.reply(data)
            elif self.ended in ready or not ready:
                return last, count

    def read(self):
        try:
            return os.read(self.terminal, 1 << 16)
        except OSError:
            return b""

    def reply(self, data):
        for asked, answer in ((rb"\x1b\[6n", b"\x1b[1;1R"), (rb"\x1b\[0?c", b"\x1b[?62;22c")):
            for _ in re.findall(asked, data):
                os.write(self.terminal, answer)

    def press(self, key, longest=1.0):
        """Presses a key; returns the milliseconds to the last byte of the answer (nothing without one) and its bytes."""
        begin = time.monotonic_ns()
        os.write(self.terminal, KEYS.get(key, key).encode())
        last, count = self.listen(SILENCE_AFTER_KEY, longest)
        return (None if last is None else (last - begin) / 1e6), count

    def usage(self):
        """CPU milliseconds, voluntary wakeups and peak resident MB, over all processes of the program's session."""
        cpu, wakeups, resident = -self.cpu_before / 1e6, 0, 0
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{process}/stat") as file:
                    if int(file.read().rsplit(")", 1)[1].split()[3]) != self.pid:
                        continue
                cpu += time.clock_gettime_ns((~int(process) << 3) | 2) / 1e6
                resident += int(re.search(r"VmHWM:\s+(\d+)", read(f"/proc/{process}/status"))[1]) / 1024
                tasks = [read(f"/proc/{process}/task/{task}/status") for task in os.listdir(f"/proc/{process}/task")]
                wakeups += sum(int(re.search(r"\nvoluntary_ctxt_switches:\s+(\d+)", task)[1]) for task in tasks)
            except (OSError, TypeError):
                continue  # it ended meanwhile
        return cpu, wakeups, resident

    def leave(self, keys):
        """Presses the keys to leave; returns the milliseconds from the last one to the end of the program."""
        took = None
        for place, key in enumerate(keys):
            begin = time.monotonic_ns()
            os.write(self.terminal, KEYS.get(key, key).encode())
            if place + 1 < len(keys):
                self.listen(SILENCE_AFTER_KEY, 1.0)
                continue
            while not select.select([self.terminal, self.ended], [], [], LONGEST_WAIT)[0] == []:
                if not self.read() and select.select([self.ended], [], [], 0)[0]:
                    took = (time.monotonic_ns() - begin) / 1e6
                    break
        return took

    def close(self):
        """Ends this one program, if it has not ended, and forgets it."""
        if not select.select([self.ended], [], [], 0)[0]:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.ended)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status)


def read(path):
    with open(path) as file:
        return file.read()


def run_once(subject, presses, idle):
    """Measures one run of `subject`: a dictionary of lists, as several runs are put together."""
    program = Program(subject["cmd"], subject.get("cwd", "."), subject.get("env"))
    try:
        last, count = program.listen(SILENCE_AFTER_START)
        run = {"paint_ms": [(last - program.begin) / 1e6] if last else [], "paint_bytes": [count]}
        if idle:
            before = program.usage()
            program.listen(idle, idle, must_answer=False)
            after = program.usage()
            run["idle_cpu_ms"], run["idle_wakeups"] = [after[0] - before[0]], [after[1] - before[1]]
        before = program.usage()
        keys = subject["keys"]
        answers = [program.press(keys[place % len(keys)]) for place in range(presses if keys else 0)]
        after = program.usage()
        run["key_last_ms"] = [took for took, _ in answers if took is not None]
        run["key_bytes"] = [count for _, count in answers]
        run["key_cpu_ms"] = [(after[0] - before[0]) / len(answers)] if answers else []
        run["rss_mb"] = [after[2]]
        took = program.leave(subject["quit"])
        run["exit_ms"] = [took] if took is not None else []
        return run
    finally:
        program.close()


def measure(subjects, runs=10, warmup=1, presses=20, idle=0.0):
    """Measures every subject in turn, so that a slow drift of the machine meets all alike."""
    found = {subject["name"]: {} for subject in subjects}
    for number in range(-warmup, runs):
        for subject in subjects:
            run = run_once(subject, presses, idle if number == 0 else 0)
            for name, values in run.items() if number >= 0 else ():
                found[subject["name"]].setdefault(name, []).extend(values)
    return {name: {key: summary(values) for key, values in numbers.items() if values} for name, numbers in found.items()}


def summary(values):
    ordered = sorted(values)
    worst = ordered[max(0, -(-len(ordered) * 99 // 100) - 1)]
    return {"median": statistics.median(ordered), "p99": worst, "max": ordered[-1], "n": len(ordered)}
