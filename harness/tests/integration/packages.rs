//! Scenarios import what the project's own code could: packages, the project itself, and fixtures beside them.

use std::process::Command;

use crate::project::Project;

fn with_package(project: &Project, folder: &str, name: &str, says: &str) {
    let place = format!("{folder}/node_modules/{name}");
    project.write(
        &format!("{place}/package.json"),
        format!(
            r#"{{"name":"{name}","exports":{{"import":"./index.mjs","require":"./index.cjs"}}}}"#
        ),
    );
    project.write(
        &format!("{place}/index.mjs"),
        format!("export const says = 'import {says}';\n"),
    );
    project.write(
        &format!("{place}/index.cjs"),
        format!("exports.says = 'require {says}';\n"),
    );
}

#[test]
fn a_program_imports_the_packages_of_the_project_by_name() {
    let project = Project::with(
        "x",
        "",
        "import { says } from 'plain';\nimport { says as scoped } from '@scope/x';\nconsole.log(says, '|', scoped);",
    );
    with_package(&project, ".", "plain", "plain");
    with_package(&project, ".", "@scope/x", "scoped");
    project
        .run_scenarios(&["--accept"])
        .exits(0)
        .prints("1 passed");
    assert!(
        project
            .read("snapshots/x.snap")
            .contains("| import plain | import scoped")
    );
}

#[test]
fn a_common_js_program_gets_what_require_would_give() {
    let project = Project::new();
    project.write(
        "scenarios/x.cjs",
        "/*---\nsummary = \"x\"\n---*/\nconsole.log(require('plain').says);\n",
    );
    with_package(&project, ".", "plain", "plain");
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.read("snapshots/x.snap").contains("| require plain"));
}

#[test]
fn of_two_packages_of_one_name_the_nearest_is_imported() {
    let project = Project::with(
        "x",
        "",
        "import { says } from 'both';\nimport { says as far } from 'far';\nconsole.log(says, far);",
    );
    project.write(
        "inner/napi-harness.toml",
        "[addon]\nentry = \"../addon.cjs\"\n",
    );
    project.write("inner/scenarios/x.mjs", project.read("scenarios/x.mjs"));
    with_package(&project, ".", "both", "from afar");
    with_package(&project, ".", "far", "from the workspace");
    with_package(&project, "inner", "both", "from beside");
    project
        .run(&[
            "--project",
            "inner/napi-harness.toml",
            "scenario",
            "run",
            "--accept",
        ])
        .exits(0);
    assert!(
        project
            .read("inner/snapshots/x.snap")
            .contains("| import from beside import from the workspace")
    );
}

#[test]
fn a_program_imports_the_project_itself_by_its_name() {
    let project = Project::with(
        "x",
        "",
        "import { twice } from 'my-addon';\nimport { twice as same } from '#addon';\nconsole.log(twice === same);",
    );
    project.write(
        "package.json",
        r#"{"name":"my-addon","exports":"./addon.cjs"}"#,
    );
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.read("snapshots/x.snap").contains("| true"));
}

