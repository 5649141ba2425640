//! The functions of the guide "Functions and Callbacks in NAPI-RS", by its names and signatures
//! wherever napi 3.16 allows them.
//!
//! Two things differ everywhere: sleeps go through [`crate::pace`], and `ts_args_type` restates a
//! callback's type where the generated one says `any` for the guide's `void`.

pub mod callback_example;
pub mod part1_synchronous;
pub mod part2_references;
pub mod part3_threadsafe;
pub mod part4_builder;
pub mod part5_generics;
pub mod part6_async;
