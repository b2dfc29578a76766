//! The questionnaire on paper, for people without the program: what will be asked, why, and what the answers mean.
//!
//! Says nothing of what an answer does to an alternative: nobody should steer. This module must not know any session.

use super::plain_text::{COLUMNS, heading, item};
use crate::questionnaire::{Question, Questionnaire, Section};
use crate::text::wrap;

/// Returns the questionnaire as text of 78 columns.
pub fn preread(questionnaire: &Questionnaire) -> String {
    let mut blocks = vec![heading(questionnaire.title(), "=")];
    blocks.extend(questionnaire.intro().map(paragraphs));
    blocks.push(paragraphs(&what_is_asked(questionnaire)));
    blocks.push(alternatives(questionnaire));
    let mut asked = 0;
    for (section, questions) in parts(questionnaire) {
        blocks.extend(section.map(section_head));
        for question in questions {
            asked += 1;
            blocks.push(self::question(question, asked));
        }
    }
    blocks.extend(glossary(questionnaire));
    blocks.push(item("", &format!("Questionnaire {} {}.", questionnaire.id(), questionnaire.version())));
    blocks.join("\n\n") + "\n"
}

/// Returns the questions by section in the order of the walk; those without a section last.
fn parts(questionnaire: &Questionnaire) -> Vec<(Option<&Section>, Vec<&Question>)> {
    let of = |id: Option<&Section>| {
        let id = id.map(|section| &section.id);
        questionnaire.questions().iter().filter(|question| question.section.as_ref() == id).collect::<Vec<_>>()
    };
    let sections = questionnaire.sections().iter().map(|section| (Some(section), of(Some(section))));
    sections.chain([(None, of(None))]).filter(|(_, questions)| !questions.is_empty()).collect()
}

fn what_is_asked(questionnaire: &Questionnaire) -> String {
    format!(
        "{} questions. Mark one answer each, or 0 where you do not know. Do not discuss your answers before the meeting.",
        questionnaire.questions().len()
    )
}

fn alternatives(questionnaire: &Questionnaire) -> String {
    let named = questionnaire.alternatives().iter().map(|alternative| match &alternative.is {
        Some(is) => item("* ", &format!("{}. {is}", alternative.name)),
        None => item("* ", &alternative.name),
    });
    std::iter::once("To choose between:".to_owned()).chain(named).collect::<Vec<_>>().join("\n")
}

fn section_head(section: &Section) -> String {
    let head = heading(&section.title, "-");
    match &section.asks {
        Some(asks) => format!("{head}\n{}", paragraphs(asks)),
        None => head,
    }
}

fn question(question: &Question, number: usize) -> String {
    let mut lines = vec![item(&format!("{number}. "), &question.ask)];
    lines.extend(question.why.as_deref().map(|why| item("   Why: ", why)));
    lines.extend(question.look_up.as_deref().map(|look_up| item("   Look up: ", look_up)));
    lines.push(String::new());
    for (place, choice) in question.choices.iter().enumerate() {
        lines.push(item(&format!("   ( ) {}  ", place + 1), &choice.text));
        lines.extend(choice.means.as_deref().map(|means| item("          ", means)));
    }
    lines.push("   ( ) 0  We don't know yet".into());
    lines.join("\n")
}

fn glossary(questionnaire: &Questionnaire) -> Option<String> {
    let terms = questionnaire.glossary().iter().map(|term| item("* ", &format!("{}: {}", term.term, term.means)));
    let terms: Vec<String> = terms.collect();
    (!terms.is_empty()).then(|| format!("{}\n{}", heading("Words", "-"), terms.join("\n")))
}

fn paragraphs(text: &str) -> String {
    wrap(text, COLUMNS).join("\n")
}

#[cfg(test)]
mod tests {
    use super::preread;
    use crate::questionnaire::{Questionnaire, sample};
    use crate::text::width;

    #[test]
    fn it_fits_a_page_and_asks_every_question_with_every_choice() {
        let questionnaire = Questionnaire::built_in();
        let text = preread(&questionnaire);
        assert!(text.lines().all(|line| width(line) <= 78));
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for question in questionnaire.questions() {
            assert!(flat.contains(&question.ask), "{}", question.id);
            assert!(question.choices.iter().all(|choice| flat.contains(&choice.text)), "{}", question.id);
        }
    }

    #[test]
    fn it_steers_nobody() {
        let questionnaire = Questionnaire::built_in();
        let flat = preread(&questionnaire).split_whitespace().collect::<Vec<_>>().join(" ");
        let choices = questionnaire.questions().iter().flat_map(|question| &question.choices);
        let effects = choices.clone().flat_map(|choice| choice.effects.values()).filter_map(|effect| effect.because.as_ref());
        let limits = choices.flat_map(|choice| choice.rules_out.values()).map(|limit| &limit.because);
        let shown: Vec<&String> = effects.chain(limits).filter(|because| flat.contains(because.as_str())).collect();
        assert_eq!(shown, Vec::<&String>::new());
    }

    #[test]
    fn a_small_questionnaire_reads_like_this() {
        let text = preread(&sample::questionnaire());
        assert!(text.starts_with("Where do we eat?\n================\n\nAnswer as you eat.\n\n"), "{text}");
        assert!(
            text.contains("Needs\n-----\nWhat matters?\n\n1. How much time is there?\n   Why: Far is slow.\n   Look up: The calendar.\n")
        );
        assert!(text.contains("\n   ( ) 1  Half an hour\n          A meeting follows.\n"), "{text}");
    }
}
