fn main() {
    println!("cargo:rerun-if-changed=src/word_index.cpp");
    cc::Build::new().cpp(true).std("c++17").file("src/word_index.cpp").warnings_into_errors(true).compile("word_index");
}
