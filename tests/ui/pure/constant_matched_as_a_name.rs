use supervise::pure;

#[allow(non_upper_case_globals)]
const f: u32 = 1;

#[pure]
fn pure_one(n: u32) -> u32 {
    match n {
        f => f,
        _ => 0,
    }
}

fn main() {
    pure_one(f);
}
