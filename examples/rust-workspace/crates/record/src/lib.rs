//! `#[derive(Record)]`: the SQL table of a struct.

use proc_macro::{Delimiter, TokenStream, TokenTree};

/// Adds `TABLE`, the statement that creates the struct's table, and `COLUMNS`, its columns joined by commas.
#[proc_macro_derive(Record)]
pub fn derive_record(input: TokenStream) -> TokenStream {
    match expand(input) {
        Ok(code) => code.parse().expect("the generated code is Rust"),
        Err(message) => format!("compile_error!({message:?});").parse().expect("a string literal is Rust"),
    }
}

fn expand(input: TokenStream) -> Result<String, String> {
    let mut tokens = input.into_iter().skip_while(|token| token.to_string() != "struct").skip(1);
    let name = tokens.next().ok_or("Record is for structs")?.to_string();
    let body = tokens
        .find_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
            _ => None,
        })
        .ok_or("Record is for structs with named fields")?;
    let columns = columns(body)?;
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let definitions: Vec<String> = columns.iter().map(|(name, sql)| format!("{name} {sql}")).collect();
    let table = format!("CREATE TABLE IF NOT EXISTS {} ({})", name.to_lowercase(), definitions.join(", "));
    Ok(format!(
        "impl {name} {{
            pub const TABLE: &'static str = {table:?};
            pub const COLUMNS: &'static str = {:?};
        }}",
        names.join(", ")
    ))
}

/// Each field's name and SQL type, of the tokens between the braces.
fn columns(body: TokenStream) -> Result<Vec<(String, &'static str)>, String> {
    let mut columns = Vec::new();
    let mut field: Vec<String> = Vec::new();
    for token in body {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => columns.extend(column(&std::mem::take(&mut field))?),
            TokenTree::Group(_) | TokenTree::Literal(_) => {}
            other => field.push(other.to_string()),
        }
    }
    columns.extend(column(&field)?);
    Ok(columns)
}

fn column(field: &[String]) -> Result<Option<(String, &'static str)>, String> {
    let Some(colon) = field.iter().position(|word| word == ":") else {
        return Ok(None);
    };
    let name = field[..colon].last().ok_or("a field has no name")?.clone();
    let sql = match field[colon + 1..].concat().as_str() {
        "i64" if name == "id" => "INTEGER PRIMARY KEY",
        "i64" => "INTEGER NOT NULL",
        "String" => "TEXT NOT NULL",
        "Vec<u8>" => "BLOB NOT NULL",
        other => return Err(format!("Record knows no SQL type for the field {name}: {other}")),
    };
    Ok(Some((name, sql)))
}
