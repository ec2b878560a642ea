//! Paths as text. Whether there is anything at their end is for others to ask.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::{self, Ancestors, Component, Components, Path, PathBuf, StripPrefixError};

use supervise_macros::trust_pure;

use crate::traits::*;

trust_pure! {
    impl Path {
        fn new<S: PureAsRef<OsStr> + ?Sized>(s: &S) -> &Path { <Path>::new(s) }
        fn as_os_str(&self) -> &OsStr;
        fn to_str(&self) -> Option<&str>;
        fn to_string_lossy(&self) -> Cow<'_, str>;
        fn to_path_buf(&self) -> PathBuf;
        fn is_absolute(&self) -> bool;
        fn is_relative(&self) -> bool;
        fn has_root(&self) -> bool;
        fn parent(&self) -> Option<&Path>;
        fn ancestors(&self) -> Ancestors<'_>;
        fn file_name(&self) -> Option<&OsStr>;
        fn file_stem(&self) -> Option<&OsStr>;
        fn extension(&self) -> Option<&OsStr>;
        fn components(&self) -> Components<'_>;
        fn display(&self) -> path::Display<'_>;
        fn strip_prefix<P: PureAsRef<Path>>(&self, base: P) -> Result<&Path, StripPrefixError> { self.strip_prefix(base.as_ref()) }
        fn starts_with<P: PureAsRef<Path>>(&self, base: P) -> bool;
        fn ends_with<P: PureAsRef<Path>>(&self, child: P) -> bool;
        fn join<P: PureAsRef<Path>>(&self, path: P) -> PathBuf;
        fn with_file_name<S: PureAsRef<OsStr>>(&self, file_name: S) -> PathBuf;
        fn with_extension<S: PureAsRef<OsStr>>(&self, extension: S) -> PathBuf;
    }

    impl PathBuf {
        fn new() -> PathBuf;
        fn as_path(&self) -> &Path;
        fn push<P: PureAsRef<Path>>(&mut self, path: P);
        fn pop(&mut self) -> bool;
        fn set_file_name<S: PureAsRef<OsStr>>(&mut self, file_name: S);
        fn set_extension<S: PureAsRef<OsStr>>(&mut self, extension: S) -> bool;
        fn into_os_string(self) -> OsString;
    }

    impl OsStr {
        fn to_str(&self) -> Option<&str>;
        fn to_string_lossy(&self) -> Cow<'_, str>;
        fn to_os_string(&self) -> OsString;
        fn is_empty(&self) -> bool;
        fn len(&self) -> usize;
    }

    impl OsString {
        fn into_string(self) -> Result<String, OsString>;
    }

    impl Component<'_> {
        fn as_os_str(&self) -> &OsStr { (*self).as_os_str() }
    }
}

macro_rules! referring {
    ($($to:ty: $($from:ty),+;)*) => { $($(impl PureAsRef<$to> for $from {})+)* };
}
referring! {
    OsStr: OsStr, OsString, Path, PathBuf, Component<'_>, str, String;
    Path: OsStr, OsString, Path, PathBuf, Component<'_>, str, String;
}

impl PureBorrow<Path> for PathBuf {}
impl PureBorrow<OsStr> for OsString {}
impl PureToOwned for Path {}
impl PureToOwned for OsStr {}
impl PureDeref for PathBuf {}
impl PureDeref for OsString {}

impl<T: ?Sized + PureAsRef<OsStr>> PureFrom<&T> for PathBuf {}
impl PureFrom<String> for PathBuf {}
impl PureFrom<OsString> for PathBuf {}
impl<P: PureAsRef<Path>> PureFromIterator<P> for PathBuf {}

impl PureIterator for Components<'_> {}
impl PureDoubleEndedIterator for Components<'_> {}
impl PureClone for Components<'_> {}
impl PureIterator for Ancestors<'_> {}
