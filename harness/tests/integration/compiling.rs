//! Rust scenarios are type-checked against the dependencies of the addon's own crate, wherever cargo gets them from.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::Outcome;
use crate::project::addon_crate::Crate;
use crate::project::registry::{Access, Registry, TOKEN};

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git")
        .args(["-c", "user.name=test", "-c", "user.email=test@example.com"])
        .args(arguments)
        .current_dir(folder)
        .status()
        .expect("git is there");
    assert!(status.success(), "git {arguments:?}");
}

#[test]
fn a_manifest_of_two_megabytes_is_read_whole() {
    // Were the middle left out, the list would not end, and what is left would be no JSON.
    let list = "1,".repeat(1024 * 1024);
    let text = "x".repeat(1024 * 1024);
    let manifest = format!("[package.metadata]\na_list = [{list}]\nb_text = \"{text}\"\n");
    Crate::with(&manifest, "pub fn one() -> u32 { 1 }").passes();
}

/// cargo's configuration for a private registry, and for one that stands in for the public one.
fn configuration(private: &Registry, public: &Registry) -> String {
    format!(
        "[registries.private]\nindex = {:?}\ntoken = {TOKEN:?}\ncredential-provider = \"cargo:token\"\n[source.crates-io]\nreplace-with = \"public\"\n[source.public]\nregistry = {:?}\n",
        private.index(),
        public.index()
    )
}

fn configure_in_the_project(addon: &Crate, config: String) {
    addon.project.write(".cargo/config.toml", config);
}

fn configure_in_cargos_home(addon: &Crate, config: String) {
    let home = addon.outside.path().join("cargo");
    fs::create_dir(&home).expect("a folder");
    fs::write(home.join("config.toml"), config).expect("a file");
}

/// Checks a scenario that uses a private crate and a public one; `configure` puts cargo's configuration somewhere.
#[track_caller]
fn uses_a_private_crate(configure: impl FnOnce(&Crate, String)) {
    let private = Registry::start(
        Access::WithToken,
        &[("acme-secret", "pub fn secret() -> u8 { 1 }")],
    );
    let public = Registry::start(
        Access::Everybody,
        &[("acme-known", "pub fn known() -> u8 { 2 }")],
    );
    let dependencies = "[dependencies]\nacme-known = \"0.1\"\nhidden = { package = \"acme-secret\", version = \"0.1\", registry = \"private\" }\n";
    let program = "pub fn sum() -> u8 { hidden::secret() + acme_known::known() }";
    let addon = Crate::with(dependencies, program);
    configure(&addon, configuration(&private, &public));
    addon.passes();
    assert!(private.was_asked_for("acme-secret"));
    assert!(public.was_asked_for("acme-known"));
    assert!(!public.was_asked_for("acme-secret"));
}

#[test]
fn a_private_crate_is_never_looked_up_in_the_public_registry() {
    uses_a_private_crate(configure_in_the_project);
}

#[test]
fn a_registry_that_the_configuration_in_cargos_home_names_is_known() {
    uses_a_private_crate(configure_in_cargos_home);
}

#[test]
fn a_git_dependency_is_that_of_its_branch() {
    let repository = tempfile::tempdir().expect("a temporary folder");
    let folder = repository.path();
    fs::create_dir(folder.join("src")).expect("a folder");
    let manifest = "[package]\nname = \"fetched\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
    fs::write(folder.join("Cargo.toml"), manifest).expect("a file");
    fs::write(folder.join("src/lib.rs"), "").expect("a file");
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "--message=one"]);
    git(folder, &["checkout", "--quiet", "-b", "feature/one"]);
    fs::write(folder.join("src/lib.rs"), "pub fn on_branch() {}").expect("a file");
    git(folder, &["commit", "--quiet", "--all", "--message=two"]);
    git(folder, &["checkout", "--quiet", "main"]);
    let dependencies = format!(
        "[dependencies]\nfetched = {{ git = \"file://{}\", branch = \"feature/one\" }}\n",
        folder.display()
    );
    Crate::with(&dependencies, "pub fn one() { fetched::on_branch() }").passes();
}

#[test]
fn a_path_dependency_may_stand_outside_of_the_workspace_and_have_other_names() {
    let dependencies = "[dependencies]\nalias = { package = \"two-words\", path = \"../outside\" }\nplain = { path = \"../plain\" }\n";
    let program = "pub fn one() { alias::outside(); called_otherwise::plain() }";
    let addon = Crate::with(dependencies, program);
    addon.package("outside", "two-words", "pub fn outside() {}");
    addon.package("plain", "plain", "pub fn plain() {}");
    let manifest = addon.project.read("plain/Cargo.toml") + "[lib]\nname = \"called_otherwise\"\n";
    addon.project.write("plain/Cargo.toml", manifest);
    addon.passes();
}

