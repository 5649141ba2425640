//! Forms of a history: for people, for programs, and as a picture.

mod json;
mod svg;
mod text;

pub use json::{EndingLine, Line, lines, schema};
pub use svg::picture;
pub use text::tell;

use super::{Cell, Found};

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Every run was good.
    Good,
    /// No run was good.
    Bad,
    /// Some were.
    Mixed,
    /// It does not compile, or the runtime does not run it.
    Blank,
    /// Withdrawn.
    Yanked,
}

impl Look {
    /// Of a cell.
    pub fn from_cell(cell: &Cell) -> Self {
        match (&cell.found, cell.found.runs()) {
            (Found::Yanked, _) => Self::Yanked,
            (_, (0, _)) => Self::Blank,
            (_, (runs, good)) if runs == good => Self::Good,
            (_, (_, 0)) => Self::Bad,
            _ => Self::Mixed,
        }
    }
}

/// What a cell is called on the axis along which it stands: its release, or its runtime's version.
pub fn label(cell: &Cell) -> String {
    match &cell.release {
        Some(release) => release.to_string(),
        None => cell.runtime.clone(),
    }
}
