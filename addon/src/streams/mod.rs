//! Web streams, both ways: Rust's `Stream` as a `ReadableStream`, JavaScript's as a `Reader`, and what there is of a `WriteableStream`.

pub mod numbers;
pub mod pushed;
pub mod reading;
pub mod reading_thread;
pub mod writing;
