//! Lays out a JSON text anew without touching its values.
//!
//! Strings and numbers are copied as they are written, so nothing can be lost or rounded.

use super::token;

/// Returns sound JSON pretty-printed with two spaces, as a value that stands `depth` levels deep.
pub(crate) fn pretty(json: &str, mut depth: usize) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    let mut at = 0;
    while let Some((start, end)) = token::next(json, at) {
        let token = json.get(start..end).unwrap_or_default();
        at = end;
        if matches!(token, "}" | "]") {
            depth = depth.saturating_sub(1);
        }
        // An empty object or list stays on its line.
        let is_behind_bracket = out.ends_with(['{', '[']);
        if is_behind_bracket != matches!(token, "}" | "]") || out.ends_with(',') {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
        out.push_str(if token == ":" { ": " } else { token });
        if matches!(token, "{" | "[") {
            depth += 1;
        }
    }
    out
}
