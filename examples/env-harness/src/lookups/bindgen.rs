//! Which C library's headers bindgen reads, and by which libclang.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::rc::Rc;

use bindgen::callbacks::{EnumVariantCustomBehavior, EnumVariantValue, IntKind, ParseCallbacks};
use serde_json::{json, Value};

use super::libc_header;
use crate::build_script::out_dir;
use crate::options::Options;

const LIBC: &str = include_str!("../../probes/libc.h");

const SIZES: &str = "enum probe_sizes { PROBE_LONG = sizeof(long), PROBE_POINTER = sizeof(void *) };\n";

/// The files that were read and the constants that were found in them.
#[derive(Debug, Default)]
struct Seen {
    files: Vec<String>,
    constants: BTreeMap<String, i64>,
}

#[derive(Debug, Default, Clone)]
struct Recorder(Rc<RefCell<Seen>>);

impl ParseCallbacks for Recorder {
    fn include_file(&self, name: &str) {
        self.0.borrow_mut().files.push(name.to_owned());
    }

    fn int_macro(&self, name: &str, value: i64) -> Option<IntKind> {
        self.0.borrow_mut().constants.insert(name.to_owned(), value);
        None
    }

    fn enum_variant_behavior(
        &self,
        _enum_name: Option<&str>,
        name: &str,
        value: EnumVariantValue,
    ) -> Option<EnumVariantCustomBehavior> {
        let value = match value {
            EnumVariantValue::Signed(value) => value,
            EnumVariantValue::Unsigned(value) => value as i64,
            EnumVariantValue::Boolean(value) => value.into(),
        };
        self.0.borrow_mut().constants.insert(name.to_owned(), value);
        None
    }
}

pub fn look_up(options: &Options) -> Value {
    let headers: String = options
        .headers
        .iter()
        .enumerate()
        .map(|(index, name)| {
            format!("#if __has_include(<{name}>)\n#include <{name}>\n#define PROBE_HEADER_{index} 1\n#endif\n")
        })
        .collect();
    let path = out_dir().join("probe.h");
    fs::write(&path, format!("{LIBC}{SIZES}#include <stdint.h>\n{headers}")).expect("OUT_DIR can be written");

    let recorder = Recorder::default();
    let bindings = bindgen::builder()
        .header(path.to_string_lossy())
        .parse_callbacks(Box::new(recorder.clone()))
        .formatter(bindgen::Formatter::None)
        .generate();
    if let Err(error) = bindings {
        return json!({ "error": error.to_string() });
    }

    let seen = recorder.0.borrow();
    let constant = |name: &str| seen.constants.get(name).copied();
    let libc = [("PROBE_GLIBC", "glibc"), ("PROBE_MINGW", "mingw"), ("PROBE_MUSL", "musl")];
    let mut found = json!({});
    for (index, header) in options.headers.iter().enumerate() {
        found[header] = json!(constant(&format!("PROBE_HEADER_{index}")).is_some());
    }
    json!({
        "libclang": clang_sys::get_library().map(|library| library.path().to_owned()),
        "libc": libc.iter().find(|(name, _)| constant(name).is_some()).map(|(_, libc)| libc),
        "libcHeader": libc_header(seen.files.iter().map(String::as_str)),
        "longBytes": constant("PROBE_LONG"),
        "pointerBytes": constant("PROBE_POINTER"),
        "headers": found,
    })
}
