//! The setup: what are we deciding, who is here, how do we answer.

use ratatui::text::Span;

use super::Page;
use crate::report::words;
use crate::session::{AnswerMode, team_line};
use crate::text;
use crate::tui::field::Field;
use crate::tui::model::{Model, Panel, Purpose, Target};

/// Columns of the labels.
const LABELS: usize = 14;

/// Fills the screen.
pub(super) fn page(model: &Model) -> Page {
    let mut page = super::start(model);
    let theme = model.theme;
    page.blank();
    page.text(2, "In about 45 minutes you have a record: a good minute for each question.", theme.plain());
    page.blank();
    found(model, &mut page);
    field(
        &mut page,
        model,
        Target::Title,
        &Purpose::Title,
        "Deciding",
        model.session().title(),
        "such as: Models for the support assistant",
    );
    field(&mut page, model, Target::Context, &Purpose::Context, "Context", model.session().context(), "one line (may stay empty)");
    let team = team_line(model.session().participants());
    field(&mut page, model, Target::Team, &Purpose::Team, "Who is here", &team, "Ana: legal, Bo: product (may stay empty)");
    page.blank();
    modes(model, &mut page);
    ballots(model, &mut page);
    page.blank();
    page.item(Target::Start, |page, marked| {
        let style = if marked { theme.strong() } else { theme.plain() };
        let questions = words::count(model.sitting.walk().len(), "question", "questions");
        page.hanging(
            4,
            vec![Span::styled("[ Start ]", style)],
            &format!("  {questions}: {}", model.session().questionnaire().title()),
            theme.quiet(),
        );
    });
    if model.can_edit() {
        page.blank();
        page.text(2, &format!("Saved at every key to {}. Nothing leaves this computer.", model.sitting.file.name), theme.quiet());
    }
    page
}

/// Sessions to go on with, the first things that can be chosen.
fn found(model: &Model, page: &mut Page) {
    if model.found.sessions.is_empty() {
        return;
    }
    page.text(2, "Go on with", model.theme.strong());
    for (place, session) in model.found.sessions.iter().enumerate() {
        page.item(Target::Found(place), |page, marked| {
            let style = if marked { model.theme.strong() } else { model.theme.plain() };
            page.hanging(4, Vec::new(), &session.describe(), style);
        });
    }
    if model.found.more > 0 {
        page.text(4, &format!("and {} more in this folder: weigh FILE goes on with one", model.found.more), model.theme.quiet());
    }
    page.blank();
    page.text(2, "or start a new one", model.theme.strong());
}

fn field(page: &mut Page, model: &Model, target: Target, purpose: &Purpose, label: &str, content: &str, placeholder: &str) {
    let open: Option<&Field> = match &model.panel {
        Some(Panel::Form(form)) if form.purpose == *purpose => form.field(),
        _ => None,
    };
    let typed = open.map(Field::text);
    let content = typed.as_deref().unwrap_or(content);
    page.item(target, |page, _| page.field(4, (label, LABELS), content, open, placeholder));
}

fn modes(model: &Model, page: &mut Page) {
    let theme = model.theme;
    let glyphs = theme.glyphs();
    page.text(4, "How do you answer?", theme.quiet());
    for mode in AnswerMode::ALL {
        page.item(Target::Mode(mode), |page, marked| {
            let taken = model.session().mode() == mode;
            let style = if marked || taken { theme.strong() } else { theme.plain() };
            let mark = if taken { glyphs.taken } else { glyphs.free };
            let lead = vec![Span::styled(format!("{mark} {}", text::pad(mode.label(), 21, theme.ascii)), style)];
            page.hanging(6, lead, mode.means(), theme.quiet());
        });
    }
}

fn ballots(model: &Model, page: &mut Page) {
    if model.can_edit() {
        page.blank();
        super::write_page(model, page);
    }
    if !model.ballots.is_empty() {
        page.heading("Ballots in this folder");
    }
    for (place, ballot) in model.ballots.iter().enumerate() {
        page.item(Target::Ballot(place), |page, marked| {
            let style = if marked { model.theme.strong() } else { model.theme.plain() };
            let name = ballot.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let state = if ballot.merged { "is in" } else { "Enter brings it in" };
            page.hanging(4, Vec::new(), &format!("{} ({}): {state}", ballot.name, text::clean_line(&name)), style);
        });
    }
}
