use supervise::pure;

mod log {
    macro_rules! format {
        ($value:expr) => {{
            println!("effect");
            String::from($value)
        }};
    }
    pub(crate) use format;
}

#[pure]
fn pure_one() -> String {
    log::format!("text")
}

fn main() {}
