//! What the napi-rs programs of the corpus call. A line that a person would name as a fault's place carries the mark
//! `place:` with the name of the program.

mod callbacks;
mod deadlocks;
mod ends;
mod memory;
mod promises;
mod workers;
