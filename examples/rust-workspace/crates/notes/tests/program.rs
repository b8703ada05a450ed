//! The program itself, started by a test of the same target.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn notes(arguments: &[&str], input: &str, file: Option<&PathBuf>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_notes"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(file) = file {
        command.env("NOTES_FILE", file);
    }
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn keeps_notes_in_a_file() {
    let file = std::env::temp_dir().join(format!("notes test {}.db", std::process::id()));
    let _ = std::fs::remove_file(&file);
    assert_eq!(stdout(&notes(&["add", "Static linking", "-"], "From standard input.\n", Some(&file))), "1\n");
    assert_eq!(stdout(&notes(&["add", "Other", "Nothing"], "", Some(&file))), "2\n");
    assert_eq!(stdout(&notes(&["find", "links"], "", Some(&file))), "1 Static linking\n");
    assert_eq!(stdout(&notes(&["show", "1"], "", Some(&file))), "Static linking\n\nFrom standard input.\n\n");
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn passes_arguments_unchanged() {
    let arguments = ["args", "two words", "", "a \"quote\"", "back\\slash\\", "*", "é"];
    assert_eq!(stdout(&notes(&arguments, "", None)), "[two words]\n[]\n[a \"quote\"]\n[back\\slash\\]\n[*]\n[é]\n");
}

#[test]
fn counts_the_words_of_its_input() {
    assert_eq!(stdout(&notes(&["count"], "Tea and\ntea.\n", None)), "1 and\n2 tea\n");
}

#[test]
fn ends_with_the_code_asked_for() {
    assert_eq!(notes(&["exit", "7"], "", None).status.code(), Some(7));
}

#[test]
fn a_panic_is_code_101() {
    let output = notes(&["panic", "on purpose"], "", None);
    assert_eq!(output.status.code(), Some(101));
    assert!(String::from_utf8_lossy(&output.stderr).contains("on purpose"));
}

#[test]
fn says_what_it_was_built_for() {
    let about = stdout(&notes(&["about"], "", None));
    assert!(about.contains(notes::TARGET), "{about}");
    assert_eq!(
        stdout(&notes(&["check"], "", None)),
        "check: 5 of 20 notes found, 300 words, exception \"no threads to count with\", panic caught: true\n"
    );
}
