fn main() {
    #[cfg(feature = "c")]
    cc::Build::new().file("src/library.c").compile("library");
}
