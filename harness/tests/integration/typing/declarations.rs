//! Which declarations a program is checked against.

use std::fs;

use super::{BAD, DECLARATIONS, GOOD, install, project, run, transcript};

#[test]
fn the_addon_is_built_for_its_declarations_and_loaded_by_nobody() {
    let project = project();
    fs::remove_file(project.path("addon.d.cts")).expect("a file");
    project.write("addon.cjs", "throw new Error('loaded');");
    project.write("declarations", DECLARATIONS);
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\nbuild = \"cp declarations addon.d.cts\"\nwatch = [\"declarations\"]\n",
    );
    run(&project, "types", GOOD).exits(0);
    // Beside one that is run, nobody can be content with an addon that does not load.
    project.scenario("two", "", "import '#addon';");
    project
        .run_scenarios(&["--accept"])
        .exits(3)
        .complains("loaded");
}

#[test]
fn errors_in_the_addons_own_declarations_count_and_those_of_its_packages_do_not() {
    let project = project();
    project.write(
        "node_modules/other/package.json",
        "{ \"name\": \"other\", \"types\": \"index.d.ts\" }",
    );
    let wrong = "export interface Odd { n: Nowhere }\n";
    project.write("node_modules/other/index.d.ts", wrong);
    let wrong = "export type Wrong = Nowhere;\n";
    let uses = format!("import type {{ Odd }} from 'other';\n{DECLARATIONS}export type A = Odd;\n");
    project.write("addon.d.cts", &uses);
    run(&project, "types", GOOD).exits(0);
    project.write("addon.d.cts", format!("{uses}{wrong}"));
    run(&project, "type error TS2304", GOOD).exits(0);
    assert_eq!(
        transcript(&project),
        "typescript:\n| addon.d.cts:4:21 error TS2304: Cannot find name 'Nowhere'.\nended: type error TS2304\n"
    );
}

#[test]
fn an_addon_without_declarations_is_an_error_that_names_it() {
    let project = project();
    fs::remove_file(project.path("addon.d.cts")).expect("a file");
    run(&project, "types", GOOD)
        .exits(1)
        .prints("error TS7016: Could not find a declaration file for module '#addon'.");
    run(&project, "type error TS7016", GOOD).exits(0);
    let transcript = transcript(&project);
    assert!(
        transcript.contains("'[PROJECT]/addon.cjs' implicitly"),
        "{transcript}"
    );
}

#[test]
fn the_declarations_are_those_that_users_of_the_package_get() {
    let project = project();
    project.write(
        "types/all.d.ts",
        "export declare function other(): string;\n",
    );
    let manifest = |main: &str| {
        format!("{{ \"name\": \"mine\", \"main\": \"{main}\", \"types\": \"types/all.d.ts\" }}")
    };
    let other = "import { other } from '#addon';\nother();";
    project.write("package.json", manifest("./addon.cjs"));
    run(&project, "types", other).exits(0);
    // Who does not import the package gets what stands beside the file.
    project.write("package.json", manifest("index.js"));
    run(&project, "types", GOOD).exits(0);
    fs::remove_file(project.path("addon.d.cts")).expect("a file");
    run(&project, "types", other).exits(0);
}

#[test]
fn declarations_import_what_stands_beside_them() {
    let project = project();
    project.write("parts.d.cts", "export type Count = number;\n");
    project.write(
        "addon.d.cts",
        "import type { Count } from './parts.cjs';\nexport declare function twice(n: Count): Count;\n",
    );
    run(&project, "types", GOOD).exits(0);
    run(&project, "type error TS2345", BAD).exits(0);
}

#[test]
fn the_declarations_of_a_package_are_those_that_it_exports() {
    let project = project();
    project.write("napi-harness.toml", "[addon]\nentry = \"theirs\"\n");
    let package = "node_modules/theirs";
    project.write(
        &format!("{package}/package.json"),
        "{ \"name\": \"theirs\", \"exports\": { \"types\": \"./lib/all.d.ts\", \"default\": \"./index.js\" } }",
    );
    project.write(&format!("{package}/index.js"), "");
    project.write(&format!("{package}/lib/all.d.ts"), DECLARATIONS);
    run(&project, "types", GOOD).exits(0);
    let wrong = format!("{DECLARATIONS}export type A = Nowhere;\n");
    project.write(&format!("{package}/lib/all.d.ts"), wrong);
    run(&project, "type error TS2304", GOOD).exits(0);
}

#[test]
fn a_native_entry_has_the_declarations_of_its_package() {
    let project = project();
    project.write("addon.node", "");
    project.write("napi-harness.toml", "[addon]\nentry = \"addon.node\"\n");
    project.write(
        "package.json",
        "{ \"name\": \"mine\", \"types\": \"mine.d.ts\" }",
    );
    project.write("mine.d.ts", DECLARATIONS);
    run(&project, "types", GOOD).exits(0);
    run(&project, "type error TS2345", BAD).exits(0);
}

#[test]
fn the_support_module_has_types() {
    let project = project();
    let program = "import { gate, mustCall, variant } from '#harness';
const twice = mustCall((n: number) => 2 * n, 3);
const n: number = twice(1);
const none: void = mustCall()();
await gate('a').opened();
variant.mode;
console.log(n, none);
twice('1');
gate(1);";
    run(&project, "type error TS2345", program).exits(0);
    let transcript = transcript(&project);
    assert!(transcript.contains("one.ts:13:7 "), "{transcript}");
    assert!(transcript.contains("one.ts:14:6 "), "{transcript}");
}

#[test]
fn the_types_of_node_are_there_where_they_are_installed() {
    let project = project();
    let program = "console.log(Buffer.from('a'), process.pid);";
    run(&project, "type error TS2591, TS2591", program).exits(0);
    install(&project, "@types/node");
    run(&project, "types", program).exits(0);
}
