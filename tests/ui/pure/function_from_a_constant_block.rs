use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    const READ: fn() -> u32 = {
        fn read() -> u32 {
            println!("effect");
            1
        }
        read
    };
    READ()
}

fn main() {}
