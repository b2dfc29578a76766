//! What a record advises, on a questionnaire of three ways to travel: each kind of sentence, in every format.

use std::sync::Arc;

use jiff::Timestamp;
use weigh::questionnaire::{Id, Importance, Questionnaire};
use weigh::report::words::Words;
use weigh::report::{Facts, Format, render, render_with};
use weigh::scoring::{VerdictKind, assess};
use weigh::session::{Answer, Change, Decision, Participant, Session, Status, Vote};

const TRAVEL: &str = r#"{
  "schema": 1, "id": "travel", "version": "1", "title": "How do we travel?",
  "families": [
    { "id": "own", "name": "Our own", "says": "Nobody waits for anybody, and nobody helps." },
    { "id": "public", "name": "Public", "says": "Somebody else drives, by a timetable." } ],
  "alternatives": [
    { "id": "bike", "name": "By bicycle", "short": "Bike", "family": "own", "is": "Each of us rides.",
      "cost": ["Tired legs"], "first_steps": ["Pump the tires."], "ethics": "Mind the walkers.", "revisit": ["Winter comes"] },
    { "id": "train", "name": "By train", "short": "Train", "family": "public", "is": "We sit together.",
      "cost": ["A ticket each"], "first_steps": ["Look up the timetable.", "Reserve seats."], "ethics": "Leave a seat." },
    { "id": "bus", "name": "By coach", "short": "Bus", "family": "public", "is": "We hire it.",
      "cost": ["One bill"], "first_steps": ["Look up the timetable.", "Ask for a driver."], "ethics": "Leave a seat." } ],
  "questions": [
    { "id": "weather", "importance": "high", "ask": "What will the weather be?", "evidence": ["forecast"], "choices": [
      { "id": "sun", "text": "Sun", "effects": { "bike": { "fit": 2, "because": "Riding in the sun is a joy." },
        "train": { "fit": -1, "because": "The carriage is hot.", "mitigation": "Bring water." } } },
      { "id": "rain", "text": "Rain", "effects": { "bike": { "fit": -1, "because": "You get wet.", "mitigation": "Pack capes." },
        "train": { "fit": 1, "because": "It is dry inside." }, "bus": { "fit": 1, "because": "It is dry inside." } } },
      { "id": "storm", "text": "Storm", "effects": { "bike": { "fit": -2, "because": "You cannot ride.", "mitigation": "Stay at home." },
        "train": { "fit": 2, "because": "Rails hold." }, "bus": { "fit": 1, "because": "It is dry inside." } },
        "rules_out": { "bike": { "because": "Wind throws you over." } } } ] },
    { "id": "luggage", "ask": "How much do we carry?", "evidence": ["weight"], "choices": [
      { "id": "none", "text": "Nothing", "effects": { "bike": { "fit": 1, "because": "Nothing weighs you down." } } },
      { "id": "bags", "text": "A bag each", "effects": { "bike": { "fit": -1, "because": "A bag unbalances you.", "mitigation": "Fit panniers." },
        "bus": { "fit": 1, "because": "There is a hold." } } },
      { "id": "tents", "text": "Tents", "effects": { "bike": { "fit": -2, "because": "Nobody carries a tent.", "mitigation": "Send them ahead." },
        "train": { "fit": -1, "because": "Racks are small.", "mitigation": "Share tents." }, "bus": { "fit": 2, "because": "The hold takes all." } } } ] },
    { "id": "money", "importance": "low", "ask": "What may it cost?", "evidence": ["fares"], "choices": [
      { "id": "little", "text": "Very little", "effects": { "bike": { "fit": 1, "because": "Riding is free." },
        "train": { "fit": -1, "because": "Fares add up.", "mitigation": "Buy a group ticket." } } },
      { "id": "much", "text": "It does not matter" } ] }
  ],
  "evidence": [
    { "id": "forecast", "says": "Forecasts hold for three days.", "source": "The weather service", "dated": "2026", "shelf_life": "durable" },
    { "id": "weight", "says": "A tent weighs three kilograms.", "source": "A shop", "dated": "2026", "shelf_life": "durable" },
    { "id": "fares", "says": "Fares rose by a tenth.", "source": "The railway", "dated": "2020", "shelf_life": "volatile" } ]
}"#;

fn now() -> Timestamp {
    "2026-11-27T10:00:00Z".parse().expect("a time")
}

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

/// A session with these answers; `?` is "we don't know yet".
fn session(answers: &[(&str, &str)], changes: impl IntoIterator<Item = Change>) -> Session {
    let mut session = Session::new(Arc::new(Questionnaire::parse(TRAVEL.as_bytes()).expect("a sound questionnaire")), now());
    let answer = |choice: &str| if choice == "?" { Answer::Unknown } else { Answer::Choice(id(choice)) };
    let answers = answers.iter().map(|(question, choice)| Change::Answer(id(question), answer(choice)));
    answers.chain(changes).for_each(|change| session.apply(change, now()).expect("a sound change"));
    session
}

