//! The environment of a run: what a process needs to start, what the harness tells it, and what the project passes on.
//! Nothing else, so that no secret of the user's reaches a snapshot and no setting of the user's changes a run.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

/// The variables of a run: name to value.
pub type Variables = BTreeMap<OsString, OsString>;

/// What a process is given whatever it is: system folders, and its scratch folder for everything that it may write.
pub fn scrubbed(runtime: &Path, scratch: &Path) -> Variables {
    let runtime_folder = runtime.parent().unwrap_or(Path::new(""));
    let path = if cfg!(windows) {
        std::env::var_os("PATH").unwrap_or_default()
    } else {
        let folders = [
            runtime_folder,
            Path::new("/usr/local/bin"),
            "/usr/bin".as_ref(),
            "/bin".as_ref(),
        ];
        std::env::join_paths(folders).unwrap_or_else(|_| "/usr/local/bin:/usr/bin:/bin".into())
    };
    let mut variables = Variables::from([
        ("PATH".into(), path),
        ("HOME".into(), scratch.into()),
        ("TMPDIR".into(), scratch.into()),
        ("LANG".into(), "C.UTF-8".into()),
        ("TZ".into(), "UTC".into()),
        // A panic's backtrace differs from machine to machine.
        ("RUST_BACKTRACE".into(), "0".into()),
        ("NAPI_HARNESS_EVENTS".into(), "1".into()),
    ]);
    if cfg!(windows) {
        pass_on(&mut variables, ["SystemRoot", "SystemDrive", "PATHEXT"]);
    }
    variables
}

/// Adds what the harness's own environment holds under `names`.
pub fn pass_on<'a>(variables: &mut Variables, names: impl IntoIterator<Item = &'a str>) {
    for name in names {
        if let Some(value) = std::env::var_os(name) {
            variables.insert(name.into(), value);
        }
    }
}

/// What a build is given: everything of this process's own but what `cargo run` and `cargo test` set for the harness itself, which would make
/// cargo build the addon anew each time it is reached by another way.
pub fn own() -> Variables {
    let of_cargo = |name: &str| {
        name.starts_with("CARGO_PKG_")
            || name.starts_with("CARGO_BIN_")
            || [
                "CARGO_MANIFEST_DIR",
                "CARGO_MANIFEST_PATH",
                "CARGO_CRATE_NAME",
            ]
            .contains(&name)
            || ["LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"].contains(&name)
                && std::env::var_os("CARGO").is_some()
    };
    std::env::vars_os()
        .filter(|(name, _)| !name.to_str().is_some_and(of_cargo))
        .collect()
}
