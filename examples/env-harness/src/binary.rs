/// The length of what stands before each member of an archive.
const HEADER: usize = 60;

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

/// Whether the index of an archive, by which linkers find its members, lists a symbol.
pub fn index_lists(bytes: &[u8], symbol: &str) -> bool {
    const FIRST_MEMBER: &[u8] = b"!<arch>\n/ ";
    let index = bytes.get(8 + HEADER..).filter(|_| bytes.starts_with(FIRST_MEMBER));
    let size = bytes.get(8 + 48..8 + 58).and_then(|size| std::str::from_utf8(size).ok()?.trim().parse().ok());
    let names = index.zip(size).and_then(|(index, size): (&[u8], usize)| index.get(..size));
    names.is_some_and(|names| names.split(|byte| *byte == 0).any(|name| name.ends_with(symbol.as_bytes())))
}

/// The members of an archive, without those that hold its index and its long names.
fn members(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
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