#[test]
fn a_path_dependency_that_was_changed_is_built_anew() {
    let addon = Crate::with(
        "[dependencies]\nplain = { path = \"../plain\" }\n",
        "pub fn one() { plain::plain() }",
    );
    addon.package("plain", "plain", "");
    addon.run().exits(1).prints("cannot find function `plain`");
    addon.package("plain", "plain", "pub fn plain() {}");
    addon.run().exits(0);
}

/// Checks a scenario that uses what only the folder `other` has of a crate, where the workspace says `instead`.
#[track_caller]
fn uses_the_crate_of_another_folder(instead: &str) {
    let public = Registry::start(Access::Everybody, &[("acme-known", "")]);
    let dependencies = "[dependencies]\nacme-known = { workspace = true }\n";
    let addon = Crate::with(dependencies, "pub fn one() { acme_known::only_here() }");
    addon.project.write(
        ".cargo/config.toml",
        format!(
            "[source.crates-io]\nreplace-with = \"public\"\n[source.public]\nregistry = {:?}\n",
            public.index()
        ),
    );
    let workspace =
        "[workspace]\nmembers = [\"crate\"]\n[workspace.dependencies]\nacme-known = \"0.1\"\n";
    addon
        .project
        .write("Cargo.toml", format!("{workspace}{instead}"));
    addon.package("other", "acme-known", "pub fn only_here() {}");
    addon.passes();
}

#[test]
fn a_dependency_that_the_workspace_patches_is_the_patched_one() {
    uses_the_crate_of_another_folder("[patch.crates-io]\nacme-known = { path = \"other\" }\n");
}

#[test]
fn a_dependency_that_the_workspace_replaces_is_the_other_one() {
    uses_the_crate_of_another_folder("[replace]\n\"acme-known:0.1.0\" = { path = \"other\" }\n");
}

#[test]
fn vendored_crates_are_found_where_the_configuration_of_the_project_says() {
    let addon = Crate::with(
        "[dependencies]\nacme-vendored = \"0.1\"\n",
        "pub fn one() { acme_vendored::vendored() }",
    );
    addon.package(
        "vendor/acme-vendored",
        "acme-vendored",
        "pub fn vendored() {}",
    );
    addon.project.write(
        "vendor/acme-vendored/.cargo-checksum.json",
        "{\"files\":{}}",
    );
    addon.project.write(
        ".cargo/config.toml",
        "[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"vendor\"\n",
    );
    addon.passes();
}

#[test]
fn a_dependency_for_another_platform_is_not_built() {
    let dependencies = "[target.'cfg(windows)'.dependencies]\nelsewhere = { path = \"../elsewhere\" }\n[target.'cfg(unix)'.dependencies]\nhere = { path = \"../here\" }\n";
    let addon = Crate::with(dependencies, "pub fn one() { here::here() }");
    addon.package("elsewhere", "elsewhere", "compile_error!(\"not here\");");
    addon.package("here", "here", "pub fn here() {}");
    addon.passes();
}

#[test]
fn flags_for_rustc_in_the_configuration_of_the_project_hold() {
    let addon = Crate::with(
        "[dependencies]\nflagged = { path = \"../flagged\" }\n",
        "pub fn one() { flagged::flagged() }",
    );
    addon.package("flagged", "flagged", "#[cfg(special)]\npub fn flagged() {}");
    addon.project.write(
        ".cargo/config.toml",
        "[build]\nrustflags = [\"--cfg=special\"]\n",
    );
    addon.passes();
}

#[test]
fn a_platform_that_the_configuration_names_is_the_one_that_is_checked_for() {
    let version = Command::new("rustc").arg("-vV").output();
    let version = String::from_utf8(version.expect("rustc is there").stdout).expect("text");
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    // Another platform's standard library is seldom installed; this one's own has a folder, too, when it is named.
    let config = format!("[build]\ntarget = {:?}\n", host.expect("a platform"));
    let addon = Crate::with(
        "[dependencies]\nplain = { path = \"../plain\" }\n",
        "pub fn one() { plain::plain() }",
    );
    addon.package("plain", "plain", "pub fn plain() {}");
    addon.project.write(".cargo/config.toml", config);
    addon.passes();
    assert!(
        addon
            .project
            .exists(&format!("crate/target/{}/debug", host.expect("a platform")))
    );
}

