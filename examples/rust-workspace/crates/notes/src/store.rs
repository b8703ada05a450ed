use std::path::Path;

use record::Record;
use rusqlite::{params, Connection, OptionalExtension, Row};

use crate::{deflate, inflate, terms, Error};

/// A note as it is stored.
#[derive(Record)]
struct Notes {
    id: i64,
    title: String,
    length: i64,
    packed: Vec<u8>,
}

/// Which note has which stem in it.
#[derive(Record)]
#[allow(dead_code)]
struct Terms {
    term: String,
    note: i64,
}

/// A note as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub id: i64,
    pub title: String,
    pub body: String,
}

/// A file of notes.
pub struct Store {
    connection: Connection,
}

impl Store {
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::prepare(Connection::open(path)?)
    }

    pub fn in_memory() -> Result<Self, Error> {
        Self::prepare(Connection::open_in_memory()?)
    }

    fn prepare(connection: Connection) -> Result<Self, Error> {
        connection.execute_batch(&[Notes::TABLE, Terms::TABLE].join(";"))?;
        Ok(Self { connection })
    }

    /// Stores a note, and returns its number.
    pub fn add(&mut self, title: &str, body: &str) -> Result<i64, Error> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "INSERT INTO notes (title, length, packed) VALUES (?1, ?2, ?3)",
            params![title, body.len() as i64, deflate(body.as_bytes())?],
        )?;
        let id = transaction.last_insert_rowid();
        for term in terms(&format!("{title}\n{body}"))? {
            transaction
                .execute(&format!("INSERT INTO terms ({}) VALUES (?1, ?2)", Terms::COLUMNS), params![term, id])?;
        }
        transaction.commit()?;
        Ok(id)
    }

    pub fn get(&self, id: i64) -> Result<Option<Note>, Error> {
        let query = format!("SELECT {} FROM notes WHERE id = ?1", Notes::COLUMNS);
        let stored = self.connection.query_row(&query, [id], Notes::read).optional()?;
        stored.map(Notes::unpack).transpose()
    }

    /// The notes that have a word of the same stem, oldest first.
    pub fn find(&self, word: &str) -> Result<Vec<Note>, Error> {
        let query =
            format!("SELECT {} FROM notes WHERE id IN (SELECT note FROM terms WHERE term = ?1)", Notes::COLUMNS);
        let word = word.to_lowercase();
        let mut statement = self.connection.prepare(&query)?;
        let stored = statement.query_map([stem::stem(&word)], Notes::read)?;
        stored.map(|row| row?.unpack()).collect()
    }
}

impl Notes {
    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self { id: row.get(0)?, title: row.get(1)?, length: row.get(2)?, packed: row.get(3)? })
    }

    fn unpack(self) -> Result<Note, Error> {
        let body = inflate(&self.packed, usize::try_from(self.length)?)?;
        Ok(Note { id: self.id, title: self.title, body: String::from_utf8(body)? })
    }
}

/// The version of SQLite that is built into the program.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

#[cfg(test)]
mod tests {
    use super::{Notes, Store, Terms};

    #[test]
    fn the_macro_derives_tables() {
        assert_eq!(Notes::COLUMNS, "id, title, length, packed");
        assert_eq!(Terms::TABLE, "CREATE TABLE IF NOT EXISTS terms (term TEXT NOT NULL, note INTEGER NOT NULL)");
    }

    #[test]
    fn stores_and_finds() {
        let mut store = Store::in_memory().unwrap();
        let first = store.add("Linkers", "Musl links statically.").unwrap();
        let second = store.add("Wine", "Runs what was linked for Windows.").unwrap();
        store.add("Tea", "Green.").unwrap();
        let found: Vec<i64> = store.find("window").unwrap().iter().map(|note| note.id).collect();
        assert_eq!(found, [second]);
        let found: Vec<i64> = store.find("Linking").unwrap().iter().map(|note| note.id).collect();
        assert_eq!(found, [first, second]);
        assert_eq!(store.get(first).unwrap().unwrap().body, "Musl links statically.");
        assert_eq!(store.get(99).unwrap(), None);
    }
}
