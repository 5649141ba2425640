//! An addon in C, which imports Node-API by relocations, and does what napi-rs does not.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Compiles it into `folder` and returns its path.
pub fn compile(folder: &Path) -> PathBuf {
    let (addon, libraries) = (folder.join("in_c.node"), folder.join("libraries"));
    std::fs::create_dir_all(&libraries).expect("it can be made");
    let source = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/integration/project/addon_in_c/addon.c"
    );
    cc(&[
        source.as_ref(),
        "-Wl,-rpath,$ORIGIN/libraries".as_ref(),
        "-o".as_ref(),
        addon.as_ref(),
    ]);
    let inner = libraries.join("libinner.so");
    cc(&[
        "-xc".as_ref(),
        "/dev/null".as_ref(),
        "-o".as_ref(),
        inner.as_ref(),
    ]);
    addon
}

/// Compiles one that registers itself while it is loaded, and has 42 as its `answer`; it may look the function up by its name.
pub fn compile_registering(folder: &Path, by_name: bool) -> PathBuf {
    let addon = folder.join("registering.node");
    let source = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/integration/project/addon_in_c/registering.c"
    );
    let how = if by_name { "-DBY_NAME" } else { "-UBY_NAME" };
    cc(&[how.as_ref(), source.as_ref(), "-o".as_ref(), addon.as_ref()]);
    addon
}

fn cc(arguments: &[&OsStr]) {
    let mut cc = Command::new("cc");
    let cc = cc.args(["-g", "-O1", "-shared", "-fPIC"]).args(arguments);
    assert!(cc.status().expect("cc is installed").success());
}

/// A program that has the addon in C as `inC`, on its line 7.
pub fn in_c(folder: &Path, program: &str) -> String {
    let addon = compile(folder);
    format!(
        "import {{ createRequire }} from 'node:module';\nconst inC = createRequire(import.meta.url)({addon:?});\n{program}"
    )
}
