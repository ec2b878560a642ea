use supervise::pure;

#[pure]
fn pure_one(n: u32) -> String {
    let args = format_args!("{n}");
    args.to_string()
}

fn main() {}
