//! Finds the stem of an English word, in C.
//!
//! A build script uses this crate as well as the program does, so that one cargo run compiles the C file for the machine
//! that builds and for the target.

use std::ffi::{c_char, CStr};

extern "C" {
    fn stem_length(word: *const c_char, length: usize) -> usize;
    fn stem_libc() -> *const c_char;
}

/// The part of a lower-case word that its inflected forms share.
pub fn stem(word: &str) -> &str {
    // SAFETY: the C function reads `length` bytes at most and returns a length within them.
    let length = unsafe { stem_length(word.as_ptr().cast(), word.len()) };
    word.get(..length).unwrap_or(word)
}

/// The C library whose headers the C file was compiled with: `glibc`, `musl` or `mingw`.
pub fn libc() -> &'static str {
    // SAFETY: the C function returns a string literal.
    unsafe { CStr::from_ptr(stem_libc()) }.to_str().unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::{libc, stem};

    #[test]
    fn strips_endings() {
        assert_eq!(stem("linking"), "link");
        assert_eq!(stem("links"), "link");
        assert_eq!(stem("linked"), "link");
        assert_eq!(stem("link"), "link");
        assert_eq!(stem("is"), "is");
    }

    #[test]
    fn leaves_letters_whole() {
        assert_eq!(stem("é"), "é");
        assert_eq!(stem(""), "");
    }

    #[test]
    fn is_compiled_with_the_headers_of_its_target() {
        let expected = match (std::env::consts::OS, cfg!(target_env = "musl")) {
            ("windows", _) => "mingw",
            ("linux", true) => "musl",
            ("linux", false) => "glibc",
            _ => "other",
        };
        assert_eq!(libc(), expected);
    }
}
