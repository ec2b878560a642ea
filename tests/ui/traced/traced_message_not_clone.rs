//! A traced process keeps copies.

use supervise::prelude::*;

#[pure]
pub struct Note(String);

#[pure]
pub struct Book {
    notes: u64,
}

#[managed_process(pure, trace = 16)]
impl Book {
    #[cast]
    pub fn add(mut self, note: Note, times: u64) -> Self {
        self.notes += times + note.0.len() as u64;
        self
    }
}

async fn uses() -> Result<(), CastError> {
    let book: BookRef = Book { notes: 1 }.spawn();
    book.add(Note(String::new()), 1).await
}

fn main() {
    drop(uses());
}
