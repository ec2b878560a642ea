use std::ops::Index;
use supervise::pure;

#[pure]
struct Grid(Vec<u8>);

impl Index<usize> for Grid {
    type Output = u8;
    fn index(&self, at: usize) -> &u8 {
        println!("effect");
        &self.0[at]
    }
}

#[pure]
fn pure_one(grid: &Grid) -> u8 {
    grid[0]
}

fn main() {
    pure_one(&Grid(vec![1]));
}
