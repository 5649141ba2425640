//! Compiles the library that counting runs preload, which the harness carries in itself: nothing is compiled on its users' machines.

use std::env::{var, var_os};
use std::path::Path;
use std::process::Command;

const LIBRARY: &str = "src/preload/library";

fn main() {
    println!("cargo::rerun-if-changed={LIBRARY}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(napi_harness_library)");
    let built = Path::new(&var_os("OUT_DIR").expect("cargo sets it")).join("preload.so");
    let target = |name: &str| var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    let counts = target("OS") == "linux"
        && target("ENV") == "gnu"
        && ["x86_64", "aarch64"].contains(&target("ARCH").as_str());
    if !counts {
        // Growth of native memory is not measured there, and the harness says so.
        std::fs::write(&built, "").expect("OUT_DIR can be written to");
        return;
    }
    let mut rustc = Command::new(var_os("RUSTC").expect("cargo sets it"));
    rustc
        .arg(format!("{LIBRARY}/mod.rs"))
        .args(["--crate-name", "napi_harness_preload"])
        .args(["--crate-type", "cdylib", "--edition", "2024"])
        .args(["--cfg", "napi_harness_library"])
        // Optimised, because its last calls have to be jumps: see `symbols.rs`.
        .args(["-C", "opt-level=3", "-C", "strip=symbols"])
        // A wrapper of Node-API finds its return address beside its frame pointer: see `declared/mod.rs`.
        .args(["-C", "force-frame-pointers=yes"])
        .arg("--target")
        .arg(var_os("TARGET").expect("cargo sets it"))
        .arg("-o")
        .arg(&built);
    if let Some(linker) = var_os("RUSTC_LINKER") {
        rustc.arg("-C").arg(format!("linker={}", linker.display()));
    }
    let status = rustc.status().expect("rustc starts");
    assert!(status.success(), "rustc cannot compile {LIBRARY}");
}
