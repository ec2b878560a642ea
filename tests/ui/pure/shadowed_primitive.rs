use supervise::pure;

#[allow(non_camel_case_types)]
struct u32;
impl u32 {
    fn from_str(_: &str) -> u64 {
        println!("effect");
        1
    }
}

#[pure]
fn pure_one() -> u64 {
    u32::from_str("1")
}

fn main() {}
