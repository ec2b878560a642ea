//! How much one client may ask for. Together they bound what a connection makes the server hold: what
//! is read ahead for it, and what is written ahead. Values on their way to a client are shared with
//! the store, not copied.

/// The longest request, and so roughly the most that is read ahead for one connection.
pub const MAX_REQUEST: usize = 2 * 1024 * 1024;

/// The longest key or value.
pub const MAX_VALUE: usize = 1024 * 1024;

/// The most arguments of one request.
pub const MAX_ARGUMENTS: usize = 16 * 1024;

/// The longest line of an inline request, or of a header.
pub const MAX_LINE: usize = 64 * 1024;

/// The most requests of one pipeline that are in the works at once; the rest waits in the buffer.
pub const MAX_PIPELINE: usize = 1024;

/// How much is read from a socket at a time.
pub const READ_CHUNK: usize = 16 * 1024;

/// Replies are handed to the socket when this much is ready, whatever is still to come.
pub const WRITE_CHUNK: usize = 64 * 1024;
