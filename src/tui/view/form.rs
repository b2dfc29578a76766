//! The text fields at the bottom of a screen, and the questions of the program.
//!
//! The fields of the setup are drawn in the setup itself.

use ratatui::text::Span;

use super::Page;
use crate::report::words;
use crate::session::Needs;
use crate::sitting::{NOTED, Renaming, Task};
use crate::text;
use crate::tui::model::{Cursor, Form, Holds, Model, Panel, Prompt, Purpose};

/// Fills what is drawn between the page and the footer, if anything is.
pub(super) fn page(model: &Model) -> Option<Page> {
    let form = match &model.panel {
        Some(Panel::Form(form)) => form,
        Some(Panel::Prompt(prompt)) => return Some(asked(model, prompt)),
        Some(Panel::Venue(venue)) => return Some(super::live::venue(model, venue)),
        Some(Panel::Help(_) | Panel::Why(..) | Panel::ReadBack(..)) | None => return None,
    };
    let title = title(model, &form.purpose)?;
    let mut page = Page::new(super::page_width(model), Cursor::default(), model.theme);
    page.text(2, &title, model.theme.strong());
    // A long note scrolls below its title.
    page.pin();
    fields(model, form, &mut page);
    if let Some(trouble) = &form.trouble {
        page.text(2, trouble, model.theme.warning());
    }
    Some(page)
}

fn fields(model: &Model, form: &Form, page: &mut Page) {
    let columns = form.fields.iter().map(|field| text::width(field.label)).max().unwrap_or(0) + 2;
    for (place, field) in form.fields.iter().enumerate() {
        let active = (place == form.active).then_some(field);
        let placeholder = match form.holds(place) {
            Holds::Text | Holds::Owner | Holds::Figure => "",
            Holds::Day => "friday, 12 dec, in 2 weeks",
            Holds::OwnerAndDay => "Bo, friday",
        };
        page.field(2, (field.label, columns), &field.text(), active, placeholder);
        if let Some(hint) = active.and_then(|_| model.hint(form)) {
            page.behind(&hint.shown());
        }
    }
}

fn title(model: &Model, purpose: &Purpose) -> Option<String> {
    Some(match purpose {
        Purpose::Title | Purpose::Context | Purpose::Team | Purpose::Figure { .. } => return None,
        Purpose::Note(question) => format!("Note on {} (Alt-Enter: new line)", model.session().questionnaire().label(question)),
        Purpose::NotApplicable(question) => {
            format!("{} does not apply: why? It may be left empty", model.session().questionnaire().label(question))
        }
        Purpose::FollowUp(Task { question: Some(question), .. }) => {
            format!("Follow-up on {}", model.session().questionnaire().label(question))
        }
        Purpose::FollowUp(_) => "Follow-up".to_owned(),
        Purpose::FindOut(task) => {
            format!(
                "{}: who finds out, by when? It may stay empty",
                task.question.as_ref().map_or("", |question| model.session().questionnaire().label(question))
            )
        }
        Purpose::MemberNote { question, name } => {
            format!("{name} disagrees on {}: why? It goes into the record by name", model.session().questionnaire().label(question))
        }
        Purpose::Waiver { question, alternative } => waiver_title(model, question, alternative),
        Purpose::Reason => "Why the team decided so".to_owned(),
        Purpose::Revisit => "When to look at this decision again".to_owned(),
        Purpose::BallotCode => format!("A ballot code: whose is it, and what does it say? The list: {}", model.sitting.list_of_people()),
        Purpose::SavePath => "The session could not be saved. Give another file, such as /tmp/decision.weigh.json".to_owned(),
    })
}

fn waiver_title(model: &Model, question: &crate::questionnaire::Id, alternative: &crate::questionnaire::Id) -> String {
    let questionnaire = model.session().questionnaire();
    let short = questionnaire.alternative(alternative).map_or("", |alternative| &alternative.short);
    let exceptions = model.session().exceptions(question);
    match exceptions.into_iter().find(|exception| exception.alternative == *alternative).map(|exception| exception.needs) {
        Some(Needs::Unless(unless)) => {
            format!("{short} is let in again, because {unless}. Say how that is met (it is printed in the record)")
        }
        Some(Needs::ToldApart(_)) | None => {
            format!(
                "{short} keeps its other half for these requests. Say how they are told apart before a model sees them (it is printed in the record)"
            )
        }
    }
}

fn asked(model: &Model, prompt: &Prompt) -> Page {
    let mut page = Page::new(super::page_width(model), Cursor::default(), model.theme);
    let (asked, answers): (String, &[(&str, &str)]) = match prompt {
        Prompt::DropRound { question } => {
            let label = |question| model.session().questionnaire().label(question);
            let waiting = model.session().round().map(|round| label(&round.question)).unwrap_or_default();
            let asked = format!("Votes on {waiting} wait, unseen. A round on {} would drop them.", label(question));
            (asked, &[("Enter", "drop them and vote here"), ("Esc", "keep them; v on their question goes on")])
        }
        Prompt::Rename { names, .. } => {
            let each = names.iter().map(|Renaming { from, to }| format!("is {from} now {to}?"));
            let asked = format!("Votes are kept by name: {}", each.collect::<Vec<_>>().join(" "));
            (asked, &[("Enter", "yes, the same person: the votes go along"), ("Esc", "no, somebody new: both take part")])
        }
        Prompt::SeeResult => {
            let open = words::count(model.standing().open, "question is", "questions are");
            (format!("{open} open. {NOTED}"), &[("Enter", "show the result"), ("Esc", "not yet")])
        }
        Prompt::ShowVotes { missing } => (
            format!("Not finished: {missing}. Show the votes without the rest?"),
            &[("Enter", "show them; nothing can be added after that"), ("Esc", "wait")],
        ),
        Prompt::LeaveUnsaved => {
            let problem = model.sitting.file.problem.clone().unwrap_or_default();
            let answers = &[
                ("Enter", "save to another file"),
                ("Esc", "stay; every change tries again"),
                ("Ctrl-C", "leave without the last changes"),
            ];
            (format!("The last changes are not on the disk: {problem}"), answers)
        }
    };
    page.text(2, &asked, model.theme.warning());
    page.pin();
    for (key, does) in answers {
        page.hanging(2, vec![Span::styled(text::pad(key, 8, model.theme.ascii), model.theme.strong())], does, model.theme.plain());
    }
    page
}
