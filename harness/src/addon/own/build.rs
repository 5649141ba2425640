// The build script of the package of scenarios' own addons: what napi-rs asks for, and the release as cfgs.
fn main() {
    napi_build::setup();
    println!("cargo::rustc-check-cfg=cfg(napi_at_least, values(any()))");
    println!("cargo::rustc-check-cfg=cfg(napi_major, values(any()))");
    for cfg in include_str!("cfgs.txt").lines() {
        println!("cargo::rustc-cfg={cfg}");
    }
}
