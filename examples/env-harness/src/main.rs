//! Prints, as JSON, what the crates that build C code decide for a target in the present environment.

mod binary;
mod build_script;
mod lookups;
mod options;

use std::env;
use std::process::ExitCode;

use options::{Lookup, Options, USAGE};

fn main() -> ExitCode {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let is_child = arguments.first().is_some_and(|argument| argument == build_script::CHILD);
    if is_child {
        arguments.remove(0);
    }
    let options = match Options::parse(&arguments) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("probe: {message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    if is_child {
        build_script::report(&look_up(&options));
        return ExitCode::SUCCESS;
    }
    let report = match options.lookup {
        Lookup::Build => lookups::build::look_up(&options),
        _ => build_script::run(&options, &arguments),
    };
    println!("{report:#}");
    ExitCode::SUCCESS
}

fn look_up(options: &Options) -> serde_json::Value {
    match options.lookup {
        Lookup::Bindgen => lookups::bindgen::look_up(options),
        Lookup::Build => unreachable!("cargo itself builds"),
        Lookup::Cc => lookups::cc::look_up(options),
        Lookup::Cmake => lookups::cmake::look_up(options),
        Lookup::PkgConfig => lookups::pkg_config::look_up(options),
    }
}
