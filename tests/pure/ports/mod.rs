//! Well-known pieces of pure code, written as one would without pure mode, and then marked.

mod json;
mod order_book;
mod pratt;
