//! What decides it: what every question adds to the gap between the first two, as bars to either side.

use ratatui::text::{Line, Span};

use super::super::Page;
use super::super::chart::{self, Pattern};
use crate::questionnaire::Id;
use crate::report::words::figures::{signed, tenth_points, tenths, value};
use crate::report::words::{Argument, Arguments, Words};
use crate::scoring::find;
use crate::text;
use crate::tui::model::Target;

/// A page with fewer columns is narrow.
const NARROW: usize = 60;
/// The columns of the figures after the bars: `-100.0`.
const FIGURE: usize = 7;

/// Fills the view.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    let Some(leader) = super::first(words) else { return super::nothing_to_compare(page, words) };
    let arguments = words.arguments(leader);
    let chart = Chart::new(page, words, leader, &arguments);
    chart.head(page);
    for argument in arguments.gains.iter().chain(&arguments.gives_up) {
        chart.question(page, argument);
    }
    chart.sum(page);
    chart.sections(page);
    chart.rest(page, &arguments);
}

/// What all bars of the view have in common.
struct Chart<'a> {
    words: Words<'a>,
    leader: &'a Id,
    against: Option<Id>,
    patterns: [Pattern; 2],
    largest: i128,
    label: usize,
    side: usize,
}

impl<'a> Chart<'a> {
    fn new(page: &Page, words: Words<'a>, leader: &'a Id, arguments: &Arguments) -> Self {
        let against = arguments.against.clone();
        let pattern = |alternative: &Id| Pattern::of(words.questionnaire(), alternative, page.theme);
        let sizes = arguments.gains.iter().chain(&arguments.gives_up).map(|argument| argument.tenths.abs());
        let room = page.room(4);
        // In a narrow page the bars and the names above them need more of it.
        let label = if room < NARROW { room * 2 / 5 } else { room / 2 };
        Self {
            words,
            leader,
            patterns: [pattern(against.as_ref().unwrap_or(leader)), pattern(leader)],
            against,
            largest: sizes.max().unwrap_or(0),
            label,
            side: (room - label - FIGURE - 2) / 2,
        }
    }

