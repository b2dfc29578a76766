//! What a change did to the result.

use super::Words;
use super::figures::tenths;
use crate::order::sort_by_key;
use crate::questionnaire::Id;
use crate::scoring::Assessment;
use crate::session::Session;

/// Says what changed from `before` to `after`, an assessment of `session`: the lead, and the values that moved most. Is
/// `None` if nothing changed.
pub fn what_changed(session: &Session, before: &Assessment, after: &Assessment) -> Option<String> {
    if before == after {
        return None;
    }
    let words = Words::new(session, after);
    let lead = if before.leaders == after.leaders {
        format!("Still {}", words.headline_form())
    } else {
        format!("Before: {}. Now: {}", Words::new(session, before).headline_form(), words.headline_form())
    };
    let moved: Vec<String> = largest_moves(before, after)
        .into_iter()
        .map(|(id, from, to)| format!("{} {} -> {}", words.short(&id), tenths(from), tenths(to)))
        .collect();
    let values = if moved.is_empty() { String::new() } else { format!(". {}", moved.join(", ")) };
    Some(format!("{lead}{values}."))
}

/// The two alternatives whose values moved most, with both values in tenths.
fn largest_moves(before: &Assessment, after: &Assessment) -> Vec<(Id, i128, i128)> {
    let both = |(id, value): &(Id, Option<crate::scoring::Exact>)| Some((id.clone(), before.value(id)?.tenths(), (*value)?.tenths()));
    let mut moves: Vec<_> = after.values.iter().filter_map(both).filter(|(_, from, to)| from != to).collect();
    sort_by_key(&mut moves, |(_, from, to)| -(from - to).abs());
    moves.truncate(2);
    moves
}
