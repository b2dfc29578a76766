"""Makes the largest session the formats allow: 500 questions, 8 alternatives, 50 voters, with texts of ordinary length.

    large.py FOLDER     writes large.weigh.json, and other.weigh.json, which differs in some answers
"""

import json
import random
import sys
from pathlib import Path

QUESTIONS, ALTERNATIVES, VOTERS, SECTIONS = 500, 8, 50, 10
WORDS = (
    "data cost model weights provider contract latency license audit hosting team months users region price "
    "quality change control outage review budget risk law staff traffic version supplier standard answer"
).split()


def sentence(numbers, characters):
    text = numbers.choice(WORDS).capitalize()
    while len(text) < characters - 12:
        text += " " + numbers.choice(WORDS)
    return text + "."


def choice(numbers, question, place, alternatives):
    effects = {
        alternative: {"fit": numbers.randint(-2, 2), "because": sentence(numbers, 50)} for alternative in alternatives
    }
    made = {"id": f"c{place}", "text": sentence(numbers, 50), "means": sentence(numbers, 80), "effects": effects}
    if question % 10 == 0 and place == 2:
        made["rules_out"] = {alternatives[-1]: {"because": sentence(numbers, 40), "unless": "somebody agrees"}}
    return made


def questionnaire(numbers):
    alternatives = [f"alternative-{place}" for place in range(ALTERNATIVES)]
    return {
        "schema": 1,
        "id": "large",
        "version": "1.0",
        "title": "The largest questionnaire",
        "alternatives": [
            {"id": name, "name": f"Alternative number {place}", "gain": [sentence(numbers, 70)], "cost": [sentence(numbers, 70)]}
            for place, name in enumerate(alternatives)
        ],
        "sections": [{"id": f"s{place}", "title": f"Section {place}"} for place in range(SECTIONS)],
        "questions": [
            {
                "id": f"q{place}",
                "section": f"s{place * SECTIONS // QUESTIONS}",
                "importance": numbers.choice(["low", "normal", "high", "critical"]),
                "ask": sentence(numbers, 120).replace(".", "?"),
                "why": sentence(numbers, 140),
                "look_up": sentence(numbers, 90),
                "choices": [choice(numbers, place, number, alternatives) for number in range(5)],
            }
            for place in range(QUESTIONS)
        ],
    }


def session():
    """Every tenth question is open, a third is split between the voters, the others are answered."""
    numbers = random.Random(2026)
    people = [f"Member {place}" for place in range(VOTERS)]
    answers, votes = {}, {}
    for place in range(QUESTIONS):
        if place % 10 in (1, 4, 7):
            votes[f"q{place}"] = [{name: f"c{numbers.randint(0, 4)}" for name in people}]
        elif place % 10:
            answers[f"q{place}"] = {"answer": f"c{numbers.randint(0, 4)}", "note": sentence(numbers, 60)}
    return {
        "kind": "weigh-session",
        "schema": 1,
        "title": "The largest decision",
        "created": "2026-11-23T10:00:00Z",
        "mode": "together",
        "participants": [{"name": name} for name in people],
        "answers": answers,
        "votes": votes,
        "questionnaire": questionnaire(numbers),
    }


def write(folder):
    """Writes both sessions; returns their paths."""
    made = session()
    paths = [Path(folder) / "large.weigh.json", Path(folder) / "other.weigh.json"]
    paths[0].write_text(json.dumps(made, indent=2) + "\n")
    for place in range(2, QUESTIONS, 50):
        made["answers"][f"q{place}"] = {"answer": "c0"}
    paths[1].write_text(json.dumps(made, indent=2) + "\n")
    return paths


if __name__ == "__main__":
    print(*write(sys.argv[1]))
