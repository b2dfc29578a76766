//! Turns the file's structs into a [`Questionnaire`], and collects what is wrong with their meaning.

use std::collections::BTreeMap;

use super::{
    AlternativeFile, ChoiceFile, EffectFile, EvidenceFile, FamilyFile, HardLimitFile, Places, QuestionFile, QuestionnaireFile, SCHEMA,
    SectionFile, TermFile, checked_id, refer,
};
use crate::json::{Checker, Entries, Object, Path, Source, Text};
use crate::questionnaire::{
    Alternative, Choice, Effect, Evidence, Family, HardLimit, Id, Importance, LONGEST_ASK, LONGEST_LABEL, LONGEST_TEXT, LONGEST_TITLE,
    Parts, Question, Questionnaire, Section, ShelfLife, Term, last_day,
};

/// Everything in the file that can be referred to.
struct Known {
    families: Places,
    alternatives: Places,
    sections: Places,
    questions: Places,
    evidence: Places,
}

pub(super) fn build(file: QuestionnaireFile<'_>, source: Source<'_>, root: &Path<'_>, check: &mut Checker) -> Questionnaire {
    let QuestionnaireFile {
        json_schema,
        schema,
        id,
        version,
        title,
        as_of,
        intro,
        families,
        alternatives,
        sections,
        questions,
        evidence,
        glossary,
        worksheets,
    } = file;
    let schema = check.schema(&root.field("schema"), schema, SCHEMA);
    // Only for editors; it stays in the source, so only its length is checked.
    if let Some(address) = json_schema {
        check.line(&root.field("$schema"), address, LONGEST_TEXT);
    }
    check.count(&root.field("alternatives"), alternatives.len(), 2, 8);
    check.count(&root.field("questions"), questions.len(), 1, 500);
    let known = Known {
        families: ids(check, &root.field("families"), families.iter().map(|Object(family)| &family.id)),
        alternatives: ids(check, &root.field("alternatives"), alternatives.iter().map(|Object(alternative)| &alternative.id)),
        sections: ids(check, &root.field("sections"), sections.iter().map(|Object(section)| &section.id)),
        questions: ids(check, &root.field("questions"), questions.iter().map(|Object(question)| &question.id)),
        evidence: ids(check, &root.field("evidence"), evidence.iter().map(|Object(fact)| &fact.id)),
    };
    let mut parts = Parts {
        id: checked_id(check, &root.field("id"), &id),
        version: check.line(&root.field("version"), version, LONGEST_TITLE),
        title: check.line(&root.field("title"), title, LONGEST_TITLE),
        as_of: as_of.map(|as_of| dated(check, &root.field("as_of"), as_of)),
        intro: intro.map(|intro| check.text(&root.field("intro"), intro, LONGEST_TEXT)),
        families: check.list(&root.field("families"), families, family),
        alternatives: check.list(&root.field("alternatives"), alternatives, |check, path, file| alternative(check, path, file, &known)),
        sections: check.list(&root.field("sections"), sections, section),
        questions: check.list(&root.field("questions"), questions, |check, path, file| question(check, path, file, &known)),
        evidence: check.list(&root.field("evidence"), evidence, fact),
        glossary: check.list(&root.field("glossary"), glossary, term),
        worksheets: Vec::new(),
    };
    let path = root.field("worksheets");
    parts.worksheets = super::worksheets::worksheets(check, &path, worksheets, &parts.questions, &known.questions);
    Questionnaire::new(parts, source.text(), source.is_part(), schema > u64::from(SCHEMA))
}

fn family(check: &mut Checker, path: &Path<'_>, file: FamilyFile<'_>) -> Family {
    let FamilyFile { id, name, says } = file;
    Family {
        id: checked_id(check, &path.field("id"), &id),
        name: check.line(&path.field("name"), name, LONGEST_TEXT),
        says: says.map(|says| check.text(&path.field("says"), says, LONGEST_TEXT)),
    }
}

