use std::env;
use std::io::{self, Read, Write};
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;

use notes::{Error, Store};

const USAGE: &str = "\
usage: notes COMMAND
  add TITLE BODY     store a note; the body - is read from standard input
  show NUMBER        print a note
  find WORD          print the titles of the notes that have the word
  count              count the words of standard input
  check              try everything the program consists of
  about              say what the program was built for and with
  args ARGUMENT...   print each argument on a line of its own
  exit CODE          end with this code
  panic MESSAGE      panic
The notes are in the file $NOTES_FILE, or notes.db.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("notes: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<ExitCode, Error> {
    match arguments {
        ["add", title, body] => {
            let body = if *body == "-" { read_input()? } else { (*body).to_owned() };
            println!("{}", open()?.add(title, &body)?);
        }
        ["show", number] => {
            let note = open()?.get(number.parse()?)?.ok_or_else(|| format!("there is no note {number}"))?;
            println!("{}\n\n{}", note.title, note.body);
        }
        ["find", word] => {
            for note in open()?.find(word)? {
                println!("{} {}", note.id, note.title);
            }
        }
        ["count"] => {
            for (word, count) in word_index::count(&read_input()?, 4)? {
                println!("{count} {word}");
            }
        }
        ["check"] => println!("{}", check()?),
        ["about"] => println!("{}", about()),
        ["args", rest @ ..] => {
            for argument in rest {
                println!("[{argument}]");
            }
        }
        ["exit", code] => {
            io::stdout().flush()?;
            return Ok(ExitCode::from(code.parse::<u8>()?));
        }
        ["panic", message] => panic!("{message}"),
        _ => {
            eprint!("{USAGE}");
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn open() -> Result<Store, Error> {
    let path = env::var_os("NOTES_FILE").map_or_else(|| PathBuf::from("notes.db"), PathBuf::from);
    Store::open(&path)
}

fn read_input() -> Result<String, Error> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    Ok(text)
}

/// One line, the same for every target.
fn check() -> Result<String, Error> {
    let mut store = Store::in_memory()?;
    for number in 0..20 {
        let body = if number % 4 == 0 { "threads\nand panics\n" } else { "tea\n" };
        store.add(&format!("Note {number}"), &body.repeat(100))?;
    }
    let found = store.find("thread")?;
    let words: u64 = word_index::count(&found.first().ok_or("no note was found")?.body, 4)?.values().sum();
    let exception = word_index::count("", 0).err().ok_or("no exception was thrown")?;
    panic::set_hook(Box::new(|_| {}));
    let caught = panic::catch_unwind(|| panic!("on purpose")).is_err();
    Ok(format!(
        "check: {} of 20 notes found, {words} words, exception \"{exception}\", panic caught: {caught}",
        found.len()
    ))
}

fn about() -> String {
    format!(
        "notes {}: {}, C of {}, built on {}, sqlite {}, zlib {}",
        env!("CARGO_PKG_VERSION"),
        notes::TARGET,
        stem::libc(),
        notes::BUILD_LIBC,
        notes::sqlite_version(),
        notes::zlib_version()
    )
}