#[test]
fn diagnostics_that_differ_between_releases_of_rustc_have_a_snapshot_for_each_range() {
    let addon = Crate::with("", "pub fn one() -> u8 { \"\" }");
    let header = |range: &str| {
        format!(
            "/*---\nsummary = \"is checked\"\n[expect]\nend = \"compiles\"\n[[on]]\nname = \"refused\"\nruntimes = [\"rustc {range}\"]\nbecause = \"it knows better\"\nend = \"compile error\"\n---*/\n"
        )
    };
    let wrong = "pub fn one() -> u8 { \"\" }\n";
    let file = "scenarios/checked.rs";
    addon.project.write(file, header(">=1.0") + wrong);
    addon.run().exits(0);
    assert!(addon.project.exists("snapshots/checked+refused.snap"));
    // What waits is of that rustc, and of no runtime: the header is to name it.
    addon
        .project
        .write(file, header(">=1.0") + "pub fn other() -> u8 { \"\" }\n");
    let ran = addon.command(&["scenario", "run"]).output();
    Outcome::of(ran.expect("it starts")).exits(1);
    let pending = addon.project.read("snapshots/checked+refused.snap.new");
    assert!(pending.contains("\nexpression: rustc 1."), "{pending}");
    // Of another release than the one that is here, nothing is said.
    addon.project.write(file, header("<1.0") + wrong);
    addon.run().exits(1).prints("expected `compiles`");
    addon
        .project
        .write(file, header(">=1.0").replace("rustc", "node") + wrong);
    addon
        .run()
        .exits(2)
        .complains("a Rust program is checked by rustc");
}

#[test]
fn the_addons_edition_is_the_programs() {
    // A keyword from 2018 on, and a name before.
    let program = "pub fn one() { let async = 1; drop(async); }";
    Crate::with("", program).run().exits(1).prints("keyword");
    let addon = Crate::with("", program);
    let manifest = addon.project.read("crate/Cargo.toml");
    addon
        .project
        .write("crate/Cargo.toml", manifest.replace("2024", "2015"));
    addon.passes();
}

#[test]
fn what_the_addons_default_features_enable_is_there_and_can_be_asked_for() {
    let manifest = "[features]\ndefault = [\"quick\", \"plain/extra\"]\nquick = [\"dep:optional\"]\nslow = []\n[dependencies]\noptional = { path = \"../optional\", optional = true }\nplain = { path = \"../plain\" }\n";
    let program = "pub fn one() { optional::optional(); plain::extra(); quick() }\n#[cfg(all(feature = \"quick\", not(feature = \"slow\")))]\nfn quick() {}";
    let addon = Crate::with(manifest, program);
    addon.package("optional", "optional", "pub fn optional() {}");
    let library = "#[cfg(feature = \"extra\")]\npub fn extra() {}";
    addon.package("plain", "plain", library);
    let plain = addon.project.read("plain/Cargo.toml");
    addon
        .project
        .write("plain/Cargo.toml", plain + "[features]\nextra = []\n");
    addon.passes();
}

#[test]
fn an_existing_lock_file_stays_as_it_is() {
    let addon = Crate::with(
        "[dependencies]\nplain = { path = \"../plain\" }\n",
        "pub fn one() { plain::plain() }",
    );
    addon.package("plain", "plain", "pub fn plain() {}");
    // One that cargo would write anew: it does not know the dependency.
    addon.project.write(
        "crate/Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"mine\"\nversion = \"0.1.0\"\n",
    );
    addon.passes();
}

#[test]
fn the_releases_of_a_private_crate_are_never_asked_of_the_public_registry() {
    for configure in [configure_in_cargos_home, configure_in_the_project] {
        let private = Registry::start(Access::WithToken, &[("acme-secret", "")]);
        let public = Registry::start(Access::Everybody, &[]);
        let dependencies = "[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\nacme-secret = { version = \"0.1\", registry = \"private\" }\n";
        let addon = Crate::with(dependencies, "");
        configure(&addon, configuration(&private, &public));
        addon.project.scenario("x", "", "");
        addon.project.write("addon.node", "");
        let config = "[addon]\nentry = \"addon.node\"\ndir = \"crate\"\n";
        addon.project.write("napi-harness.toml", config);
        let mut command = addon.command(&["history", "x", "--crate", "acme-secret"]);
        let outcome = Outcome::of(command.output().expect("the harness starts"));
        assert!(!public.was_asked_for("acme-secret"), "{}", outcome.stderr);
        outcome.prints("acme-secret, 1 release");
    }
}

#[test]
fn a_crate_that_only_a_folder_or_a_git_repository_has_is_asked_of_no_registry() {
    for source in [
        "path = \"../secret\"",
        "git = \"https://git.invalid/secret\"",
    ] {
        let private = Registry::start(Access::WithToken, &[]);
        let public = Registry::start(Access::Everybody, &[("acme-secret", "")]);
        let dependencies = format!(
            "[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\nacme-secret = {{ {source} }}\n"
        );
        let addon = Crate::with(&dependencies, "");
        addon.package("secret", "acme-secret", "");
        configure_in_cargos_home(&addon, configuration(&private, &public));
        addon.project.scenario("x", "", "");
        addon.project.write("addon.node", "");
        let config = "[addon]\nentry = \"addon.node\"\ndir = \"crate\"\n";
        addon.project.write("napi-harness.toml", config);
        let mut command = addon.command(&["history", "x", "--crate", "acme-secret"]);
        let outcome = Outcome::of(command.output().expect("the harness starts"));
        assert!(!public.was_asked_for("acme-secret"), "{}", outcome.stderr);
        outcome.complains("comes from a folder or a git repository");
    }
}
