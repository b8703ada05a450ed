fn main() {
    println!("cargo:rerun-if-changed=src/stem.c");
    cc::Build::new().file("src/stem.c").warnings_into_errors(true).compile("stem");
}
