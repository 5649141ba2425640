//! The functions of the guide "Functions and Callbacks in NAPI-RS", by its names and signatures
//! wherever napi 3.16 allows them.
//!
//! One thing differs everywhere: sleeps go through [`crate::pace`]. No attribute restates a type that
//! the guide leaves to napi-derive, so `index.d.ts` has what napi-derive really generates; the scenarios
//! in `types/` hold the guide's TypeScript against it.

pub mod callback_example;
pub mod part1_synchronous;
pub mod part2_references;
pub mod part3_threadsafe;
pub mod part4_builder;
pub mod part5_generics;
pub mod part6_async;
