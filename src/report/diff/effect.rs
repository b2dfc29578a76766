//! What one move alone does to the old result, as a sentence.
//!
//! This module must not know what moved.

use crate::questionnaire::Id;
use crate::report::words::{Words, figures, kind_label};
use crate::scoring::{VerdictKind, assess};
use crate::session::Session;

/// Returns what becomes of the old result in `changed`.
pub(super) fn effect(was: Words<'_>, changed: &Session) -> String {
    let assessment = assess(changed);
    let is = Words::new(changed, &assessment);
    let mut parts = vec![leaders(was, is)];
    parts.extend(limits(was, is));
    parts.extend(verdict(was, is));
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "Alone: changes nothing in the result.".into() } else { format!("Alone: {}.", parts.join("; ")) }
}

fn leaders(was: Words<'_>, is: Words<'_>) -> String {
    let (old, new) = (&was.assessment.leaders, &is.assessment.leaders);
    match (old.as_slice(), new.as_slice()) {
        (_, _) if old == new => gap(was, is),
        (_, []) => "nobody leads any more".into(),
        ([], _) => format!("{} leads{}", is.call_all(new), is.lead_clause()),
        ([..], [_]) => format!("{} leads instead of {}{}", is.call_all(new), was.call_all(old), is.lead_clause()),
        ([..], [..]) => format!("{} lead together instead of {}", is.call_all(new), was.call_all(old)),
    }
}

/// Returns how the lead moved if the leaders are the same.
fn gap(was: Words<'_>, is: Words<'_>) -> String {
    let (Some(old), Some(new)) = (&was.assessment.explanation, &is.assessment.explanation) else { return values(was, is) };
    let leader = is.call_all(is.assessment.leader());
    if old.against != new.against {
        return format!("{leader} still leads{}", is.lead_clause());
    }
    if old.gap == new.gap {
        return values(was, is);
    }
    let (rival, old, new) = (is.call(&new.against), figures::tenths(old.gap_shown), figures::tenth_points(new.gap_shown));
    format!("the lead of {leader} over {rival} goes from {old} to {new}")
}

fn values(was: Words<'_>, is: Words<'_>) -> String {
    let moved = |id: &Id| was.assessment.value(id) != is.assessment.value(id);
    let alternatives: Vec<&Id> = was.assessment.values.iter().map(|(id, _)| id).filter(|id| moved(id)).collect();
    if alternatives.is_empty() {
        String::new()
    } else {
        format!("the lead stays as it is, the values of {} move", was.call_all(alternatives))
    }
}

fn limits(was: Words<'_>, is: Words<'_>) -> Vec<String> {
    let gone = is.assessment.ruled_out.iter().map(|(id, _)| id).filter(|id| !was.assessment.is_ruled_out(id));
    let back = was.assessment.ruled_out.iter().map(|(id, _)| id).filter(|id| !is.assessment.is_ruled_out(id));
    let (gone, back): (Vec<&Id>, Vec<&Id>) = (gone.collect(), back.collect());
    let gone = (!gone.is_empty()).then(|| format!("rules out {}", is.call_all(gone)));
    let back = (!back.is_empty()).then(|| format!("makes {} possible again", was.call_all(back)));
    gone.into_iter().chain(back).collect()
}

fn verdict(was: Words<'_>, is: Words<'_>) -> Option<String> {
    let (old, new): (VerdictKind, VerdictKind) = (was.assessment.verdict.kind, is.assessment.verdict.kind);
    (old != new).then(|| format!("the verdict goes from \"{}\" to \"{}\"", kind_label(old), kind_label(new)))
}
