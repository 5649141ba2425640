//! A test that cannot run on this machine says so, and fails in CI.

use std::process::{Command, Output};

use crate::project::needs;

/// This very program, with the one test below, under this value of CI.
fn run(ci: &str) -> Output {
    Command::new(std::env::current_exe().expect("a test is a program"))
        .args([
            "--ignored",
            "--exact",
            "needs::what_needs_a_program_that_is_nowhere",
        ])
        .env("CI", ci)
        .output()
        .expect("it starts")
}

#[test]
#[ignore = "the tests below run it"]
fn what_needs_a_program_that_is_nowhere() {
    needs::program("a-program-that-is-nowhere", "apt-get install nowhere");
}

#[test]
fn a_need_that_is_not_met_fails_in_ci_with_what_to_install() {
    let output = run("true");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success(), "{said}");
    assert!(said.contains("apt-get install nowhere"), "{said}");
}

#[test]
fn a_need_that_is_not_met_skips_visibly_elsewhere() {
    for ci in ["", "0", "false"] {
        let output = run(ci);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        assert!(
            said.contains("skipped: needs::what_needs_a_program_that_is_nowhere: a-program-that-is-nowhere is not installed: apt-get install nowhere"),
            "{said}"
        );
    }
}

#[test]
fn another_user_is_not_the_one_that_runs_the_tests() {
    let Some(setpriv) = needs::other_user() else {
        return;
    };
    let id = |command: &mut Command| command.arg("-u").output().expect("id is there").stdout;
    let mut other = Command::new(setpriv);
    other.args(["--reuid=65534", "--regid=65534", "--clear-groups", "id"]);
    assert_ne!(id(&mut other), id(&mut Command::new("id")));
}
