use std::env::consts::{ARCH, OS};
use std::ffi::{c_char, CStr};

extern "C" {
    fn machine() -> *const c_char;
}

/// The architecture that the C compiler built for.
fn of_c() -> &'static str {
    unsafe { CStr::from_ptr(machine()) }.to_str().unwrap_or("not text")
}

fn main() {
    println!("Rust for {ARCH} {OS}, C for {}", of_c());
}

#[test]
fn rust_and_c_are_for_one_machine() {
    assert_eq!(of_c(), ARCH);
}
