//! Compiles src/sum.c with the target's compiler, as the cc crate does.
use std::{env, path::PathBuf, process::Command};

fn run(program: &str, args: &[&str]) {
    let status = Command::new(program).args(args).status();
    assert!(status.is_ok_and(|status| status.success()), "{program} failed");
}

fn main() {
    let target = env::var("TARGET").unwrap().replace('-', "_");
    let tool = |name: &str| env::var(format!("{name}_{target}")).unwrap();
    let folder = PathBuf::from(env::var("OUT_DIR").unwrap());
    let place = |name: &str| folder.join(name).display().to_string();
    run(&tool("CC"), &["-O2", "-c", "src/sum.c", "-o", &place("sum.o")]);
    run(&tool("AR"), &["crs", &place("libsum.a"), &place("sum.o")]);
    println!("cargo::rustc-link-search=native={}", folder.display());
    println!("cargo::rustc-link-lib=static=sum");
    println!("cargo::rerun-if-changed=src/sum.c");
}
