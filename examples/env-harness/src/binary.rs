/// What a compiled file is, by its first bytes; of an archive, what its first member is.
pub fn format(bytes: &[u8]) -> &'static str {
    const ARCHIVE: &[u8] = b"!<arch>\n";
    if bytes.starts_with(ARCHIVE) {
        return members(&bytes[ARCHIVE.len()..]).map(format).find(|format| *format != "other").unwrap_or("other");
    }
    match bytes {
        [0x7f, b'E', b'L', b'F', ..] => "elf",
        [b'M', b'Z', ..] => "pe",
        // A COFF object starts with the machine it is for: x86_64, i386, aarch64.
        [0x64, 0x86, ..] | [0x4c, 0x01, ..] | [0x64, 0xaa, ..] => "coff",
        [0xcf | 0xce, 0xfa, 0xed, 0xfe, ..] => "macho",
        _ => "other",
    }
}

/// The members of an archive, without those that hold its index and its long names.
fn members(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    const HEADER: usize = 60;
    std::iter::from_fn(move || loop {
        let header = bytes.get(..HEADER)?;
        let size: usize = std::str::from_utf8(&header[48..58]).ok()?.trim().parse().ok()?;
        let member = bytes.get(HEADER..HEADER + size)?;
        let is_index = header.starts_with(b"/ ") || header.starts_with(b"// ") || header.starts_with(b"/SYM64/");
        bytes = bytes.get(HEADER + size + size % 2..).unwrap_or_default();
        if !is_index {
            return Some(member);
        }
    })
}
