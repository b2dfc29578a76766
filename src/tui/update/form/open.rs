//! Opens each form on what the session holds already.

use crate::questionnaire::Id;
use crate::report::words::numbers::given;
use crate::session::{Answer, team_line};
use crate::sitting::Sitting;
use crate::tui::field::{Field, Lines};
use crate::tui::key::Key;
use crate::tui::model::{Form, Model, Panel, Purpose, Target};
use crate::tui::update::setup;

/// Opens a field of the setup, its line marked.
pub(in crate::tui) fn open_setup(model: &mut Model, purpose: Purpose) {
    if purpose == Purpose::Team && model.live.is_some() {
        model.notice = Some("A live vote is open on these names: close it first (b, then Esc)".to_owned());
        return setup::mark(model, &Target::Team);
    }
    let (target, field) = match purpose {
        Purpose::Title => (Target::Title, Field::new("Deciding", model.session().title(), Lines::One)),
        Purpose::Context => (Target::Context, Field::new("Context", model.session().context(), Lines::Many)),
        _ => (Target::Team, Field::new("Who is here", &team_line(model.session().participants()), Lines::One)),
    };
    open(model, purpose, vec![field]);
    setup::mark(model, &target);
}

/// Opens the note of the question on the screen.
pub(in crate::tui) fn open_note(model: &mut Model) {
    let Some(question) = model.place.question().cloned() else { return };
    let field = Field::new("Note", model.session().note(&question), Lines::Many);
    open(model, Purpose::Note(question), vec![field]);
}

/// Opens the reason why a question does not apply.
pub(in crate::tui) fn open_not_applicable(model: &mut Model, question: Id) {
    let reason = match model.session().answer(&question) {
        Some(Answer::NotApplicable(reason)) => reason.clone(),
        Some(Answer::Choice(_) | Answer::Unknown) | None => String::new(),
    };
    // The reason belongs to the step in which it was said that the question does not apply.
    go_on(model, Purpose::NotApplicable(question), vec![Field::new("It does not apply because", &reason, Lines::One)]);
}

/// Opens who finds out the answer, and by when.
pub(in crate::tui) fn open_find_out(model: &mut Model, question: &Id) {
    let task = model.sitting.open_find_out(question);
    let told = model.sitting.follow_up(&task);
    let parts = told.and_then(|told| told.owner.clone()).into_iter().chain(told.and_then(|told| told.due).map(|due| due.to_string()));
    let line = parts.collect::<Vec<_>>().join(", ");
    open(model, Purpose::FindOut(task), vec![Field::new("Who, by when", &line, Lines::One)]);
}

/// Opens a follow-up: the one at `place`, or a new one for the question on the screen.
pub(in crate::tui) fn open_follow_up(model: &mut Model, place: Option<usize>) {
    let task = match place {
        Some(place) => model.sitting.open_task(place),
        None => Sitting::new_task(crate::tui::update::answering::question_here(model)),
    };
    let old = model.sitting.follow_up(&task);
    let what = old.map(|old| old.what.clone()).unwrap_or_default();
    let owner = old.and_then(|old| old.owner.clone()).unwrap_or_default();
    let due = old.and_then(|old| old.due).map(|due| due.to_string()).unwrap_or_default();
    let fields =
        vec![Field::new("What to do", &what, Lines::One), Field::new("Who", &owner, Lines::One), Field::new("By when", &due, Lines::One)];
    open(model, Purpose::FollowUp(task), fields);
}

/// Opens a number of a worksheet; a digit takes the place of the number.
pub(in crate::tui) fn open_figure(model: &mut Model, worksheet: Id, input: String, digit: Option<char>) {
    let questionnaire = model.session().questionnaire();
    let known = questionnaire.worksheet(&worksheet).and_then(|sheet| Some((sheet, sheet.input(&input)?.1)));
    let number = known.map(|(sheet, input)| given(model.session().figure(sheet, input))).unwrap_or_default();
    open(model, Purpose::Figure { worksheet, input }, vec![Field::new("", if digit.is_some() { "" } else { &number }, Lines::One)]);
    if let Some(digit) = digit {
        super::edit(model, Key::Char(digit));
    }
}

/// Opens a dissenter's line.
pub(in crate::tui) fn open_member_note(model: &mut Model, question: Id, name: String) {
    let note = model.session().member_notes(&question).and_then(|notes| notes.get(&name)).cloned().unwrap_or_default();
    open(model, Purpose::MemberNote { question, name }, vec![Field::new("Why", &note, Lines::One)]);
}

/// Opens how the `unless` of a hard limit is met.
pub(in crate::tui) fn open_waiver(model: &mut Model, question: Id, alternative: Id) {
    let note = model.session().waiver(&question, &alternative).unwrap_or_default().to_owned();
    // How it is met belongs to the step in which the limit was lifted.
    go_on(model, Purpose::Waiver { question, alternative }, vec![Field::new("How it is met", &note, Lines::One)]);
}

/// Opens the reason for the decision.
pub(in crate::tui) fn open_reason(model: &mut Model) {
    let reason = model.session().decision().map(|decision| decision.reason.clone()).unwrap_or_default();
    open(model, Purpose::Reason, vec![Field::new("Because", &reason, Lines::Many)]);
}

/// Opens the revisit date.
pub(in crate::tui) fn open_revisit(model: &mut Model) {
    let revisit = model.session().decision().and_then(|decision| decision.revisit).map(|day| day.to_string()).unwrap_or_default();
    open(model, Purpose::Revisit, vec![Field::new("Look again on", &revisit, Lines::One)]);
}

/// Asks whose code it is, and for the code.
pub(in crate::tui) fn open_ballot_code(model: &mut Model) {
    open(model, Purpose::BallotCode, vec![Field::new("Name", "", Lines::One), Field::new("Code", "", Lines::One)]);
}

/// Asks for another path to save to.
pub(in crate::tui) fn open_save_path(model: &mut Model) {
    open(model, Purpose::SavePath, vec![Field::new("Save to", "", Lines::One)]);
}

/// Opens a form whose changes are a step of their own.
fn open(model: &mut Model, purpose: Purpose, fields: Vec<Field>) {
    model.sitting.end_step();
    go_on(model, purpose, fields);
}

/// Opens a form whose changes join the step before.
fn go_on(model: &mut Model, purpose: Purpose, fields: Vec<Field>) {
    model.panel = Some(Panel::Form(Form::new(purpose, fields, model.session())));
}
