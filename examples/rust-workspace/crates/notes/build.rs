//! Stems the stopwords on the machine that builds, with C code compiled for it, into a table of the program.

use std::{env, fs, path::PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=stopwords.txt");
    let text = fs::read_to_string("stopwords.txt").expect("stopwords.txt can be read");
    let mut stems: Vec<&str> = text.lines().map(stem::stem).collect();
    stems.sort_unstable();
    stems.dedup();

    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("stopwords.rs"), format!("&{stems:?}")).expect("OUT_DIR can be written");
    println!("cargo:rustc-env=NOTES_BUILD_LIBC={}", stem::libc());
    println!("cargo:rustc-env=NOTES_TARGET={}", env::var("TARGET").expect("cargo sets TARGET"));
}
