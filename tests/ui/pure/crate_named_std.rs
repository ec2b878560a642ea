//! A crate that is called like std is not what the macro means.

extern crate self as std;

use supervise::pure;

#[macro_export]
macro_rules! format {
    ($value:expr) => {{
        println!("effect");
        $crate::Wrong
    }};
}

pub struct Wrong;
impl Wrong {
    pub fn effect(&self) -> u32 {
        1
    }
}

#[pure]
fn pure_one() -> u32 {
    format!("text").effect()
}

fn main() {}
