//! `init` and `scenario new`: from nothing to a scenario that passes, and nothing overwritten.

use std::fs;

use crate::project::Project;

/// A package without a project file, that holds these files.
fn package(files: &[(&str, &str)]) -> Project {
    let package = Project::new();
    fs::remove_file(package.path("napi-harness.toml")).expect("it was there");
    fs::remove_dir(package.path("scenarios")).expect("it was empty");
    for (file, text) in files {
        package.write(file, text);
    }
    package
}

const NAPI_RS: &str = r#"{"name":"mine","main":"addon.cjs","napi":{"binaryName":"mine"},"scripts":{"build":"true","build:debug":"exit 0"}}"#;

#[test]
fn a_napi_rs_package_is_recognised_and_its_first_scenario_passes() {
    let package = package(&[("package.json", NAPI_RS)]);
    package
        .run(&["init"])
        .exits(0)
        .prints("found  a napi-rs package (`napi` section in package.json)")
        .prints("wrote  napi-harness.toml")
        .prints("wrote  scenarios/loads.mjs")
        .prints("next   napi-harness scenario run");
    let file = package.read("napi-harness.toml");
    assert!(file.contains("entry = \"addon.cjs\""), "{file}");
    assert!(
        file.contains("build = \"npm run --silent build:debug\""),
        "{file}"
    );
    package.run_scenarios(&[]).exits(0).prints("1 passed");
}

#[test]
fn a_node_gyp_package_is_recognised_by_its_target() {
    let package = package(&[(
        "binding.gyp",
        "{ 'targets': [ { 'target_name': 'watcher', 'sources': [] } ] }",
    )]);
    package.run(&["init"]).exits(0).prints("a node-gyp package");
    let file = package.read("napi-harness.toml");
    assert!(
        file.contains("entry = \"build/Release/watcher.node\""),
        "{file}"
    );
    assert!(file.contains("build = \"npx node-gyp rebuild\""), "{file}");
}

#[test]
fn a_cdylib_is_recognised_and_loaded_as_cargo_leaves_it() {
    let package = package(&[
        (
            "Cargo.toml",
            "[package]\nname = \"my-addon\"\nversion = \"1.0.0\"\nedition = \"2024\"\n[lib]\ncrate-type = [\"cdylib\"]\n[workspace]\n",
        ),
        (
            "src/lib.rs",
            "#[unsafe(no_mangle)]\npub extern \"C\" fn napi_register_module_v1(_: usize, exports: usize) -> usize {\n    exports\n}\n",
        ),
    ]);
    package
        .run(&["init"])
        .exits(0)
        .prints("the cdylib `my-addon` (Cargo.toml)");
    let file = package.read("napi-harness.toml");
    assert!(
        file.contains("entry = \"target/debug/libmy_addon.so\""),
        "{file}"
    );
    package.run_scenarios(&[]).exits(0).prints("1 passed");
}

const PLATFORM: &str = r#"{"name":"native-linux","version":"1.0.0","main":"native.linux.node"}"#;

#[test]
fn a_dependency_that_brings_an_addon_for_its_platform_is_recognised() {
    let package = package(&[
        (
            "package.json",
            r#"{"dependencies":{"native":"1","plain":"1"}}"#,
        ),
        (
            "node_modules/native/package.json",
            r#"{"name":"native","version":"1.0.0","optionalDependencies":{"native-linux":"1"}}"#,
        ),
        ("node_modules/native/index.js", "exports.a = 1;"),
        ("node_modules/native-linux/package.json", PLATFORM),
        ("node_modules/plain/package.json", r#"{"name":"plain"}"#),
    ]);
    package
        .run(&["init"])
        .exits(0)
        .prints("found  the npm package `native`");
    package.run_scenarios(&[]).exits(0).prints("1 passed");
}

#[test]
fn of_several_native_dependencies_the_user_names_one() {
    let gyp = |name: &str| format!(r#"{{"name":"{name}","gypfile":true}}"#);
    let package = package(&[
        ("package.json", r#"{"dependencies":{"one":"1","two":"1"}}"#),
        ("node_modules/one/package.json", &gyp("one")),
        ("node_modules/two/package.json", &gyp("two")),
    ]);
    package
        .run(&["init"])
        .exits(2)
        .complains("2 dependencies have a native addon: one, two")
        .complains("init --entry one");
    assert!(!package.exists("napi-harness.toml"));
    package.run(&["init", "--entry", "two"]).exits(0);
    assert!(
        package
            .read("napi-harness.toml")
            .contains("entry = \"two\"")
    );
}

#[test]
fn where_nothing_is_recognised_the_folder_that_holds_an_addon_is_named() {
    let package = package(&[("crates/binding/package.json", NAPI_RS)]);
    package
        .run(&["init"])
        .exits(2)
        .complains("no native addon in")
        .complains("there is one in crates/binding");
}

#[test]
fn init_overwrites_nothing() {
    let package = package(&[
        ("package.json", NAPI_RS),
        ("scenarios/loads.mjs", "// mine"),
    ]);
    package.run(&["init"]).exits(0);
    assert_eq!(package.read("scenarios/loads.mjs"), "// mine");
    package.write("napi-harness.toml", "# mine");
    package
        .run(&["init"])
        .exits(2)
        .complains("napi-harness.toml already exists and was not changed");
    assert_eq!(package.read("napi-harness.toml"), "# mine");
}

#[test]
fn every_template_ends_as_its_header_says_and_lists_what_the_addon_exports() {
    let project = Project::new();
    for template in ["exits", "calls", "leaks", "worker", "throws"] {
        project
            .run(&["scenario", "new", template, "--template", template])
            .exits(0)
            .prints(&format!("next   napi-harness scenario run {template}"));
        let text = project.read(&format!("scenarios/{template}.mjs"));
        assert!(text.contains("// The addon exports: twice.\n"), "{text}");
    }
    project
        .run_scenarios(&["--accept"])
        .exits(0)
        .prints("5 passed");
}

#[test]
fn a_new_scenario_never_takes_the_place_of_another() {
    let project = Project::with("there/x", "", "1;");
    let before = project.read("scenarios/there/x.mjs");
    project
        .run(&["scenario", "new", "there/x"])
        .exits(2)
        .complains("scenario `there/x` already exists: scenarios/there/x.mjs");
    assert_eq!(project.read("scenarios/there/x.mjs"), before);
    project
        .run(&["scenario", "new", "../x"])
        .exits(2)
        .complains("`../x` is not a valid scenario name");
}

#[test]
fn a_new_scenario_for_an_addon_that_does_not_load_is_written_all_the_same() {
    let project = Project::new();
    project.write("addon.cjs", "throw new Error('no');");
    project.run(&["scenario", "new", "x"]).exits(0);
    assert!(!project.read("scenarios/x.mjs").contains("exports:"));
}