fn alternative(check: &mut Checker, path: &Path<'_>, file: AlternativeFile<'_>, known: &Known) -> Alternative {
    let AlternativeFile { id, name, short, family, is, gain, cost, first_steps, ethics, revisit, mixes } = file;
    let id = checked_id(check, &path.field("id"), &id);
    let name = check.line(&path.field("name"), name, LONGEST_TEXT);
    Alternative {
        short: short.map_or_else(|| name.clone(), |short| check.line(&path.field("short"), short, LONGEST_TEXT)),
        family: family
            .and_then(|family| refer(check, &path.field("family"), &family, &known.families, "family"))
            .unwrap_or_else(|| id.clone()),
        is: is.map(|is| check.text(&path.field("is"), is, LONGEST_TEXT)),
        gain: lines(check, &path.field("gain"), gain),
        cost: lines(check, &path.field("cost"), cost),
        first_steps: lines(check, &path.field("first_steps"), first_steps),
        ethics: ethics.map(|ethics| check.text(&path.field("ethics"), ethics, LONGEST_TEXT)),
        revisit: lines(check, &path.field("revisit"), revisit),
        mixes: references(check, &path.field("mixes"), &mixes, &known.alternatives, "alternative"),
        id,
        name,
    }
}

fn section(check: &mut Checker, path: &Path<'_>, file: SectionFile<'_>) -> Section {
    let SectionFile { id, title, asks } = file;
    Section {
        id: checked_id(check, &path.field("id"), &id),
        title: check.line(&path.field("title"), title, LONGEST_TITLE),
        asks: asks.map(|asks| check.text(&path.field("asks"), asks, LONGEST_TEXT)),
    }
}

fn question(check: &mut Checker, path: &Path<'_>, file: QuestionFile<'_>, known: &Known) -> Question {
    let QuestionFile { id, label, section, importance, ask, why, look_up, evidence, choices } = file;
    check.count(&path.field("choices"), choices.len(), 2, 9);
    ids(check, &path.field("choices"), choices.iter().map(|Object(choice)| &choice.id));
    let choices = check.list(&path.field("choices"), choices, |check, path, file| choice(check, path, file, known));
    let id = checked_id(check, &path.field("id"), &id);
    Question {
        label: label.map_or_else(|| id.title(), |label| check.line(&path.field("label"), label, LONGEST_LABEL)),
        id,
        section: section.and_then(|section| refer(check, &path.field("section"), &section, &known.sections, "section")),
        importance: importance
            .and_then(|step| check.one_of(&path.field("importance"), &step, Importance::ALL, Importance::key))
            .unwrap_or_default(),
        ask: check.line(&path.field("ask"), ask, LONGEST_ASK),
        why: why.map(|why| check.text(&path.field("why"), why, LONGEST_TEXT)),
        look_up: look_up.map(|look_up| check.text(&path.field("look_up"), look_up, LONGEST_TEXT)),
        evidence: references(check, &path.field("evidence"), &evidence, &known.evidence, "evidence"),
        choices,
    }
}

fn choice(check: &mut Checker, path: &Path<'_>, file: ChoiceFile<'_>, known: &Known) -> Choice {
    let ChoiceFile { id, text, means, effects, rules_out, separates } = file;
    Choice {
        id: checked_id(check, &path.field("id"), &id),
        text: check.line(&path.field("text"), text, LONGEST_TEXT),
        means: means.map(|means| check.text(&path.field("means"), means, LONGEST_TEXT)),
        effects: entries(check, &path.field("effects"), effects, &known.alternatives, |check, path, Object(file)| {
            effect(check, path, file)
        }),
        rules_out: entries(check, &path.field("rules_out"), rules_out, &known.alternatives, |check, path, Object(file)| {
            hard_limit(check, path, file)
        }),
        separates: references(check, &path.field("separates"), &separates, &known.questions, "question"),
    }
}

