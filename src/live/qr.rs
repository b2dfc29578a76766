//! The square that a phone's camera reads.
//!
//! Level M forgives a reflection on a projector. Must not know how it is drawn.

use fast_qr::{ECL, QRBuilder};

/// A square of dark and light modules, with light ones all around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Square {
    modules: Vec<Vec<bool>>,
    quiet: usize,
}

impl Square {
    /// Makes the square of `text`, with so many light modules on each side; `None` if the text is too long for any.
    pub fn new(text: &str, quiet: usize) -> Option<Self> {
        let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
        let row = |row: usize| code[row].iter().take(code.size).map(|module| module.value()).collect();
        Some(Self { modules: (0..code.size).map(row).collect(), quiet })
    }

    /// Returns how many modules a side has.
    pub fn side(&self) -> usize {
        self.modules.len() + 2 * self.quiet
    }

    /// Tells whether the module at a row and column is dark; outside it is light.
    pub fn is_dark(&self, row: usize, column: usize) -> bool {
        let inside = |place: usize| place.checked_sub(self.quiet);
        let module = || self.modules.get(inside(row)?)?.get(inside(column)?).copied();
        module().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_square_of_an_address_has_29_modules_and_finders_in_three_corners() {
        let square = Square::new("http://192.168.1.23:43117/#7K3F9QXM", 4).unwrap();
        assert_eq!(square.side(), 37);
        let finder =
            |row: usize, column: usize| (0..7).all(|step| square.is_dark(row, column + step) && square.is_dark(row + step, column));
        assert!(finder(4, 4) && finder(4, 26) && finder(26, 4));
        assert!((0..37).all(|place| !square.is_dark(3, place) && !square.is_dark(place, 33)), "light all around");
        assert_eq!(Square::new(&"x".repeat(5000), 4), None);
    }
}
