//! Text for the inside of an HTML element or a quoted attribute.
//!
//! The one place in which the record's texts become HTML. This module must not write any markup.

use std::fmt::{self, Write as _};

/// Shows its text with everything escaped that HTML gives a meaning to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                _ => f.write_char(character)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Escaped;

    #[test]
    fn nothing_with_a_meaning_in_html_gets_through() {
        assert_eq!(Escaped("<a href=\"x\" o='y'>&").to_string(), "&lt;a href=&quot;x&quot; o=&#39;y&#39;&gt;&amp;");
    }
}
