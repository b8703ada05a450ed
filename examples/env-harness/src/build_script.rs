//! Runs a lookup in a process of its own, with the variables that cargo gives to the build script of a crate.
//!
//! The crates look into the environment of their process, print what cargo is to do, and end the process when a lookup
//! fails; none of it could be undone in ours.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{json, Value};

use crate::options::Options;

/// The first argument of the process that stands for a build script.
pub const CHILD: &str = "as-build-script";

const HOST: &str = env!("PROBE_HOST");
const REPORT: &str = "report.json";

/// The report of a lookup, with what cargo is told to link and where to search; an `error` where the lookup ended.
pub fn run(options: &Options, arguments: &[String]) -> Value {
    let scratch = Scratch::new();
    let mut report = match cargo_variables(&options.triple) {
        Ok(variables) => start(arguments, &variables, &scratch.0),
        Err(error) => json!({ "error": error }),
    };
    report["lookup"] = json!(options.name);
    report["target"] = json!(options.triple);
    report["host"] = json!(HOST);
    report
}

/// The folder that a build script may write to.
pub fn out_dir() -> PathBuf {
    PathBuf::from(env::var_os("OUT_DIR").expect("OUT_DIR is set"))
}

/// Hands a report to the process that started this one.
pub fn report(report: &Value) {
    fs::write(out_dir().join(REPORT), report.to_string()).expect("OUT_DIR can be written");
}

fn start(arguments: &[String], variables: &BTreeMap<String, String>, scratch: &Path) -> Value {
    // As deep as cargo has it.
    let out = scratch.join("target").join(&variables["TARGET"]).join("debug/build/probe-0/out");
    fs::create_dir_all(&out).expect("the folder for temporary files can be written");
    let output = Command::new(env::current_exe().expect("the program knows its path"))
        .arg(CHILD)
        .args(arguments)
        .env_remove("RUSTFLAGS")
        .env("RUST_BACKTRACE", "0")
        .envs(variables)
        .env("OUT_DIR", &out)
        .output()
        .expect("the program starts itself");
    // The folder's name differs from run to run.
    let stable = |text: String| text.replace(&*scratch.to_string_lossy(), "$SCRATCH");
    let written = fs::read_to_string(out.join(REPORT)).map(stable);
    let mut report: Value =
        written.map_or_else(|_| json!({ "built": false }), |text| text.parse().expect("it is JSON"));
    if report["built"] == json!(false) {
        report["error"] = json!(stable(last_lines(&output)));
    }
    let stdout = String::from_utf8_lossy(&output.stdout);
    let links = stdout.lines().filter_map(|line| line.strip_prefix("cargo:rustc-link-lib="));
    let foreign: BTreeSet<&str> = links.filter(|library| !library.starts_with("static=probe")).collect();
    report["links"] = json!(foreign);
    report
}

/// What a failed process said last.
pub fn last_lines(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let is_noise = |line: &str| line.trim().is_empty() || line.starts_with("note: run with `RUST_BACKTRACE");
    let lines: Vec<&str> = text.lines().filter(|line| !is_noise(line)).collect();
    let lines = &lines[lines.len().saturating_sub(12)..];
    if lines.is_empty() {
        output.status.to_string()
    } else {
        lines.join("\n")
    }
}

/// The variables that cargo computes for a build script of this target, by its own rules of precedence.
fn cargo_variables(triple: &str) -> Result<BTreeMap<String, String>, String> {
    let upper = triple.replace(['-', '.'], "_").to_uppercase();
    let flags: Vec<String> = env::var("RUSTFLAGS")
        .or_else(|_| env::var(format!("CARGO_TARGET_{upper}_RUSTFLAGS")))
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let output = Command::new(env!("PROBE_RUSTC"))
        .args(["--print", "cfg", "--target", triple])
        .args(&flags)
        .output()
        .map_err(|error| format!("{}: {error}", env!("PROBE_RUSTC")))?;
    if !output.status.success() {
        return Err(last_lines(&output));
    }

    let mut variables: BTreeMap<String, String> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        let value = value.trim_matches('"');
        variables
            .entry(format!("CARGO_CFG_{}", name.to_uppercase().replace('-', "_")))
            .and_modify(|values| *values = format!("{values},{value}"))
            .or_insert_with(|| value.to_owned());
    }
    for (name, value) in [
        ("TARGET", triple),
        ("HOST", HOST),
        ("RUSTC", env!("PROBE_RUSTC")),
        ("OPT_LEVEL", "0"),
        ("DEBUG", "false"),
        ("PROFILE", "debug"),
        ("NUM_JOBS", "2"),
    ] {
        variables.insert(name.to_owned(), value.to_owned());
    }
    variables.insert("CARGO_ENCODED_RUSTFLAGS".to_owned(), flags.join("\x1f"));
    if let Ok(linker) = env::var(format!("CARGO_TARGET_{upper}_LINKER")) {
        variables.insert("RUSTC_LINKER".to_owned(), linker);
    }
    Ok(variables)
}

/// A folder that goes away with its owner.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        Self(env::temp_dir().join(format!("env-harness-{}", std::process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
