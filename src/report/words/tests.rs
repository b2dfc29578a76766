use super::{Words, count, join, join_some};
use crate::demo;
use crate::questionnaire::Id;
use crate::scoring::{Assessment, assess};
use crate::session::sample::{self, id, now};
use crate::session::{Answer, Change, Decision, Session};

/// A session after `changes`, with what follows from it.
struct After(Session, Assessment);

impl After {
    fn of(mut session: Session, changes: impl IntoIterator<Item = Change>) -> Self {
        for change in changes {
            session.apply(change, now()).expect("a sound change");
        }
        let assessment = assess(&session);
        Self(session, assessment)
    }

    fn words(&self) -> Words<'_> {
        Words::new(&self.0, &self.1)
    }
}

fn choose(question: &str, choice: &str) -> Change {
    Change::Answer(id(question), Answer::Choice(id(choice)))
}

#[test]
fn a_label_is_the_id_with_a_capital_and_spaces() {
    let labels = ["data", "time-to-market", "q1", "-"].map(|id| Id::new(id).expect("an id").title());
    assert_eq!(labels, ["Data", "Time to market", "Q1", "-"]);
}

#[test]
fn lists_and_counts_read_as_english() {
    let joined = |parts: &[&str]| join(parts.iter().map(ToString::to_string));
    assert_eq!([joined(&[]), joined(&["A"]), joined(&["A", "B"]), joined(&["A", "B", "C"])], ["", "A", "A and B", "A, B and C"]);
    let some = |most| join_some(["A", "B", "C"].map(ToOwned::to_owned), most);
    assert_eq!([some(1), some(2), some(3)], ["A and 2 more", "A, B and 1 more", "A, B and C"]);
    assert_eq!([count(1, "answer", "answers"), count(0, "answer", "answers")], ["1 answer", "0 answers"]);
}

#[test]
fn the_summary_has_six_lines_that_stand_alone() {
    let summary = After::of(demo::session(), []).words().summary();
    assert_eq!(summary[0], "Reader for hail-damage reports: we propose \"Open weights at a specialist host\"");
    assert_eq!(summary[1], "Lean: the answers lean toward Open hosted, 3.9 points ahead of Open private.");
    assert_eq!(
        summary[2],
        "Open hosted 67.5 / Open private 63.6 / Closed API 63.5 / Closed private 62.2 / Mix 61.0; ruled out: Open self-run"
    );
    assert_eq!(summary[3], "For Open hosted: Customization, Exit plan and Sensitive data; against it: Bans and lists");
    assert!(summary[4].starts_with("The lead over Open private is small") && summary[4].ends_with("3 dissenting votes recorded."));
    assert_eq!(summary[5], "Find out next: Bans and lists, Trial result and Yearly bill; look again on 2027-02-15");
}

#[test]
fn an_empty_session_is_summed_up_without_a_winner() {
    let summary = After::of(sample::session(), []).words().summary();
    assert_eq!(summary[0], "Untitled decision: not enough answers yet, nothing decided");
    assert_eq!(summary[3], "Too early to compare");
}

#[test]
fn the_check_list_says_what_is_missing_in_five_lines() {
    let checks = After::of(demo::session(), [Change::ClearAnswer(id("exit")), Change::Confidence("Bo".into(), None)]).words().check_list();
    let missing: Vec<&str> = checks.iter().filter(|check| !check.done).map(|check| check.text.as_str()).collect();
    assert_eq!(missing, ["Voted, but nothing agreed: Bans and lists and Exit plan", "Not yet said how sure they are: Bo"]);
}

#[test]
fn a_decision_against_the_result_needs_a_reason() {
    let decision = Decision { alternative: Some(id("mix")), ..Decision::default() };
    let check = After::of(demo::session(), [Change::Decide(decision)]).words().check_list()[3].clone();
    assert_eq!((check.done, check.text.as_str()), (false, "The decision differs from the result: say why"));
}

