use supervise::pure;

trait Len {
    fn size(&self) -> usize;
}

impl Len for Vec<u32> {
    fn size(&self) -> usize {
        println!("effect");
        self.len()
    }
}

#[pure]
fn pure_one(list: &Vec<u32>) -> usize {
    list.size()
}

fn main() {
    pure_one(&vec![]);
}
