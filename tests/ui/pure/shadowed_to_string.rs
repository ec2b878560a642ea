use supervise::pure;

trait ToString {
    fn to_string(&self) -> String;
}
impl ToString for u32 {
    fn to_string(&self) -> String {
        println!("effect");
        String::new()
    }
}

#[pure]
fn pure_one(list: &[u32]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn main() {}
