use supervise::pure;

#[allow(non_snake_case)]
fn Make(n: u32) -> u32 {
    println!("a side effect");
    n
}

#[allow(non_snake_case)]
fn F(n: u32) -> u32 {
    println!("a side effect");
    n
}

#[pure]
fn pure_one(list: Vec<u32>) -> Vec<u32> {
    list.into_iter().map(Make).map(F).map(self::F).collect()
}

fn main() {
    pure_one(vec![1]);
}
