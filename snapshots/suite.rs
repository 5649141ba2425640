//! Every scenario of this repository, held against its snapshot: a test for each, by the scenario's name.
//!
//! The suite stands here because `cargo insta review` looks for pending snapshots beside the sources of tests.

fn main() -> std::process::ExitCode {
    napi_harness::libtest::main(concat!(env!("CARGO_MANIFEST_DIR"), "/../napi-harness.toml"))
}
