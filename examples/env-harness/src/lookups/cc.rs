//! Which compilers the cc crate chooses, and what they make of a file.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{json, Value};

use super::libc_header;
use crate::binary;
use crate::build_script::out_dir;
use crate::options::Options;

const SOURCES: [(&str, &str); 4] = [
    ("libc.h", include_str!("../../probes/libc.h")),
    ("probe.c", include_str!("../../probes/probe.c")),
    ("probe.cpp", include_str!("../../probes/probe.cpp")),
    ("object.c", include_str!("../../probes/object.c")),
];

pub fn look_up(options: &Options) -> Value {
    let out = out_dir();
    for (name, text) in SOURCES {
        fs::write(out.join(name), text).expect("OUT_DIR can be written");
    }
    json!({
        "c": language(options, false, &out),
        "cpp": language(options, true, &out),
        "archiver": tool(cc::Build::new().try_get_archiver()),
        "ranlib": tool(cc::Build::new().try_get_ranlib()),
    })
}

fn language(options: &Options, cpp: bool, out: &Path) -> Value {
    let build = || {
        let mut build = cc::Build::new();
        build.cpp(cpp).cargo_warnings(false);
        build
    };
    let compiler = match build().try_get_compiler() {
        Ok(compiler) => compiler,
        Err(error) => return json!({ "error": error.to_string() }),
    };
    let mut report = json!({
        "compiler": compiler.path(),
        "args": compiler.args().iter().map(|argument| argument.to_string_lossy()).collect::<Vec<_>>(),
    });
    match build().file(out.join(if cpp { "probe.cpp" } else { "probe.c" })).try_expand() {
        Ok(text) => describe(&String::from_utf8_lossy(&text), &mut report),
        Err(error) => report["error"] = json!(error.to_string()),
    }
    report["headers"] = headers(options, &build, cpp, out);

    let name = if cpp { "probe_cpp" } else { "probe_c" };
    match build().file(out.join("object.c")).try_compile(name) {
        Ok(()) => report["archive"] = archive(&out.join(format!("lib{name}.a"))),
        Err(error) => report["archiveError"] = json!(error.to_string()),
    }
    report
}

/// Reads the lines that a probe leaves after the preprocessor: `probe_NAME VALUE`, and the files it read.
fn describe(text: &str, report: &mut Value) {
    for line in text.lines().filter_map(|line| line.strip_prefix("probe_")) {
        let (name, value) = line.split_once(' ').unwrap_or((line, "true"));
        report[name] = if value == "true" { json!(true) } else { json!(value) };
    }
    let files = text.lines().filter(|line| line.starts_with("# ")).filter_map(|line| line.split('"').nth(1));
    report["libcHeader"] = json!(libc_header(files));
}

/// Which of the headers asked for the compiler finds.
fn headers(options: &Options, build: &dyn Fn() -> cc::Build, cpp: bool, out: &Path) -> Value {
    let mut found = json!({});
    for (index, header) in options.headers.iter().enumerate() {
        let file = out.join(format!("header{index}.{}", if cpp { "cpp" } else { "c" }));
        fs::write(&file, format!("#include <{header}>\n")).expect("OUT_DIR can be written");
        found[header] = json!(build().file(&file).try_expand().is_ok());
    }
    found
}

fn archive(path: &Path) -> Value {
    match fs::read(path) {
        Ok(bytes) => {
            json!({ "format": binary::format(&bytes), "indexed": binary::index_lists(&bytes, "probe_object") })
        }
        Err(_) => Value::Null,
    }
}

/// A program by the name the cc crate calls it, and whether it starts.
fn tool(tool: Result<Command, cc::Error>) -> Value {
    match tool {
        Ok(mut command) => json!({
            "program": command.get_program().to_string_lossy(),
            "starts": command.arg("--version").output().is_ok_and(|output| output.status.success()),
        }),
        Err(error) => json!({ "error": error.to_string() }),
    }
}
