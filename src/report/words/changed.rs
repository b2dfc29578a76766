//! That a team changed the built-in questionnaire without giving it another name.

use super::{count, join};
use crate::questionnaire::{Changed, Questionnaire};

/// Returns what is changed, in a few words: `changed by this team: 3 effects and 1 hard limit`; Is `None` if nothing
/// is, or if the questionnaire has another id or version than the built-in one.
pub fn changed(questionnaire: &Questionnaire) -> Option<String> {
    let Changed { effects, hard_limits, importances, questions, alternatives, others } = questionnaire.changed_from_built_in()?;
    let counted = [
        (effects, "effect", "effects"),
        (hard_limits, "hard limit", "hard limits"),
        (importances, "preset importance", "preset importances"),
        (questions, "question or choice", "questions or choices"),
        (alternatives, "alternative", "alternatives"),
    ];
    let parts = counted.into_iter().filter(|(number, _, _)| *number > 0).map(|(number, one, many)| count(number, one, many));
    Some(format!("changed by this team: {}", join(parts.chain(others.then(|| "other texts".to_owned())))))
}
