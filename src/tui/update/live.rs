//! A live vote: where it is opened, who is let in, when the votes are shown.
//!
//! What a vote does to the session is decided by the sitting; sockets are the world's business.

use std::net::IpAddr;

use super::{ballots, marked};
use crate::live::{Phase, Shown};
use crate::questionnaire::Id;
use crate::report::words;
use crate::sitting::NotDone;
use crate::tui::message::{Command, Effect, Step};
use crate::tui::model::{Closing, Live, Model, Panel, Place, Prompt, Screen, Target, Venue};

/// How many names a question of the program says.
const MOST_NAMES: usize = 6;
const MARK_FIRST: &str = "Mark a name with up and down first";

/// Opens a live vote, or goes to the one that is open; there, and while the place is chosen, a ballot code is asked for.
pub(super) fn devices(model: &mut Model) -> Option<Effect> {
    if model.live.is_some() && model.place.screen != Screen::Live {
        model.place = Place::at(Screen::Live, 0);
        return None;
    }
    if model.live.is_some() || matches!(model.panel, Some(Panel::Venue(_))) {
        model.panel = None;
        ballots::ask(model);
        return None;
    }
    match model.sitting.cannot_go_live() {
        Some(why) => {
            model.notice = Some(why);
            None
        }
        None => Some(Effect::OfferVote),
    }
}

/// Asks where to open a vote, and says what that means.
pub(in crate::tui) fn offer(model: &mut Model, addresses: Vec<IpAddr>) {
    model.panel = Some(Panel::Venue(Venue { addresses, marked: 0 }));
}

/// Does what a key means while the place of a vote is chosen.
pub(super) fn choose(model: &mut Model, command: Command) -> Option<Effect> {
    let Some(Panel::Venue(venue)) = &mut model.panel else { return None };
    match command {
        Command::Move(step) => {
            let count = venue.addresses.len().max(1);
            venue.marked = (venue.marked + if step == Step::Up { count - 1 } else { 1 }) % count;
            None
        }
        Command::Devices => devices(model),
        Command::Take => {
            let address = venue.address();
            model.panel = None;
            address.map(Effect::OpenVote)
        }
        _ => {
            model.panel = None;
            None
        }
    }
}

/// Goes to the screen of a vote that has been opened.
pub(in crate::tui) fn opened(model: &mut Model, place: String, link: String, shown: Shown) {
    let goes_on = shown.people.iter().any(|seen| seen.received > 0);
    model.notice = goes_on.then(|| "Goes on with the answers that had been received".to_owned());
    model.live = Some(Live { place, link, shown, since: model.now() });
    model.place = Place::at(Screen::Live, 0);
}

/// Leaves the screen of a vote that is over.
pub(in crate::tui) fn closed(model: &mut Model, why: String) {
    model.live = None;
    model.notice = Some(why);
    if model.place.screen == Screen::Live {
        super::travel::to_review(model);
    }
}

/// Goes to what the votes say: what all agree on, the question that was voted on again, the close; else the review.
pub(in crate::tui) fn revealed(model: &mut Model, phase: &Phase, said: String) {
    match phase {
        Phase::Round(question) => super::travel::show_question(model, question),
        Phase::Confidence => super::closing::enter(model, Closing::Confidence),
        Phase::Open if !model.sitting.agreed_unconfirmed().is_empty() => model.place = Place::new(Screen::Agreed),
        Phase::Open | Phase::Shown | Phase::Closed => super::travel::to_review(model),
    }
    model.notice = Some(said);
}

/// Shows the votes; asks first if somebody is missing.
pub(super) fn reveal(model: &mut Model) -> Option<Effect> {
    let live = model.live.as_ref()?;
    let missing = model.still_to_answer();
    if missing.is_empty() || matches!(live.shown.phase, Phase::Shown) {
        return Some(Effect::ShowVotes);
    }
    model.panel = Some(Panel::Prompt(Prompt::ShowVotes { missing: words::join_some(missing, MOST_NAMES) }));
    None
}

/// Has everybody vote again on their devices: on the question on the screen, if the votes on all questions have been shown
/// there; in the close, on how sure they are.
pub(super) fn vote_again(model: &Model) -> Option<Effect> {
    let live = model.live.as_ref()?;
    match &model.place.screen {
        Screen::Close(_) => Some(Effect::VoteAgain(None)),
        Screen::Question(question) | Screen::Reveal(question) if live.is_shown() => Some(Effect::VoteAgain(Some(question.clone()))),
        _ => None,
    }
}

/// Lets the marked person vote at this keyboard, beside the devices of the others; their votes are shown together.
pub(super) fn vote_here(model: &mut Model) {
    let Some(Target::Person(name)) = marked(model) else {
        model.notice = Some(MARK_FIRST.to_owned());
        return;
    };
    if model.has_device(&name) {
        model.notice = Some(format!("{name} votes on a device; f frees the name for this keyboard"));
    } else if open_beside(model) {
        model.place = Place::new(Screen::HandOver { name });
    }
}

/// Enters the votes that those without a device call out, beside the devices of the others.
pub(super) fn call_out(model: &mut Model) {
    if open_beside(model) {
        super::voting::call_out(model);
    }
}

/// Opens the round that runs on the devices at this keyboard as well.
fn open_beside(model: &mut Model) -> bool {
    let Some(question) = asked(model) else {
        model.notice = Some("Without a device: vote on a question with v or i there, or send the ballot file".to_owned());
        return false;
    };
    match model.sitting.open_round(&question, false) {
        Ok(()) => return true,
        Err(NotDone::WouldDrop { label, .. }) => {
            model.notice = Some(format!("Votes on {label} wait unseen at this keyboard: show them first (v there, then R)"));
        }
        Err(why) => model.notice = Some(why.to_string()),
    }
    false
}

/// Tells whether the votes at this keyboard belong to a round that runs on the devices as well: all are shown at once.
pub(super) fn waits_for_devices(model: &Model) -> bool {
    model.votes_beside().is_some()
}

/// The question of the round on the devices, if one runs.
fn asked(model: &Model) -> Option<Id> {
    match &model.live.as_ref()?.shown.phase {
        Phase::Round(question) => Some(question.clone()),
        Phase::Open | Phase::Confidence | Phase::Shown | Phase::Closed => None,
    }
}

/// Frees the marked name.
pub(super) fn free(model: &mut Model) -> Option<Effect> {
    if let Some(Target::Person(name)) = marked(model) {
        return Some(Effect::FreeName(name));
    }
    model.notice = Some(MARK_FIRST.to_owned());
    None
}
