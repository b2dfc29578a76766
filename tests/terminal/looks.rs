//! What is sent to draw with: colors only where they are wanted, attributes always.

use crate::pty::{self, Key};

/// The parameters of everything sent that sets colors and attributes, from the result of the example to its end.
fn drawn_with(no_color: &str) -> Vec<u8> {
    let mut terminal = pty::weigh(&["demo"]).env("NO_COLOR", no_color).size(100, 40).start();
    terminal.wait_for("Hinges on  ");
    terminal.press(Key::Control('c'));
    assert_eq!(terminal.exit(), 130);
    let sent = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    let sequences = sent.split("\x1b[").filter_map(|rest| rest.split_once('m').map(|(parameters, _)| parameters.to_owned()));
    let are_numbers = |parameters: &String| parameters.bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
    let parameters = sequences
        .filter(are_numbers)
        .flat_map(|parameters| parameters.split(';').filter_map(|number| number.parse().ok()).collect::<Vec<u8>>());
    parameters.collect()
}

#[test]
fn without_color_nothing_but_attributes_is_sent() {
    let sent = drawn_with("1");
    for attribute in [1, 2, 7, 9] {
        assert!(sent.contains(&attribute), "bold, dim, reversed and crossed out are seen: {sent:?}");
    }
    assert!(sent.iter().all(|parameter| *parameter < 30), "{sent:?}");
}

#[test]
fn with_color_only_the_eight_named_ones_are_sent_and_never_one_behind_text() {
    let sent = drawn_with("");
    assert!(sent.contains(&36) && sent.contains(&33) && sent.contains(&31), "{sent:?}");
    // No black and no white: one of them is the background.
    assert!(sent.iter().all(|parameter| *parameter < 30 || matches!(parameter, 31..=36 | 39)), "{sent:?}");
}