#[test]
fn a_project_that_is_called_like_its_dependency_imports_the_dependency() {
    let project = Project::with("x", "", "import { says } from 'plain';\nconsole.log(says);");
    with_package(&project, ".", "plain", "from npm");
    // As `npm init` in a folder of that name has it. Without `exports` a package cannot import itself.
    project.write("package.json", r#"{"name":"plain","main":"index.js"}"#);
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(
        project
            .read("snapshots/x.snap")
            .contains("| import from npm")
    );
}

#[test]
fn an_entry_can_be_the_name_of_a_package() {
    let project = Project::with(
        "x",
        "",
        "import { says } from '#addon';\nconsole.log(says);",
    );
    with_package(&project, ".", "@scope/x", "the package");
    project.write("napi-harness.toml", "[addon]\nentry = \"@scope/x\"\n");
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(
        project
            .read("snapshots/x.snap")
            .contains("| import the package")
    );
}

#[test]
fn a_package_that_is_not_installed_is_told_of_once_with_what_to_run() {
    let project = Project::with("x", "", "import '#addon';");
    project.write("package.json", r#"{"name":"mine"}"#);
    project.write("napi-harness.toml", "[addon]\nentry = \"absent\"\n");
    project
        .run_scenarios(&[])
        .exits(3)
        .complains("Cannot find package 'absent'")
        .complains("the package `absent` is not installed; run `npm install`");
}

#[test]
fn fixtures_beside_a_program_and_above_it_are_found_and_import_as_it_does() {
    let project = Project::with(
        "deep/down/x",
        "",
        "import { here } from './fixtures/here.mjs';\nimport { above } from '../../fixtures/above.mjs';\nconsole.log(here, above);",
    );
    project.write(
        "scenarios/deep/down/fixtures/here.mjs",
        "import { twice } from '#addon';\nexport const here = twice(4);\n",
    );
    project.write(
        "scenarios/fixtures/above.mjs",
        "import { says } from 'plain';\nexport const above = says;\n",
    );
    with_package(&project, ".", "plain", "plain");
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(
        project
            .read("snapshots/deep/down/x.snap")
            .contains("| 8 import plain")
    );
}

#[test]
fn an_error_in_a_fixture_names_the_fixture_and_not_its_copy() {
    let project = Project::with(
        "deep/x",
        "[expect]\nend = \"uncaught\"",
        "import { fail } from '../fixtures/fail.mjs';\nfail();",
    );
    project.write(
        "scenarios/fixtures/fail.mjs",
        "export function fail() {\n  throw new Error('on purpose');\n}\n",
    );
    project.run_scenarios(&["--accept"]).exits(0);
    let snapshot = project.read("snapshots/deep/x.snap");
    assert!(
        snapshot.contains("at scenarios/fixtures/fail.mjs:2\n"),
        "{snapshot}"
    );
}

#[test]
fn what_a_program_does_to_a_fixture_it_does_to_a_copy() {
    let project = Project::with(
        "x",
        "",
        "import fs from 'node:fs';\nfs.writeFileSync(new URL('./fixtures/data.txt', import.meta.url), 'changed');",
    );
    project.write("scenarios/fixtures/data.txt", "kept");
    project.run_scenarios(&["--accept"]).exits(0);
    assert_eq!(project.read("scenarios/fixtures/data.txt"), "kept");
}

// Node.js 24 and 26 need 16 s to learn 100,000 names, and 22 needs 0.4 s.
#[test]
fn an_addon_with_twenty_thousand_names_gives_all_of_them() {
    let project = Project::with(
        "middle",
        "",
        "import { name_10000 } from '#addon';\nconsole.log(typeof name_10000);",
    );
    project.write("native.rs", MANY_NAMES);
    let built = Command::new("rustc")
        .args([
            "--crate-type=cdylib",
            "--edition=2024",
            "-onative.node",
            "native.rs",
        ])
        .current_dir(project.path(""))
        .output()
        .expect("rustc is there");
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    project.write("napi-harness.toml", "[addon]\nentry = \"native.node\"\n");
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.read("snapshots/middle.snap").contains("| object"));
}

/// An addon whose every export is the object of exports itself.
const MANY_NAMES: &str = r#"
use std::ffi::{c_char, c_int, c_void, CString};
unsafe extern "C" {
    fn napi_set_named_property(env: *mut c_void, object: *mut c_void, name: *const c_char, value: *mut c_void) -> c_int;
}
#[unsafe(no_mangle)]
extern "C" fn napi_register_module_v1(env: *mut c_void, exports: *mut c_void) -> *mut c_void {
    for number in 0..20_000 {
        let name = CString::new(format!("name_{number}")).unwrap();
        unsafe { napi_set_named_property(env, exports, name.as_ptr(), exports) };
    }
    exports
}
"#;
