//! A worksheet: the numbers that the team fills in, and beside them what follows, changing with every key.
//!
//! Results that are counted in the same unit stand on one scale. Must not compute a result.

mod scale;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Page;
use crate::questionnaire::Id;
use crate::questionnaire::worksheet::{Input, Outcome, Range, Results, Row, Worksheet};
use crate::report::words::{self, numbers};
use crate::text;
use crate::tui::field::Field;
use crate::tui::model::{Model, Panel, Purpose, Target};
use scale::Scale;

/// Fills the left page: the inputs.
pub(super) fn page(model: &Model, worksheet: &Id) -> Page {
    let mut page = super::start(model);
    let Some(worksheet) = model.session().questionnaire().worksheet(worksheet) else { return page };
    page.text(2, &worksheet.title, model.theme.strong());
    if let Some(says) = &worksheet.says {
        page.text(2, says, model.theme.quiet());
    }
    page.blank();
    for (place, input) in worksheet.inputs.iter().enumerate() {
        page.item(Target::Input(place), |page, marked| self::input(model, worksheet, input, marked, page));
    }
    page
}

fn input(model: &Model, worksheet: &Worksheet, input: &Input, marked: bool, page: &mut Page) {
    let theme = model.theme;
    let set = model.session().figure_set(&worksheet.id, &input.id);
    let open = open_field(model, worksheet, input);
    let mark = if set.is_some() { theme.glyphs().point } else { " " };
    let style = if marked || set.is_some() { theme.strong() } else { theme.plain() };
    let range = set.unwrap_or(input.preset);
    let with_unit = words::figure(input, range);
    let is_room = text::width(&input.label) + 2 + text::width(&with_unit) <= page.room(4);
    let number = if is_room { with_unit } else { numbers::given(range) };
    let number = if open.is_some() { "" } else { &number };
    both_ends(page, vec![Span::styled(format!("  {mark} "), style)], (&input.label, style), (number, style));
    if let Some(field) = open {
        page.field(4, ("", 0), &field.text(), Some(field), "12, or 2 to 3");
        if let Some(hint) = form_hint(model) {
            page.behind(&hint);
        }
        if let Some(Panel::Form(form)) = &model.panel
            && let Some(trouble) = &form.trouble
        {
            page.text(4, trouble, theme.warning());
        }
    }
    if marked {
        if let Some(unit) = input.unit.as_ref().filter(|_| !is_room || open.is_some()) {
            page.text(4, unit, theme.quiet());
        }
        let origin = words::origin(input, model.session().created_on());
        let own = if set.is_some() { format!("The questionnaire's own: {}. ", numbers::given(input.preset)) } else { String::new() };
        let about = format!("{own}{origin} {}", input.url.as_deref().unwrap_or_default());
        let about = about.trim();
        if !about.is_empty() {
            page.text(4, about, if input.is_stale(model.session().created_on()) { theme.warning() } else { theme.quiet() });
        }
    }
}

fn open_field<'m>(model: &'m Model, worksheet: &Worksheet, input: &Input) -> Option<&'m Field> {
    match &model.panel {
        Some(Panel::Form(form)) => match &form.purpose {
            Purpose::Figure { worksheet: sheet, input: id } if *sheet == worksheet.id && *id == input.id => form.field(),
            _ => None,
        },
        _ => None,
    }
}

fn form_hint(model: &Model) -> Option<String> {
    match &model.panel {
        Some(Panel::Form(form)) => model.hint(form).map(|hint| hint.shown()),
        _ => None,
    }
}

/// Adds words at the left and others at the right end of a row; where both do not fit, the right ones stand below.
fn both_ends(page: &mut Page, lead: Vec<Span<'static>>, (left, left_style): (&str, Style), (right, right_style): (&str, Style)) {
    let columns: usize = lead.iter().map(Span::width).sum();
    let room = page.room(columns);
    let right_at = |used: usize, page: &Page| page.room(0).saturating_sub(used + text::width(right));
    if text::width(left) + 2 + text::width(right) <= room || right.is_empty() {
        let ascii = page.theme.ascii;
        let label = text::shorten(left, room, ascii).into_owned();
        let gap = right_at(columns + text::width(&label), page);
        let mut spans = lead;
        spans.push(Span::styled(label, left_style));
        if !right.is_empty() {
            spans.extend([Span::raw(" ".repeat(gap)), Span::styled(right.to_owned(), right_style)]);
        }
        return page.push(Line::from(spans));
    }
    page.hanging(0, lead, left, left_style);
    if text::width(right) > room {
        return page.text(columns + 2, right, right_style);
    }
    let gap = right_at(0, page);
    page.push(Line::from(vec![Span::raw(" ".repeat(gap)), Span::styled(right.to_owned(), right_style)]));
}

