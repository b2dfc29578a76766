//! The pre-read: what will be asked, why, and what the answers mean, for people without the program.
//!
//! Does not say what an answer does to an alternative: nobody should steer by that. This module must not know any
//! session.

use super::document::{Document, Rich, repeats};
use super::markdown::markdown;
use super::words::{WE_DO_NOT_KNOW, join};
use crate::questionnaire::{Question, Questionnaire, Section};

/// Returns the questionnaire as Markdown.
pub fn preread(questionnaire: &Questionnaire) -> String {
    let mut document = Document::default();
    document.heading(1, questionnaire.title());
    paragraphs(&mut document, questionnaire.intro().unwrap_or_default());
    document.paragraph(what_is_asked(questionnaire));
    alternatives(&mut document, questionnaire);
    let mut asked = 0;
    for (section, questions) in parts(questionnaire) {
        let without = if asked == 0 { "Questions" } else { "Further questions" };
        document.heading(2, section.map_or(without, |section| &section.title));
        paragraphs(&mut document, section.and_then(|section| section.asks.as_deref()).unwrap_or_default());
        for question in questions {
            asked += 1;
            self::question(&mut document, question, asked);
            numbers(&mut document, questionnaire, question);
        }
    }
    if !questionnaire.glossary().is_empty() {
        document.heading(2, "Words");
        document.list(questionnaire.glossary().iter().map(|term| Rich::named(&term.term, Some(&term.means))));
    }
    document.paragraph(format!("Questionnaire {} {}.", questionnaire.id(), questionnaire.version()));
    markdown(&document)
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
        "{} questions. Choose one answer each, or 0 where you do not know. Do not discuss your answers before the meeting.",
        questionnaire.questions().len()
    )
}

fn question(document: &mut Document, question: &Question, number: usize) {
    document.heading(3, format!("{number}. {}", question.ask));
    for (title, text) in [("Why:", &question.why), ("Look up:", &question.look_up)] {
        if let Some(text) = text {
            document.paragraph(Rich::strong(title).and(format!(" {text}")));
        }
    }
    let choices = question.choices.iter().enumerate().map(|(place, choice)| {
        let means = choice.means.as_deref().filter(|means| !repeats(&choice.text, means));
        Rich::named(&format!("{} {}", place + 1, choice.text), means)
    });
    document.list(choices.chain([Rich::strong(format!("0 {WE_DO_NOT_KNOW}"))]));
}

/// Says which numbers the worksheets need that are first offered on the question: somebody has to look them up.
fn numbers(document: &mut Document, questionnaire: &Questionnaire, question: &Question) {
    for worksheet in questionnaire.worksheets().iter().filter(|worksheet| worksheet.questions.first() == Some(&question.id)) {
        let inputs = join(worksheet.inputs.iter().map(|input| input.label.clone()));
        document.paragraph(Rich::strong("Numbers to bring:").and(format!(" {inputs}. Worksheet \"{}\".", worksheet.title)));
    }
}

/// Says what there is to choose from: what each family trades, and what each alternative is.
fn alternatives(document: &mut Document, questionnaire: &Questionnaire) {
    document.heading(2, "What there is to choose from");
    for (family, members) in questionnaire.by_family() {
        if let Some(family) = family {
            document.paragraph(Rich::named(&family.name, family.says.as_deref()));
        }
        document.list(members.into_iter().map(|alternative| Rich::named(&alternative.name, alternative.is.as_deref())));
    }
}

fn paragraphs(document: &mut Document, text: &str) {
    text.lines().for_each(|line| document.paragraph(line.trim()));
}

#[cfg(test)]
mod tests {
    use super::preread;
    use crate::questionnaire::{Questionnaire, sample};

    #[test]
    fn it_asks_every_question_with_every_choice_as_an_item() {
        let questionnaire = Questionnaire::built_in();
        let text = preread(&questionnaire);
        let items = text.lines().filter(|line| line.starts_with("* ")).count();
        let choices: usize = questionnaire.questions().iter().map(|question| question.choices.len() + 1).sum();
        assert_eq!(items, choices + questionnaire.alternatives().len() + questionnaire.glossary().len());
        assert_eq!(text.lines().filter(|line| line.starts_with("### ")).count(), questionnaire.questions().len());
    }

    #[test]
    fn nothing_is_said_twice() {
        let source = sample::questionnaire().source().replace("\"text\": \"Half an hour\"", "\"text\": \"A meeting follows\"");
        let text = preread(&Questionnaire::parse(source.as_bytes()).expect("it is sound"));
        assert!(text.contains("* **1 A meeting follows**\n"), "{text}");
    }

    #[test]
    fn questions_without_a_section_are_further_ones_only_behind_others() {
        let source = sample::questionnaire().source().replace("\"section\": \"needs\",", "");
        let text = preread(&Questionnaire::parse(source.as_bytes()).expect("it is sound"));
        assert!(text.contains("## Questions\n\n### 1. How much time is there?"), "{text}");
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
        assert!(text.starts_with("# Where do we eat?\n\nAnswer as you eat.\n\n"), "{text}");
        let needs = "## Needs\n\nWhat matters?\n\n### 1. How much time is there?\n\n**Why:** Far is slow.\n\n**Look up:** The calendar.\n\n\
                     * **1 Half an hour**: A meeting follows.\n";
        assert!(text.contains(needs), "{text}");
        assert!(text.contains("\n\n**Numbers to bring:** People and A meal. Worksheet \"What does it cost?\".\n\n"), "{text}");
    }
}
