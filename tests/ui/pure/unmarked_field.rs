use supervise::pure;

struct Plain(u32);

#[pure]
struct Outer {
    inner: Plain,
}

fn main() {
    let outer = Outer { inner: Plain(1) };
    let _ = outer.inner.0;
}
