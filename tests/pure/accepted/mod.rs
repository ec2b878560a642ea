mod basics;
mod collections;
mod numbers;
mod shapes;
mod text;
mod types;
mod usual;
