//! Counts the words of a text in several threads, in C++.

use std::collections::BTreeMap;
use std::ffi::{c_char, c_int, c_void, CStr};
use std::fmt;

type Each = extern "C" fn(context: *mut c_void, word: *const c_char, length: usize, count: u64);

extern "C" {
    fn word_index_count(
        text: *const c_char,
        length: usize,
        threads: usize,
        each: Each,
        context: *mut c_void,
        error: *mut c_char,
        error_size: usize,
    ) -> c_int;
}

/// A C++ exception's message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

/// How often each word occurs, in lower case.
pub fn count(text: &str, threads: usize) -> Result<BTreeMap<String, u64>, Error> {
    let mut words = BTreeMap::new();
    let mut message = [0; 128];
    // SAFETY: the C++ function reads `length` bytes, calls `add` with this map while it runs, and ends the message with NUL.
    let failed = unsafe {
        word_index_count(
            text.as_ptr().cast(),
            text.len(),
            threads,
            add,
            (&mut words as *mut BTreeMap<String, u64>).cast(),
            message.as_mut_ptr(),
            message.len(),
        )
    };
    match failed {
        0 => Ok(words),
        // SAFETY: as above, the message ends with NUL.
        _ => Err(Error(unsafe { CStr::from_ptr(message.as_ptr()) }.to_string_lossy().into_owned())),
    }
}

extern "C" fn add(context: *mut c_void, word: *const c_char, length: usize, count: u64) {
    // SAFETY: `count` passes its own map as the context, and the C++ function a word of this length.
    let (words, word) = unsafe {
        (&mut *context.cast::<BTreeMap<String, u64>>(), std::slice::from_raw_parts(word.cast::<u8>(), length))
    };
    words.insert(String::from_utf8_lossy(word).into_owned(), count);
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_alike_with_any_number_of_threads() {
        let text = "one two two\nthree three three\n".repeat(50);
        let expected = count(&text, 1).unwrap();
        assert_eq!(expected.values().sum::<u64>(), 300);
        for threads in 2..9 {
            assert_eq!(count(&text, threads).unwrap(), expected);
        }
    }

    #[test]
    fn reports_an_exception_of_the_calling_thread() {
        assert_eq!(count("text", 0).unwrap_err().to_string(), "no threads to count with");
    }

    #[test]
    fn reports_an_exception_of_another_thread() {
        assert_eq!(count("one\ntwo\0\n", 2).unwrap_err().to_string(), "the text holds a NUL byte");
    }
}
