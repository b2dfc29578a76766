//! Lays out a JSON text without changing its values.
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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_layout_is_that_of_serde_json() {
        for json in
            [r#"{"a":[1,{"b":[]},{}],"c":{"d":"x, y: {z}"},"e":[[]]}"#, "[]", "3", r#""[""#, include_str!("../questionnaire/sample.json")]
        {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(pretty(json, 0), serde_json::to_string_pretty(&value).unwrap());
            assert_eq!(pretty(&pretty(json, 3), 0), pretty(json, 0));
        }
    }

    #[test]
    fn a_value_inside_another_is_indented_from_its_second_line() {
        assert_eq!(pretty("{ \"a\" :\r\n 1 }", 1), "{\n    \"a\": 1\n  }");
    }

    #[test]
    fn what_is_written_in_a_string_or_number_stays() {
        let json = r#"["\u0041\"\\", 1.50e+2, -0]"#;
        assert_eq!(pretty(json, 0), "[\n  \"\\u0041\\\"\\\\\",\n  1.50e+2,\n  -0\n]");
    }
}
