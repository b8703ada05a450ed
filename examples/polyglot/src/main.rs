extern "C" {
    fn answer() -> i32;
}

fn main() {
    println!("Rust, with C: {}", unsafe { answer() });
}
