//! It is an index by whatever there is, so by what pure code makes of an index too.

use supervise::pure;

#[pure]
struct Grid;

impl<I> std::ops::Index<I> for Grid {
    type Output = u8;
    fn index(&self, _: I) -> &u8 {
        println!("effect");
        &0
    }
}

#[pure]
fn pure_one(grid: &Grid) -> u8 {
    grid[3]
}

fn main() {
    pure_one(&Grid);
}
