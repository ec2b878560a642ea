//! The closure is the macro's own: the caller means the function.

use supervise::pure;

fn read() -> u32 {
    println!("effect");
    1
}
macro_rules! define {
    ($body:expr) => {
        #[pure]
        fn pure_one() -> u32 {
            let read = || 1;
            read() + $body
        }
    };
}
define!(read());

fn main() {
    pure_one();
}
