use std::ffi::{c_int, c_ulong, CStr};

use crate::Error;

/// Compresses bytes in zlib's format.
pub fn deflate(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    // SAFETY: compressBound reads nothing.
    let mut length = unsafe { libz_sys::compressBound(size(bytes.len())?) };
    let mut out = vec![0; length as usize];
    // SAFETY: zlib writes `length` bytes at most and reads as many as `bytes` has.
    let status = unsafe { libz_sys::compress(out.as_mut_ptr(), &mut length, bytes.as_ptr(), size(bytes.len())?) };
    finish(status, out, length)
}

/// The bytes that `deflate` was given; `length` is how many there were.
pub fn inflate(bytes: &[u8], length: usize) -> Result<Vec<u8>, Error> {
    let mut out = vec![0; length];
    let mut length = size(length)?;
    // SAFETY: zlib writes `length` bytes at most and reads as many as `bytes` has.
    let status = unsafe { libz_sys::uncompress(out.as_mut_ptr(), &mut length, bytes.as_ptr(), size(bytes.len())?) };
    finish(status, out, length)
}

/// The version that zlib states itself.
pub fn zlib_version() -> String {
    // SAFETY: zlib returns a string literal.
    unsafe { CStr::from_ptr(libz_sys::zlibVersion()) }.to_string_lossy().into_owned()
}

/// zlib's lengths have 32 bits on Windows.
fn size(length: usize) -> Result<c_ulong, Error> {
    Ok(c_ulong::try_from(length)?)
}

fn finish(status: c_int, mut out: Vec<u8>, length: c_ulong) -> Result<Vec<u8>, Error> {
    if status != libz_sys::Z_OK {
        return Err(format!("zlib failed with status {status}").into());
    }
    out.truncate(length as usize);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{deflate, inflate, zlib_version};

    #[test]
    fn round_trip() {
        let text = "the same words, the same words, ".repeat(100);
        let packed = deflate(text.as_bytes()).unwrap();
        assert!(packed.len() * 10 < text.len());
        assert_eq!(inflate(&packed, text.len()).unwrap(), text.as_bytes());
    }

    #[test]
    fn rejects_what_zlib_did_not_write() {
        assert!(inflate(b"not zlib", 100).is_err());
    }

    #[test]
    fn is_zlib_ng() {
        assert!(zlib_version().ends_with("zlib-ng"), "{}", zlib_version());
    }
}
