//! The library that is preloaded: it counts the memory that is allocated and not freed, notes who makes what, and who ends the process.
//!
//! `build.rs` compiles these files into a shared library by themselves, with `napi_harness_library` set; the harness has them as a module
//! too, where nothing is exported, so that its tests and lints see them. Every function here may run before `main`, after `exit`, in a
//! signal handler or in a forked child: nothing allocates, panics or takes a lock.

#![cfg_attr(
    not(napi_harness_library),
    allow(dead_code, reason = "exported from the library alone")
)]

mod allocation;
mod arena;
mod blocks;
pub mod counters;
mod environments;
pub mod exits;
pub mod guard;
mod live;
pub mod log;
mod mapping;
mod modules;
pub mod node_api;
mod objects;
mod processes;
pub mod stack;
mod start;
mod symbols;
pub mod table;
mod threads;
