//! The door of a room: lets in whoever shows the code, and stops those who guess.
//!
//! 40 bits against 20 tries an address. A small cap over all addresses would let one guesser lock everybody out, so that one
//! is large, and closes the vote. Must not know who takes part.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::Code;

/// Wrong codes after which an address is not let in any more.
const MOST_OF_ONE: u32 = 20;
/// Wrong codes of all addresses after which the vote is closed.
const MOST_OF_ALL: u32 = 10_000;

/// What the door says to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// The code is right.
    Welcome,
    /// There is no code, or a wrong one.
    NoCode,
    /// That address has tried too often.
    Blocked,
    /// All together have tried too often: the vote must be closed.
    Besieged,
}

/// Knows the code, and who tried wrong ones.
#[derive(Debug)]
pub struct Door {
    code: Code,
    wrong: BTreeMap<IpAddr, u32>,
    all: u32,
}

impl Door {
    /// Makes a door that `code` opens.
    pub fn new(code: Code) -> Self {
        Self { code, wrong: BTreeMap::new(), all: 0 }
    }

    /// Returns the code.
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// Puts a new code in place of the old one; those who were blocked may try again.
    pub fn change_code(&mut self, code: Code) {
        self.code = code;
        self.wrong.clear();
    }

    /// Returns how many wrong codes were tried.
    pub fn wrong_tries(&self) -> u32 {
        self.all
    }

    /// Looks at the code that somebody at `address` shows. Showing none is no try.
    pub fn admit(&mut self, address: IpAddr, shown: Option<&str>) -> Admission {
        if self.all >= MOST_OF_ALL {
            return Admission::Besieged;
        }
        let tries = self.wrong.get(&address).copied().unwrap_or(0);
        if tries >= MOST_OF_ONE {
            return Admission::Blocked;
        }
        let Some(shown) = shown else { return Admission::NoCode };
        if Code::read(shown).is_some_and(|shown| shown.is(&self.code)) {
            return Admission::Welcome;
        }
        self.wrong.insert(address, tries + 1);
        self.all += 1;
        Admission::NoCode
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 1, 2));
    const RIGHT: &str = "7K3F-9QXM";

    fn door() -> Door {
        Door::new(Code::read(RIGHT).unwrap())
    }

    fn address(number: u32) -> IpAddr {
        IpAddr::V4(number.into())
    }

    #[test]
    fn the_right_code_opens_and_no_code_is_no_try() {
        let mut door = door();
        for _ in 0..50 {
            assert_eq!(door.admit(ANA, None), Admission::NoCode);
        }
        assert_eq!(door.admit(ANA, Some("7k3f9qxm")), Admission::Welcome);
        assert_eq!(door.wrong_tries(), 0);
    }

    #[test]
    fn twenty_wrong_codes_block_that_address_and_no_other() {
        let mut door = door();
        for _ in 0..25 {
            assert_ne!(door.admit(ANA, Some("0000-0000")), Admission::Welcome);
        }
        assert_eq!(door.admit(ANA, Some(RIGHT)), Admission::Blocked);
        assert_eq!(door.admit(address(1), Some(RIGHT)), Admission::Welcome);
        door.change_code(Code::read("0000-0001").unwrap());
        assert_eq!(door.admit(ANA, Some("0000-0001")), Admission::Welcome);
    }

    #[test]
    fn ten_thousand_wrong_codes_from_everywhere_close_the_vote() {
        let mut door = door();
        for number in 0..10_000 {
            assert_eq!(door.admit(address(number), Some("0000-0000")), Admission::NoCode);
        }
        assert_eq!(door.admit(ANA, Some(RIGHT)), Admission::Besieged);
    }
}