#[test]
fn what_is_unknown_and_found_out_by_nobody_is_missing() {
    let changes = [Change::Answer(id("law"), Answer::Unknown), Change::RemoveFollowUp(1)];
    let check = After::of(demo::session(), changes).words().check_list()[2].clone();
    assert_eq!(check.text, "Nobody finds out Place and law and Yearly bill");
}

#[test]
fn the_gains_and_give_ups_add_up_to_the_lead_that_is_shown() {
    let after = After::of(demo::session(), []);
    let words = after.words();
    let arguments = words.arguments(&id("open-hosted"));
    let sum: i128 = arguments.gains.iter().chain(&arguments.gives_up).map(|argument| argument.tenths).sum();
    assert_eq!((sum, arguments.against), (39, Some(id("open-private"))));
}

#[test]
fn a_gain_from_what_the_other_lacks_is_explained_by_the_other() {
    let after = After::of(demo::session(), []);
    let words = after.words();
    let arguments = words.arguments(&id("open-hosted"));
    let law = arguments.gives_up.iter().find(|argument| argument.question == id("law")).expect("it speaks against");
    assert!(law.because.starts_with("Open private does better here: "), "{}", law.because);
    assert_eq!(law.mitigation, None, "advice belongs to an answer that serves it badly, not to what the other does better");
}

#[test]
fn members_are_named_with_what_they_alone_would_get() {
    let members = After::of(demo::session(), []).words().members().expect("they voted");
    assert_eq!(members, "3 of 4 alone would get another result: Bo (Closed API), Chi (Open private) and Dee (Closed API).");
    assert_eq!(After::of(sample::session(), []).words().members(), None);
}

#[test]
fn a_flip_names_the_question_the_answer_and_who_would_lead() {
    let flips = After::of(demo::session(), []).words().flips();
    let exit: Vec<&str> = flips.iter().filter(|flip| flip.question == Some(id("exit"))).map(|flip| flip.text.as_str()).collect();
    assert_eq!(
        exit,
        [
            "If Exit plan became \"Within about six months\", Closed API would lead by 1.5 points.",
            "If Exit plan became \"No hurry: we would accept it, or rebuild in our own time\" or \"Within a day: no order, sanction or \
             closed account may stop us\", Closed API would lead by 1.5 to 5.1 points."
        ]
    );
}

#[test]
fn importances_that_do_the_same_are_told_together_for_reading() {
    let after = After::of(demo::session(), []);
    let words = after.words();
    let alone = words.importance_flips();
    let together = words.importance_flips_together();
    assert!(alone.iter().all(|sentence| sentence.question.is_some()));
    assert!(together.len() < alone.len(), "{together:?}");
    assert_eq!(together[1], "If the importance of Customization or Exit plan were \"leave out\" or \"low\", Closed API would lead.");
}

#[test]
fn a_mix_says_for_what_a_limited_part_can_still_be_used() {
    let after = After::of(demo::session(), [choose("offline", "patchy"), choose("variety", "rule")]);
    let words = after.words();
    let parts = words.mix_parts(&id("mix"));
    let sentences: Vec<String> = parts.iter().map(|part| words.mix_sentence(part)).collect();
    assert!(sentences[0].starts_with("Open-weight: for some requests only. Open hosted"));
    assert!(sentences[1].starts_with("Closed: for some requests only. Closed API and Closed private: only for requests to which "));
}

#[test]
fn the_first_dissent_and_the_count_of_the_rest_are_all_of_it() {
    let after = After::of(demo::session(), []);
    let all = after.words().dissent();
    assert_eq!(all.len(), 3);
    for most in 0..=4 {
        let (first, more) = after.words().first_dissent(most);
        assert_eq!((&first[..], more), (&all[..most.min(3)], 3_usize.saturating_sub(most)));
    }
    assert_eq!(after.words().dissenters(1).as_deref(), Some("Dee on Customization and 2 more"));
}
