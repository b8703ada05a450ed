use std::collections::BTreeSet;

use crate::Error;

static STOPWORDS: &[&str] = include!(concat!(env!("OUT_DIR"), "/stopwords.rs"));

/// What a text is found by: the stems of its words, without those that every text has.
pub fn terms(text: &str) -> Result<BTreeSet<String>, Error> {
    let words = word_index::count(text, 2)?;
    let stems = words.keys().map(|word| stem::stem(word));
    Ok(stems.filter(|stem| STOPWORDS.binary_search(stem).is_err()).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::{terms, STOPWORDS};

    #[test]
    fn the_build_script_sorted_the_stopwords() {
        assert!(STOPWORDS.len() > 20);
        assert!(STOPWORDS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn finds_stems_alone() {
        let found: Vec<String> = terms("The linker links\nwhat it is linking.").unwrap().into_iter().collect();
        assert_eq!(found, ["link", "linker", "what"]);
    }
}
