pub mod bindgen;
pub mod build;
pub mod cc;
pub mod cmake;
pub mod pkg_config;

use std::path::Path;

/// The header of the C library among all the files that were read: one that no compiler and no C++ library wraps.
fn libc_header<'a>(files: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    files.into_iter().find(|file| Path::new(file).file_name().is_some_and(|name| name == "time.h"))
}
