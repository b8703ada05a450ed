//! Notes in a SQLite file: their text is compressed by zlib-ng, and found by the stems of its words.

mod deflate;
mod search;
mod store;

pub use deflate::{deflate, inflate, zlib_version};
pub use search::terms;
pub use store::{sqlite_version, Note, Store};

/// Anything that can go wrong, with a message for people.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// The triple this program was built for.
pub const TARGET: &str = env!("NOTES_TARGET");

/// The C library of the machine that built this program, as its build script's C code saw it.
pub const BUILD_LIBC: &str = env!("NOTES_BUILD_LIBC");
