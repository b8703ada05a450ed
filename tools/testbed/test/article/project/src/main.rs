#[cfg(feature = "c")]
extern "C" {
    fn library_answer() -> i32;
}

fn main() {
    #[cfg(feature = "c")]
    println!("The C library says {}.", unsafe { library_answer() });
    println!("Hello, world!");
}

#[test]
fn it_works() {
    assert_eq!(1 + 1, 2);
}
