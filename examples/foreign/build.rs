fn main() {
    println!("cargo:rerun-if-changed=src/machine.c");
    cc::Build::new().file("src/machine.c").compile("machine");
}
