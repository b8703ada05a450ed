extern "C" {
    fn sum(a: i32, b: i32) -> i32;
}

fn main() {
    let mut numbers = std::env::args().skip(1).map(|word| word.parse().unwrap());
    let (a, b) = (numbers.next().unwrap(), numbers.next().unwrap());
    println!("{}", unsafe { sum(a, b) });
}
