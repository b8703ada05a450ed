//! Which packages the pkg-config crate sees.

use serde_json::{json, Value};

use crate::options::Options;

pub fn look_up(options: &Options) -> Value {
    let mut packages = json!({});
    for name in &options.packages {
        packages[name] = match pkg_config::Config::new().cargo_metadata(false).probe(name) {
            Ok(library) => json!({
                "found": true,
                "version": library.version,
                "includePaths": library.include_paths,
                "linkPaths": library.link_paths,
                "libs": library.libs,
            }),
            Err(error) => json!({ "found": false, "error": first_line(&error) }),
        };
    }
    json!({ "allowsCross": pkg_config::Config::new().target_supported(), "packages": packages })
}

fn first_line(error: &pkg_config::Error) -> String {
    error.to_string().lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned()
}
