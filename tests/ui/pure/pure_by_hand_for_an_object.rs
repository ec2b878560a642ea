use supervise::Pure;

trait Count {
    fn bump(&self) -> u32;
}

impl Pure for dyn Count {}

fn main() {}
