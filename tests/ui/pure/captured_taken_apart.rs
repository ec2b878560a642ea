use supervise::pure;

#[pure]
struct Point {
    x: u32,
    y: u32,
}

#[pure]
struct Pair(u32, u32);

#[pure]
fn pure_one(list: &[u32]) -> u32 {
    let (mut a, mut b, mut c) = (0, 0, 0);
    list.iter().for_each(|n| Point { x: a, y: _ } = Point { x: *n, y: *n });
    list.iter().for_each(|n| Pair(b, _) = Pair(*n, *n));
    list.iter().for_each(|n| (_, c) = (*n, *n));
    a + b + c
}

fn main() {
    pure_one(&[1]);
}