    /// What is compared, and what either side of the axis stands for.
    fn head(&self, page: &mut Page) {
        let (words, theme) = (self.words, page.theme);
        let leader = words.call(self.leader);
        let title = match &self.against {
            Some(against) => format!("What sets {leader} and {} apart, in points", words.call(against)),
            None => format!("What speaks for {leader} and what against it, measured from the middle of the scale"),
        };
        page.text(2, &title, theme.strong());
        let glyphs = theme.glyphs();
        let left = self.against.as_ref().map_or_else(|| "against".to_owned(), |against| words.short(against).to_owned());
        let swatches = self.patterns.clone().map(|pattern| if self.against.is_some() { pattern.swatch() } else { Vec::new() });
        let [left_swatch, right_swatch] = swatches.map(|swatch| swatch.into_iter().chain([Span::raw(" ")]).collect::<Vec<_>>());
        let wide = |swatch: &[Span<'_>]| swatch.iter().map(Span::width).sum::<usize>();
        let left = text::shorten(&left, (self.label + self.side).saturating_sub(3 + wide(&left_swatch)), theme.ascii).into_owned();
        let right = if self.against.is_some() { words.short(self.leader) } else { "for" };
        let right = text::shorten(right, (self.side + FIGURE).saturating_sub(4 + wide(&right_swatch)), theme.ascii).into_owned();
        let taken = wide(&left_swatch) + text::width(&left) + 2 + text::width(glyphs.arrow_left);
        let mut spans = vec![Span::raw(" ".repeat((4 + self.label + 1 + self.side).saturating_sub(taken)))];
        spans.extend(left_swatch);
        spans.push(Span::raw(format!("{left} {} {} {} ", glyphs.arrow_left, glyphs.axis, glyphs.arrow)));
        spans.extend(right_swatch);
        spans.push(Span::raw(right));
        page.push(Line::from(spans));
    }

    /// A question: its bar, and while it is marked its answer and why that counts.
    fn question(&self, page: &mut Page, argument: &Argument) {
        page.item(Target::Question(argument.question.clone()), |page, marked| {
            let answer = self.words.questionnaire().question(&argument.question).map(|question| self.words.answer(question));
            let answer = answer.unwrap_or_default();
            let label = format!("{}: {answer}", argument.label);
            let style = if marked { page.theme.strong() } else { page.theme.plain() };
            self.row(page, Span::styled(text::pad(&label, self.label, page.theme.ascii), style), argument.tenths);
            if marked {
                let importance =
                    self.words.questionnaire().question(&argument.question).map(|question| self.words.session.importance(question));
                let importance = importance.map_or("", crate::questionnaire::Importance::label);
                let plain = page.theme.plain();
                page.text(6, &format!("{answer} (importance {importance}). {}", argument.because), plain);
            }
        });
    }

    fn row(&self, page: &mut Page, label: Span<'static>, tenths: i128) {
        let [left, right] = &self.patterns;
        let mut spans = vec![Span::raw("    "), label, Span::raw(" ")];
        spans.extend(chart::two_sided([left, right], tenths, self.largest, self.side, page.theme));
        spans.push(Span::styled(format!(" {:>6}", signed(tenths)), page.theme.strong()));
        page.push(Line::from(spans));
    }

    /// The bars add up to the gap; so do the shown figures.
    fn sum(&self, page: &mut Page) {
        let (Some(explanation), Some(against)) = (&self.words.assessment.explanation, &self.against) else { return };
        let shown = || explanation.shown.iter().map(|(_, tenths)| *tenths);
        let (up, down): (i128, i128) = (shown().filter(|tenths| *tenths > 0).sum(), shown().filter(|tenths| *tenths < 0).sum());
        let values = [self.leader, against].map(|alternative| self.words.assessment.value(alternative).map(value).unwrap_or_default());
        let [leader, other] = [self.words.call(self.leader), self.words.call(against)];
        let [first, second] = &values;
        let sum = format!(
            "{} for {leader}, {} for {other}: that leaves {}, which is {first} less {second}.",
            tenths(up),
            tenths(-down),
            tenth_points(explanation.gap_shown)
        );
        page.blank();
        let strong = page.theme.strong();
        page.text(4, &sum, strong);
    }

    /// The same by part of the questionnaire.
    fn sections(&self, page: &mut Page) {
        let Some(explanation) = &self.words.assessment.explanation else { return };
        if explanation.sections.len() < 2 {
            return;
        }
        page.heading("By part of the questionnaire");
        let in_section = |section: &Id| {
            let questions = self.words.questionnaire().questions().iter().filter(|question| question.section.as_ref() == Some(section));
            questions.filter_map(|question| find(&explanation.shown, &question.id)).sum::<i128>()
        };
        let totals: Vec<(&Id, i128)> = explanation.sections.iter().map(|(section, _)| (section, in_section(section))).collect();
        let largest = totals.iter().map(|(_, total)| total.abs()).max().unwrap_or(0);
        let chart = Chart { largest: largest.max(self.largest), patterns: self.patterns.clone(), against: self.against.clone(), ..*self };
        for (section, total) in totals {
            let title = self.words.questionnaire().section(section).map_or("", |section| &section.title);
            chart.row(page, Span::raw(text::pad(title, self.label, page.theme.ascii)), total);
        }
    }

    /// Names what makes no difference.
    fn rest(&self, page: &mut Page, arguments: &Arguments) {
        let shown = |id: &Id| arguments.gains.iter().chain(&arguments.gives_up).any(|argument| argument.question == *id);
        let silent = self.words.assessment.questions.iter().map(|state| &state.id).filter(|id| !shown(id));
        let labels = self.words.label_all(silent);
        if !labels.is_empty() {
            page.blank();
            let quiet = page.theme.quiet();
            page.text(4, &format!("Makes no difference between them: {labels}."), quiet);
        }
    }
}
