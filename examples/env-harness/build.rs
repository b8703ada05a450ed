//! Tells the program which machine it is for and which rustc is to be asked about targets.

use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    let rustc = env::var("RUSTC").expect("cargo sets RUSTC");
    let output = Command::new(rustc).args(["--print", "sysroot"]).output().expect("rustc runs");
    let sysroot = String::from_utf8(output.stdout).expect("the path is UTF-8");
    println!("cargo:rustc-env=PROBE_RUSTC={}", PathBuf::from(sysroot.trim()).join("bin/rustc").display());
    println!("cargo:rustc-env=PROBE_HOST={}", env::var("TARGET").expect("cargo sets TARGET"));
    println!("cargo:rerun-if-changed=build.rs");
}
