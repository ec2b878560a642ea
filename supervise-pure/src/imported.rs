//! Imports that rewritten code would seem not to use.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// What is written to by `fmt::Write`, where that is imported, and otherwise by itself. It is never
/// made: a call of it tells rustc that the import is used, though what was rewritten calls the twin.
#[derive(Debug)]
pub struct Written(WrittenByItself);

/// What a [`Written`] goes to where no trait is imported.
#[derive(Debug)]
pub struct WrittenByItself;

impl WrittenByItself {
    /// Nothing.
    pub fn write_str(&mut self, _: &str) {}
}

impl fmt::Write for Written {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        Ok(())
    }
}

impl Deref for Written {
    type Target = WrittenByItself;

    fn deref(&self) -> &WrittenByItself {
        &self.0
    }
}

impl DerefMut for Written {
    fn deref_mut(&mut self) -> &mut WrittenByItself {
        &mut self.0
    }
}