fn effect(check: &mut Checker, path: &Path<'_>, file: EffectFile<'_>) -> Effect {
    let EffectFile { fit, because, mitigation } = file;
    Effect {
        fit: check.whole(&path.field("fit"), fit, -2, 2),
        because: because.map(|because| check.text(&path.field("because"), because, LONGEST_TEXT)),
        mitigation: mitigation.map(|mitigation| check.text(&path.field("mitigation"), mitigation, LONGEST_TEXT)),
    }
}

fn hard_limit(check: &mut Checker, path: &Path<'_>, file: HardLimitFile<'_>) -> HardLimit {
    let HardLimitFile { because, unless } = file;
    HardLimit {
        because: check.text(&path.field("because"), because, LONGEST_TEXT),
        unless: unless.map(|unless| check.text(&path.field("unless"), unless, LONGEST_TEXT)),
    }
}

fn fact(check: &mut Checker, path: &Path<'_>, file: EvidenceFile<'_>) -> Evidence {
    let EvidenceFile { id, says, source, url, dated: date, shelf_life } = file;
    Evidence {
        id: checked_id(check, &path.field("id"), &id),
        says: check.text(&path.field("says"), says, LONGEST_TEXT),
        source: check.line(&path.field("source"), source, LONGEST_TEXT),
        url: url.map(|url| check.line(&path.field("url"), url, LONGEST_TEXT)),
        dated: dated(check, &path.field("dated"), date),
        shelf_life: check.one_of(&path.field("shelf_life"), &shelf_life, ShelfLife::ALL, ShelfLife::key).unwrap_or(ShelfLife::Durable),
    }
}

fn term(check: &mut Checker, path: &Path<'_>, file: TermFile<'_>) -> Term {
    let TermFile { term, means } = file;
    Term { term: check.line(&path.field("term"), term, LONGEST_TEXT), means: check.text(&path.field("means"), means, LONGEST_TEXT) }
}

/// Builds every entry of a map whose keys are ids of alternatives.
fn entries<F, T>(
    check: &mut Checker,
    path: &Path<'_>,
    files: Entries<'_, F>,
    alternatives: &Places,
    mut build: impl FnMut(&mut Checker, &Path<'_>, F) -> T,
) -> BTreeMap<Id, T> {
    let mut map = BTreeMap::new();
    for (key, file) in files.0 {
        let path = path.field(&key.0);
        let value = build(check, &path, file);
        if let Some(id) = refer(check, &path.key(), &key, alternatives, "alternative") {
            map.insert(id, value);
        }
    }
    map
}

/// Collects the ids of a list, and checks that none is there twice.
pub(super) fn ids<'i, 'a: 'i>(check: &mut Checker, list: &Path<'_>, ids: impl Iterator<Item = &'i Text<'a>> + Clone) -> Places {
    check.unique(list, "id", ids.clone().map(|id| &*id.0));
    let mut places = Places::new();
    for (place, id) in ids.enumerate() {
        // If two share an id, which is reported above, references mean the first, so that no further problem follows.
        places.entry(Id::unchecked(&id.0)).or_insert(place);
    }
    places
}

/// Returns the ids that the references in a list mean.
pub(super) fn references(check: &mut Checker, list: &Path<'_>, found: &[Text<'_>], known: &Places, what: &str) -> Vec<Id> {
    check.unique(list, "", found.iter().map(|id| &*id.0));
    found.iter().enumerate().filter_map(|(place, id)| refer(check, &list.item(place), id, known, what)).collect()
}

fn lines(check: &mut Checker, path: &Path<'_>, raw: Vec<Text<'_>>) -> Vec<String> {
    raw.into_iter().enumerate().map(|(place, line)| check.line(&path.item(place), line, LONGEST_TEXT)).collect()
}

pub(super) fn dated(check: &mut Checker, path: &Path<'_>, raw: Text<'_>) -> String {
    let dated = check.line(path, raw, LONGEST_TEXT);
    if last_day(&dated).is_none() {
        check.found(path, &dated, "a date such as 2026, 2026-11 or 2026-11-23");
    }
    dated
}