fn decide(alternative: &str, reason: &str) -> Change {
    let alternative = Some(id(alternative));
    Change::Decide(Decision { alternative, status: Status::Accepted, reason: reason.to_owned(), revisit: None })
}

/// The part of a Markdown record below a heading, up to the next one of its level or above.
fn section<'a>(record: &'a str, heading: &str) -> &'a str {
    let (_, rest) = record.split_once(&format!("{heading}\n")).unwrap_or_else(|| panic!("no {heading} in {record}"));
    let next = rest.match_indices("\n#").map(|(place, _)| place).next().unwrap_or(rest.len());
    rest.get(..next).unwrap_or(rest)
}

fn markdown(session: &Session) -> String {
    render(session, Format::Markdown)
}

/// A record's text without marks and markup, on one line.
fn flat(session: &Session, format: Format) -> String {
    let text = render(session, format).replace("**", "").replace("&quot;", "\"").replace("&#39;", "'");
    let mut inside = false;
    let kept = text.chars().filter(|character| {
        let shown = !inside && *character != '<';
        inside = (inside || *character == '<') && *character != '>';
        shown
    });
    let kept: String = if format == Format::Html { kept.collect() } else { text };
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

const READ: [Format; 3] = [Format::Markdown, Format::Text, Format::Html];
/// Sunny, a bag each, no money: the bicycle leads, with a drawback that the coach shares with nobody.
const SUNNY: [(&str, &str); 3] = [("weather", "sun"), ("luggage", "bags"), ("money", "little")];

#[test]
fn consequences_are_the_strengths_and_drawbacks_of_what_was_chosen() {
    let session = session(&SUNNY, [decide("bike", "")]);
    for format in READ {
        let record = flat(&session, format);
        for wanted in [
            "Good, because of Weather: Riding in the sun is a joy.",
            "Good, because of Money: Riding is free.",
            "Bad, because of Luggage: A bag unbalances you. What to do: Fit panniers.",
        ] {
            assert!(record.contains(wanted), "{wanted}\n{record}");
        }
        for absent in ["Bring water.", "Buy a group ticket.", "Pack capes.", "Share tents.", "does better here", "Ask for a driver."] {
            assert!(!record.contains(absent), "{absent}\n{record}");
        }
    }
}

#[test]
fn a_drawback_counts_although_the_runner_up_shares_it() {
    let session = session(&[("weather", "sun"), ("luggage", "tents"), ("money", "much")], [decide("train", "We like trains.")]);
    let consequences = flat(&session, Format::Markdown);
    assert!(consequences.contains("Bad, because of Weather: The carriage is hot. What to do: Bring water."), "{consequences}");
    assert!(consequences.contains("Bad, because of Luggage: Racks are small. What to do: Share tents."), "{consequences}");
}

#[test]
fn the_comparison_adds_up_in_every_format_also_where_the_team_decided_otherwise() {
    for (taken, total) in [("bike", "+17.9 points: 75.0 less 57.1."), ("train", "-42.9 points: 32.1 less 75.0.")] {
        let session = session(&SUNNY, [decide(taken, "So.")]);
        for format in READ {
            let record = flat(&session, format);
            assert!(record.contains(&format!("All together {total}")), "{taken}: {record}");
        }
        let lines: Vec<String> =
            markdown(&session).lines().filter(|line| line.contains("head on ") || line.contains("Behind on ")).map(str::to_owned).collect();
        let figures = lines.iter().flat_map(|line| line.split('(').skip(1)).filter_map(|part| part.split(')').next());
        let sum: i32 = figures.map(|figure| figure.replace(['.', '+'], "").parse::<i32>().expect("points")).sum();
        assert_eq!(sum, if taken == "bike" { 179 } else { -429 }, "{lines:?}");
    }
}

#[test]
fn advice_is_the_questionnaires_and_marked_as_such_and_apart_from_the_teams_words() {
    let record = markdown(&session(&SUNNY, [decide("bike", "It is fun.")]));
    let advice = section(&record, "### What the questionnaire advises");
    assert!(advice.contains("For everybody who chooses Bike, in the questionnaire's words, not the team's."), "{advice}");
    for wanted in
        ["**First steps**\n\n* Pump the tires.", "* Mind the walkers.", "**When to look again**\n\n* Winter comes", "* Tired legs"]
    {
        assert!(advice.contains(wanted), "{wanted}\n{advice}");
    }
    assert!(section(&record, "## Decision Outcome").contains("**The team's reason:** It is fun."));
}

#[test]
fn too_close_to_call_shows_both_sides_and_the_first_steps_of_each() {
    let tied = session(&[("weather", "rain"), ("luggage", "none"), ("money", "much")], []);
    assert_eq!(assess(&tied).verdict.kind, VerdictKind::TooClose);
    let record = markdown(&tied);
    let consequences = section(&record, "### Consequences");
    assert!(consequences.contains("**Train and Bus:**\n\n* Good, because of Weather: It is dry inside."), "{consequences}");
    let advice = section(&record, "### What the questionnaire advises");
    for wanted in
        ["\n* Look up the timetable.\n", "\n* **Train:** Reserve seats.\n", "\n* **Bus:** Ask for a driver.\n", "\n* Leave a seat.\n"]
    {
        assert!(advice.contains(wanted), "{wanted}\n{advice}");
    }
}

#[test]
fn no_sentence_stands_twice() {
    let everything = [
        session(&SUNNY, [decide("bike", "It is fun.")]),
        session(&SUNNY, [decide("train", "We like trains.")]),
        session(&SUNNY, []),
        session(&[("weather", "rain"), ("luggage", "none"), ("money", "much")], []),
        session(&[("weather", "?"), ("luggage", "bags"), ("money", "little")], []),
        session(&[("weather", "storm"), ("luggage", "tents"), ("money", "?")], [decide("bus", "")]),
    ];
    for session in &everything {
        let record = markdown(session);
        let lines = record.lines().filter(|line| !line.starts_with('|') && line.split(' ').count() > 3);
        let sentences: Vec<&str> = lines.flat_map(|line| line.trim_start_matches("* ").split_inclusive(". ")).map(str::trim).collect();
        for (place, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.split(' ').count() > 2) {
            assert!(!sentences.iter().take(place).any(|other| other == sentence), "twice: {sentence}\n{record}");
        }
    }
}

#[test]
fn what_would_change_it_comes_nearest_first_and_says_which_far_answer_would() {
    let clear = session(&[("weather", "sun"), ("luggage", "none"), ("money", "much")], []);
    assert_eq!(assess(&clear).verdict.kind, VerdictKind::Clear);
    let record = markdown(&clear);
    let changes = section(&record, "## What would change this");
    assert!(changes.contains("One answer moved by a step would take the lead from Bike: Weather (\"Rain\")."), "{changes}");
    let (near, limits) = (changes.find("**An answer moved by one step**"), changes.find("**A hard limit**"));
    assert!(near.is_some() && near < limits, "{changes}");
    assert!(changes.contains("* If Weather became \"Storm\", Bike would be ruled out and Train would lead."), "{changes}");
    let stormy = session(&[("weather", "storm"), ("luggage", "none"), ("money", "much")], []);
    let far = Words::new(&stormy, &assess(&stormy)).answers_to_flip();
    let wanted = "No answer moved by one step takes the lead from Train; one changed by more would: Weather or Luggage.";
    assert_eq!(far.as_deref(), Some(wanted));
}

#[test]
fn what_is_worth_knowing_is_told_by_what_each_answer_leads_to() {
    let important = Change::Importance(id("luggage"), Importance::High);
    let record = markdown(&session(&[("weather", "?"), ("luggage", "none"), ("money", "little")], [important]));
    let known = section(&record, "## What we did not know");
    assert!(known.contains("Find out Weather: it could change the choice. With \"Sun\", Bike would lead, as now;"), "{known}");
    assert!(known.contains("with \"Storm\", Train would lead"), "{known}");
    assert!(!known.contains("points") && !known.contains("worth"), "{known}");
    let record = markdown(&session(&[("weather", "sun"), ("luggage", "none"), ("money", "?")], []));
    let known = section(&record, "## What we did not know");
    assert!(known.contains("Find out Money if there is time: whatever the answer, Bike still leads;"), "{known}");
}

#[test]
fn the_summary_of_a_team_that_decided_otherwise_gives_its_reason_and_does_not_argue_for_the_other() {
    let otherwise = session(&SUNNY, [decide("train", "Two of us\ncannot ride.")]);
    let summary = Words::new(&otherwise, &assess(&otherwise)).summary();
    assert_eq!(
        summary[1],
        "Decided otherwise than the answers, which point to Bike, 42.9 points ahead of Train. The team's reason: Two of us cannot ride."
    );
    assert_eq!(summary[3], "Against Train: Weather and Money");
    assert!(summary.iter().all(|line| !line.contains("leads") && !line.contains("For Bike")), "{summary:?}");
}

#[test]
fn only_the_facts_behind_what_decides_are_printed_and_the_rest_is_counted() {
    let session = session(&SUNNY, []);
    for format in READ {
        let (brief, full) = (render(&session, format), render_with(&session, format, Facts::All));
        assert!(full.contains("Forecasts hold for three days.") && full.contains("Fares rose by a tenth."));
        assert!(brief.contains("Forecasts hold for three days."));
        assert!(!full.contains("more fact"));
    }
}

#[test]
fn the_appendix_says_what_there_was_to_choose_from() {
    for format in READ {
        let record = flat(&session(&SUNNY, [decide("bike", "")]), format);
        for wanted in ["Public: Somebody else drives, by a timetable.", "By train: We sit together.", "By bicycle: see the outcome."] {
            assert!(record.contains(wanted), "{wanted}\n{record}");
        }
    }
    assert!(
        weigh::report::preread::preread(session(&[], []).questionnaire())
            .contains("**Public**: Somebody else drives, by a timetable.\n\n* **By train**")
    );
}

/// A session in which Ana, Bo and Chi vote on the weather; `-` is nobody's vote.
fn voted(votes: [&str; 3], changes: impl IntoIterator<Item = Change>) -> Session {
    let people = ["Ana", "Bo", "Chi"];
    let named = people.map(|name| Change::AddParticipant(Participant { name: name.to_owned(), role: None }));
    let cast = people.into_iter().zip(votes).filter(|(_, vote)| *vote != "-");
    let cast = cast.map(|(name, vote)| Change::Vote { name: name.to_owned(), vote: Some(Vote::Choice(id(vote))) });
    let round = [Change::OpenRound(id("weather"))].into_iter().chain(cast).chain([Change::Reveal]);
    session(&[("luggage", "bags"), ("money", "little")], named.into_iter().chain(round).chain(changes))
}

#[test]
fn who_voted_is_said_wherever_votes_are() {
    let split = markdown(&voted(["sun", "rain", "-"], []));
    assert!(section(&split, "## Decision Drivers").contains("2 of 3 voted: 1 for \"Sun\" and 1 for \"Rain\""), "{split}");
    assert!(section(&split, "## Dissent").contains("nothing agreed, 2 of 3 voted: Ana for \"Sun\"; Bo for \"Rain\"."), "{split}");
    let alone = markdown(&voted(["sun", "-", "-"], []));
    assert!(section(&alone, "## Decision Drivers").contains("1 of 3 voted for \"Sun\" | high | Our own | voted |"), "{alone}");
    let agreed = markdown(&voted(["sun", "rain", "-"], [Change::Answer(id("weather"), Answer::Choice(id("sun")))]));
    assert!(section(&agreed, "## Decision Drivers").contains("| fact, 2 of 3 voted |"), "{agreed}");
    assert!(agreed.contains("Ana, Bo, Chi; no vote from Chi"), "{agreed}");
    assert!(agreed.contains("1 of the 2 of 3 who voted alone would get another result: Bo (Bus)."), "{agreed}");
}

#[test]
fn leans_is_explained_where_it_stands() {
    let record = markdown(&session(&SUNNY, []));
    assert!(section(&record, "## Decision Drivers").contains("Leans: the family that the answer serves best"), "{record}");
}

/// The scoring's own cases, and the example.
fn cases() -> Vec<Session> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring_cases");
    let paths = std::fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("a file").path());
    let mut paths: Vec<_> = paths.filter(|path| path.to_string_lossy().ends_with(".weigh.json")).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| Session::parse(&std::fs::read(path).expect("a file")).expect("a session");
    paths.iter().map(read).chain([weigh::demo::session()]).collect()
}

#[test]
fn no_two_sentences_about_one_question_contradict_each_other() {
    for session in cases() {
        let record = markdown(&session);
        let known = section(&record, "## What we did not know");
        let elsewhere = record.replace(known, "");
        let assessment = assess(&session);
        for question in session.questionnaire().questions().iter().map(|question| &question.label) {
            let about = |line: &&str| [" if there is time", ": it could"].iter().any(|rest| line.contains(&format!(" {question}{rest}")));
            let Some(said) = known.lines().find(about) else { continue };
            let lasts = said.contains(" still lead") || said.contains("nobody ahead");
            assert!(!(lasts && elsewhere.contains(&format!("If {question} turned out to be"))), "{said}\n{record}");
            let decides = elsewhere.lines().filter(|line| line.contains("could still change who leads") || line.contains("not settled: "));
            let named = decides.filter(|line| line.contains(&format!(" {question}")) && !line.contains(&format!(" {question} "))).count();
            assert!(!(lasts && named > 0), "{said}\n{record}");
            assert!(!(assessment.decided && said.contains("could change the choice")), "{said}\n{record}");
        }
        let silent = record.contains("No single answer or importance would change who leads.");
        assert!(!(silent && record.contains("\n* If ")), "{record}");
    }
}
