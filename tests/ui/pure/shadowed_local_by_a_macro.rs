//! The callee is the function outside, not the name of the macro's own.

use supervise::pure;

fn read() -> u32 {
    println!("effect");
    1
}
macro_rules! define {
    ($body:expr) => {
        #[pure]
        fn pure_one() -> u32 {
            let read = 1;
            let _ = read;
            $body
        }
    };
}
define!(self::read());

fn main() {}
