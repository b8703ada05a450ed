use std::panic;
use std::sync::{Arc, Mutex};
use std::thread;

use notes::Store;

#[test]
fn threads_share_a_store() {
    let store = Arc::new(Mutex::new(Store::in_memory().unwrap()));
    let workers: Vec<_> = (0..8)
        .map(|worker| {
            let store = Arc::clone(&store);
            thread::spawn(move || {
                for note in 0..10 {
                    store.lock().unwrap().add(&format!("worker {worker}"), &format!("shared{note}")).unwrap();
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    assert_eq!(store.lock().unwrap().find("worker").unwrap().len(), 80);
    assert_eq!(store.lock().unwrap().find("shared7").unwrap().len(), 8);
}

#[test]
fn a_panic_can_be_caught() {
    let result = panic::catch_unwind(|| Store::in_memory().unwrap().get(1).unwrap().expect("there is such a note"));
    let message = result.unwrap_err();
    assert_eq!(message.downcast_ref::<String>().map(String::as_str), Some("there is such a note"));
}

#[test]
fn a_panic_ends_its_thread_alone() {
    assert!(thread::spawn(|| panic!("of one thread")).join().is_err());
}