/// Fills the right page: what the numbers point to on `question`, and what they come to.
pub(super) fn beside(model: &Model, question: &Id, worksheet: &Id, page: &mut Page) {
    let questionnaire = model.session().questionnaire();
    let Some(worksheet) = questionnaire.worksheet(worksheet) else { return };
    let results = model.session().results(worksheet);
    match words::pointer(questionnaire, &results, question) {
        Some(pointer) => page.text(2, &pointer, model.theme.strong()),
        None => page.text(2, words::NO_POINTER, model.theme.quiet()),
    }
    let (charts, single): (Vec<_>, Vec<_>) = by_unit(&results).into_iter().partition(|group| group.lines.len() > 1);
    for group in &charts {
        page.blank();
        chart(page, group);
    }
    if !single.is_empty() {
        page.blank();
    }
    for line in single.iter().flat_map(|group| &group.lines).filter(|line| !line.is_input) {
        let plain = page.theme.plain();
        both_ends(page, vec![Span::raw("  ")], (line.label, plain), (&line.with_unit, page.theme.strong()));
    }
    notes(page, worksheet);
}

/// What is counted in one unit.
struct Group<'w> {
    unit: Option<&'w str>,
    lines: Vec<Shown<'w>>,
}

/// An input or a row, as it is shown.
struct Shown<'w> {
    label: &'w str,
    found: Outcome,
    number: String,
    with_unit: String,
    is_input: bool,
}

impl<'w> Shown<'w> {
    fn input(input: &'w Input, range: Range) -> Self {
        let found = Outcome { range: Some(range), never: false };
        Self { label: &input.label, found, number: numbers::given(range), with_unit: words::figure(input, range), is_input: true }
    }

    fn row(row: &'w Row, found: Outcome) -> Self {
        Self { label: &row.label, found, number: numbers::computed(found), with_unit: words::outcome(row, found), is_input: false }
    }
}

/// Returns the rows by their unit, in order; an input that is counted in the unit of a row stands before the rows.
fn by_unit<'w>(results: &Results<'w>) -> Vec<Group<'w>> {
    let mut groups: Vec<Group<'w>> = Vec::new();
    for (row, found) in &results.rows {
        let unit = row.unit.as_deref();
        let shown = Shown::row(row, *found);
        match groups.iter_mut().find(|group| unit.is_some() && group.unit == unit) {
            Some(group) => group.lines.push(shown),
            None => groups.push(Group { unit, lines: vec![shown] }),
        }
    }
    for group in groups.iter_mut().filter(|group| group.unit.is_some()) {
        let inputs = results.inputs.iter().filter(|(input, _)| input.unit.as_deref() == group.unit);
        group.lines.splice(0..0, inputs.map(|(input, range)| Shown::input(input, *range)));
    }
    groups
}

/// Adds what is counted in one unit as bars on one logarithmic scale; an input among it runs as a line through all bars.
fn chart(page: &mut Page, group: &Group<'_>) {
    let theme = page.theme;
    let scale = Scale::of(group.lines.iter().filter_map(|line| line.found.range), page.room(2));
    let unit = group.unit.unwrap_or_default();
    match &scale {
        Some(scale) => page.push(Line::from(vec![Span::raw("  "), Span::styled(scale.axis(unit, theme), theme.quiet())])),
        None => page.text(2, unit, theme.quiet()),
    }
    let through: Vec<Range> = group.lines.iter().filter(|line| line.is_input).filter_map(|line| line.found.range).collect();
    for line in &group.lines {
        let style = if line.is_input { theme.plain() } else { theme.strong() };
        both_ends(page, vec![Span::raw("  ")], (line.label, theme.plain()), (&line.number, style));
        if let (false, Some(scale), Some(range)) = (line.is_input, &scale, line.found.range) {
            let mut spans = vec![Span::raw("  ")];
            spans.extend(scale.bar(range, line.found.never, &through, theme));
            page.push(Line::from(spans));
        }
    }
}

fn notes(page: &mut Page, worksheet: &Worksheet) {
    let notes: Vec<_> = worksheet.rows.iter().filter_map(|row| Some((row, row.note.as_deref()?))).collect();
    if !notes.is_empty() {
        page.heading("How to read it");
    }
    let quiet = page.theme.quiet();
    for (row, note) in notes {
        page.text(4, &format!("{}: {note}", row.label), quiet);
    }
}
