mod basics;
mod shapes;
mod usual;
