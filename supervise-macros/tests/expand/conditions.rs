#[allow(clippy::needless_pass_by_value, reason = "messages are owned")]
impl Disk {
    #[cfg(unix)]
    fn open(#[cfg(feature = "path")] path: PathBuf) -> Self {}
    #[cfg(unix)]
    #[deprecated]
    #[expect(unused_variables)]
    fn sync(&self, #[cfg(feature = "all")] all: bool) {}
    #[cfg(unix)]
    fn died(&mut self, exit: Exit) {}
}
#[allow(deprecated)]
#[allow(dead_code, rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]
impl Disk {
    #[cfg(unix)]
    #[cfg(feature = "path")]
    /// Starts a `Disk`. To be awaited: gives its handle once it is up, or says why it is not.
    fn spawn(path: PathBuf) -> ::supervise::__private::Spawn<Self> {
        ::supervise::__private::Spawn::new(path)
    }
    #[cfg(unix)]
    #[cfg(not(all(feature = "path")))]
    /// Starts a `Disk`. To be awaited: gives its handle once it is up, or says why it is not.
    fn spawn() -> ::supervise::__private::Spawn<Self> {
        ::supervise::__private::Spawn::new(())
    }
    #[cfg(not(any(all(unix, feature = "path"), all(unix, not(all(feature = "path"))))))]
    /// Starts this `Disk` as a process.
    fn spawn(self) -> DiskRef {
        ::supervise::__private::spawn_value(self)
    }
}
/// Handle of a `Disk`.
#[allow(deprecated)]
pub struct DiskRef {
    inner: ::supervise::__private::Ref<Disk>,
}
#[allow(deprecated)]
#[allow(
    private_bounds,
    private_interfaces,
    rustdoc::broken_intra_doc_links,
    rustdoc::private_intra_doc_links
)]
impl DiskRef {
    #[cfg(unix)]
    #[cfg(feature = "all")]
    /// Calls `sync`.
    #[deprecated]
    #[allow(unused_variables)]
    fn sync(&self, all: bool) -> ::supervise::__private::Call<'_, Disk, bool, ()> {
        ::supervise::__private::Call::new(&self.inner, all, __DiskMessage::sync)
    }
    #[cfg(unix)]
    #[cfg(feature = "all")]
    #[doc(hidden)]
    #[allow(unused_variables)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    fn sync_needs_pure_or_trust_pure(
        &self,
        all: bool,
    ) -> ::supervise::__private::Call<'_, Disk, bool, ()> {
        self.sync(all)
    }
    #[cfg(unix)]
    #[cfg(not(all(feature = "all")))]
    /// Calls `sync`.
    #[deprecated]
    #[allow(unused_variables)]
    fn sync(&self) -> ::supervise::__private::Call<'_, Disk, (), ()> {
        ::supervise::__private::Call::new(&self.inner, (), __DiskMessage::sync)
    }
    #[cfg(unix)]
    #[cfg(not(all(feature = "all")))]
    #[doc(hidden)]
    #[allow(unused_variables)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    fn sync_needs_pure_or_trust_pure(
        &self,
    ) -> ::supervise::__private::Call<'_, Disk, (), ()> {
        self.sync()
    }
}
#[automatically_derived]
impl ::core::clone::Clone for DiskRef {
    fn clone(&self) -> Self {
        Self {
            inner: ::core::clone::Clone::clone(&self.inner),
        }
    }
}
#[automatically_derived]
impl ::core::cmp::PartialEq for DiskRef {
    fn eq(&self, other: &Self) -> bool {
        ::core::cmp::PartialEq::eq(&self.inner, &other.inner)
    }
}
#[automatically_derived]
impl ::core::cmp::Eq for DiskRef {}
#[automatically_derived]
impl ::core::hash::Hash for DiskRef {
    fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
        ::core::hash::Hash::hash(&self.inner, state);
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DiskRef {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.inner, f)
    }
}
#[allow(deprecated)]
#[automatically_derived]
impl ::supervise::__private::Handle<Disk> for DiskRef {
    fn from_ref(inner: ::supervise::__private::Ref<Disk>) -> Self {
        Self { inner }
    }
    fn as_ref(&self) -> &::supervise::__private::Ref<Disk> {
        &self.inner
    }
}
::supervise::__private::pure::inert! {
    () (DiskRef) ()
}
#[doc(hidden)]
#[allow(deprecated)]
#[allow(dead_code, non_camel_case_types, private_interfaces, private_bounds)]
pub enum __DiskMessage {
    #[cfg(unix)]
    #[cfg(feature = "all")]
    #[allow(unused_variables)]
    sync(::supervise::__private::ReplyTo<()>, bool),
    #[cfg(unix)]
    #[cfg(not(all(feature = "all")))]
    #[allow(unused_variables)]
    sync(::supervise::__private::ReplyTo<()>, ()),
}
#[allow(deprecated)]
#[automatically_derived]
impl ::supervise::__private::Message for __DiskMessage {
    fn fail(self, why: &::supervise::__private::Undelivered) {
        match self {
            #[cfg(unix)]
            #[cfg(feature = "all")]
            Self::sync(reply, ..) => reply.fail(why),
            #[cfg(unix)]
            #[cfg(not(all(feature = "all")))]
            Self::sync(reply, ..) => reply.fail(why),
        }
    }
    fn label(&self) -> &'static str {
        match *self {
            #[cfg(unix)]
            #[cfg(feature = "all")]
            Self::sync(..) => "sync",
            #[cfg(unix)]
            #[cfg(not(all(feature = "all")))]
            Self::sync(..) => "sync",
        }
    }
    fn is_call(&self) -> bool {
        match *self {
            #[cfg(unix)]
            #[cfg(feature = "all")]
            Self::sync(..) => true,
            #[cfg(unix)]
            #[cfg(not(all(feature = "all")))]
            Self::sync(..) => true,
        }
    }
    fn number(&self) -> u16 {
        match *self {
            #[cfg(unix)]
            #[cfg(feature = "all")]
            Self::sync(..) => 1u16,
            #[cfg(unix)]
            #[cfg(not(all(feature = "all")))]
            Self::sync(..) => 2u16,
        }
    }
    fn name(number: u16) -> &'static str {
        match number {
            #[cfg(unix)]
            #[cfg(feature = "all")]
            1u16 => "sync",
            #[cfg(unix)]
            #[cfg(not(all(feature = "all")))]
            2u16 => "sync",
            _ => "",
        }
    }
}
#[cfg(unix)]
#[cfg(feature = "path")]
#[allow(deprecated)]
#[automatically_derived]
impl ::supervise::__private::HasInit for Disk {
    type InitArgs = <Self as ::supervise::__private::Process>::Args;
}
#[cfg(unix)]
#[cfg(not(all(feature = "path")))]
#[allow(deprecated)]
#[automatically_derived]
impl ::supervise::__private::HasInit for Disk {
    type InitArgs = <Self as ::supervise::__private::Process>::Args;
}
#[allow(deprecated)]
#[automatically_derived]
impl ::supervise::__private::Process for Disk {
    type Handle = DiskRef;
    type Message = __DiskMessage;
    #[cfg(unix)]
    #[cfg(feature = "path")]
    type Args = PathBuf;
    #[cfg(unix)]
    #[cfg(feature = "path")]
    type InitError = ::core::convert::Infallible;
    #[cfg(unix)]
    #[cfg(not(all(feature = "path")))]
    type Args = ();
    #[cfg(unix)]
    #[cfg(not(all(feature = "path")))]
    type InitError = ::core::convert::Infallible;
    #[cfg(not(any(all(unix, feature = "path"), all(unix, not(all(feature = "path"))))))]
    type Args = Self;
    #[cfg(not(any(all(unix, feature = "path"), all(unix, not(all(feature = "path"))))))]
    type InitError = ::core::convert::Infallible;
    type Phase = ();
    const NAME: &'static str = "Disk";
    const TRAPS_EXITS: bool = ::core::cfg!(any(all(unix)));
    #[cfg(unix)]
    #[cfg(feature = "path")]
    async fn init(
        path: PathBuf,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::core::result::Result<::supervise::__private::Init<Self>, Self::InitError> {
        ::supervise::__private::IntoInit::<Self>::into_init(Self::open(path))
    }
    #[cfg(unix)]
    #[cfg(not(all(feature = "path")))]
    async fn init(
        (): (),
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::core::result::Result<::supervise::__private::Init<Self>, Self::InitError> {
        ::supervise::__private::IntoInit::<Self>::into_init(Self::open())
    }
    #[cfg(not(any(all(unix, feature = "path"), all(unix, not(all(feature = "path"))))))]
    async fn init(
        args: Self,
        _: &mut ::supervise::__private::Cx<Self>,
    ) -> ::core::result::Result<::supervise::__private::Init<Self>, Self::InitError> {
        ::supervise::__private::IntoInit::<Self>::into_init(args)
    }
    fn handle_now(
        &mut self,
        message: __DiskMessage,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::supervise::__private::Handled<Self> {
        match message {
            #[cfg(unix)]
            #[cfg(feature = "all")]
            __DiskMessage::sync(reply, all) => {
                reply.send(Self::sync(self, all));
                ::supervise::__private::Handled::Done(
                    ::supervise::__private::Action::CONTINUE,
                )
            }
            #[cfg(unix)]
            #[cfg(not(all(feature = "all")))]
            __DiskMessage::sync(reply, ()) => {
                reply.send(Self::sync(self));
                ::supervise::__private::Handled::Done(
                    ::supervise::__private::Action::CONTINUE,
                )
            }
        }
    }
    #[cfg(unix)]
    async fn exit(
        &mut self,
        exit: ::supervise::__private::Exit,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::supervise::__private::Action<Self> {
        ::supervise::__private::IntoAction::into_action(Self::died(self, exit))
    }
}
