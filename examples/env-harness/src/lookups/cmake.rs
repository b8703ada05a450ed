//! What a CMake project sees when the cmake crate builds it.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::panic;
use std::path::Path;

use serde_json::{json, Value};

use crate::binary;
use crate::build_script::out_dir;
use crate::options::Options;

const SOURCES: [(&str, &str); 3] = [
    ("CMakeLists.txt", include_str!("../../probes/CMakeLists.txt")),
    ("object.c", include_str!("../../probes/object.c")),
    ("program.cpp", include_str!("../../probes/program.cpp")),
];

pub fn look_up(options: &Options) -> Value {
    let out = out_dir();
    let source = out.join("source");
    fs::create_dir_all(&source).expect("OUT_DIR can be written");
    for (name, text) in SOURCES {
        fs::write(source.join(name), text).expect("OUT_DIR can be written");
    }
    let file = out.join("report.txt");
    let mut config = cmake::Config::new(&source);
    config
        .no_build_target(true)
        .define("PROBE_REPORT", &file)
        .define("PROBE_HEADERS", options.headers.join(";"))
        .define("PROBE_LIBRARIES", options.libraries.join(";"))
        .define("PROBE_PACKAGES", options.packages.join(";"))
        .define("PROBE_PROGRAMS", options.programs.join(";"))
        .define("PROBE_RUN", if options.run { "ON" } else { "OFF" });
    for (index, folder) in options.dependencies.iter().enumerate() {
        config.register_dep(&dependency(index, Path::new(folder)));
    }
    let built = panic::catch_unwind(move || config.build());

    let mut report =
        json!({ "variables": {}, "headers": {}, "libraries": {}, "packages": {}, "pkgConfig": {}, "programs": {} });
    for line in fs::read_to_string(&file).unwrap_or_default().lines() {
        let fields: Vec<&str> = line.splitn(3, '\t').collect();
        if let [kind, name, value] = fields[..] {
            let is_missing = kind != "variables" && (value.is_empty() || value.ends_with("-NOTFOUND"));
            report[kind][name] = if is_missing { Value::Null } else { json!(value) };
        }
    }
    let build = out.join("build");
    let read = |names: &[&str]| names.iter().find_map(|name| fs::read(build.join(name)).ok());
    report["archive"] = json!(read(&["libprobe.a", "probe.lib"]).map(|bytes| binary::format(&bytes)));
    report["program"] = json!(read(&["program", "program.exe"]).map(|bytes| binary::format(&bytes)));
    report["ran"] = json!(read(&["ran.txt"]).map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned()));
    report["built"] = json!(built.is_ok());
    report
}

/// Puts a folder where cargo has what another crate built, and says so as cargo does for a dependency with `links`.
fn dependency(index: usize, folder: &Path) -> String {
    let name = format!("dependency{index}");
    let build = out_dir().join("../..");
    let root = fs::canonicalize(build).expect("OUT_DIR has parents").join(&name).join("out");
    fs::create_dir_all(root.parent().expect("it has a parent")).expect("OUT_DIR can be written");
    symlink(folder, &root).expect("OUT_DIR can be written");
    env::set_var(format!("DEP_{}_ROOT", name.to_uppercase()), root);
    name
}
