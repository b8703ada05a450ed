//! Whether cargo builds and runs a program with C and C++ for a target.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{json, Value};

use crate::binary;
use crate::build_script::last_lines;
use crate::options::Options;

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixture/Cargo.toml");

pub fn look_up(options: &Options) -> Value {
    let mut report = json!({ "lookup": options.name, "target": options.triple });
    let output = cargo("build", options, &["--message-format=json-render-diagnostics"]);
    report["built"] = json!(output.status.success());
    if !output.status.success() {
        report["error"] = json!(last_lines(&output));
        return report;
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let (mut links, mut executable) = (Vec::new(), None);
    for message in messages {
        links.extend(message["linked_libs"].as_array().into_iter().flatten().cloned());
        executable = message["executable"].as_str().map(str::to_owned).or(executable);
    }
    report["links"] = json!(links);
    if let Some(executable) = executable {
        report["format"] = json!(fs::read(Path::new(&executable)).map_or("none", |bytes| binary::format(&bytes)));
        report["executable"] = json!(executable);
    }
    if options.run {
        let output = cargo("run", options, &["--quiet", "--", "two words"]);
        report["ran"] = json!({
            "code": output.status.code(),
            "stdout": String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"),
            "stderr": String::from_utf8_lossy(&output.stderr),
        });
    }
    report
}

fn cargo(command: &str, options: &Options, arguments: &[&str]) -> Output {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([command, "--locked", "--manifest-path", FIXTURE, "--target", &options.triple])
        .args(arguments)
        .output()
        .expect("cargo starts")
}
