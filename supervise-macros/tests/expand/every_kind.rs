#[allow(clippy::needless_pass_by_value, reason = "messages are owned")]
impl Ledger {
    async fn open(
        path: PathBuf,
        cx: &mut Cx<Self>,
        size: usize,
    ) -> Result<Init<Self>, OpenError> {}
    pub async fn pay(
        &mut self,
        (from, to): (Id, Id),
        _: Reason,
        reply: Note,
    ) -> Result<u64, PayError> {}
    fn save(&self) -> io::Result<()> {}
    fn linked_died(&mut self, exit: Exit, cx: &mut Cx<Self>) -> Action<Self> {}
    async fn idle(&mut self) -> Action<Self> {}
    async fn bye(&mut self, end: &End, cx: &mut Cx<Self>) {}
}
#[allow(dead_code, rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]
impl Ledger {
    /// Starts a `Ledger`. To be awaited: gives its handle once it is up, or says why it is not.
    fn spawn(path: PathBuf, size: usize) -> ::supervise::__private::Spawn<Self> {
        ::supervise::__private::Spawn::new((path, size))
    }
}
/// Handle of a `Ledger`.
pub struct LedgerRef {
    inner: ::supervise::__private::Ref<Ledger>,
}
#[allow(
    private_bounds,
    private_interfaces,
    rustdoc::broken_intra_doc_links,
    rustdoc::private_intra_doc_links
)]
impl LedgerRef {
    /// Calls `pay`.
    pub fn pay(
        &self,
        arg0: (Id, Id),
        arg1: Reason,
        reply: Note,
    ) -> ::supervise::__private::Call<
        '_,
        Ledger,
        ((Id, Id), Reason, Note),
        u64,
        PayError,
    > {
        ::supervise::__private::Call::new(
            &self.inner,
            (arg0, arg1, reply),
            __LedgerMessage::pay,
        )
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    pub fn pay_needs_pure_or_trust_pure(
        &self,
        arg0: (Id, Id),
        arg1: Reason,
        reply: Note,
    ) -> ::supervise::__private::Call<
        '_,
        Ledger,
        ((Id, Id), Reason, Note),
        u64,
        PayError,
    > {
        self.pay(arg0, arg1, reply)
    }
    /// Calls `save`.
    fn save(
        &self,
    ) -> ::supervise::__private::Call<
        '_,
        Ledger,
        (),
        <io::Result<()> as ::supervise::__private::ResultParts>::Ok,
        <io::Result<()> as ::supervise::__private::ResultParts>::Err,
    > {
        ::supervise::__private::Call::new(&self.inner, (), __LedgerMessage::save)
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    fn save_needs_pure_or_trust_pure(
        &self,
    ) -> ::supervise::__private::Call<
        '_,
        Ledger,
        (),
        <io::Result<()> as ::supervise::__private::ResultParts>::Ok,
        <io::Result<()> as ::supervise::__private::ResultParts>::Err,
    > {
        self.save()
    }
}
#[automatically_derived]
impl ::core::clone::Clone for LedgerRef {
    fn clone(&self) -> Self {
        Self {
            inner: ::core::clone::Clone::clone(&self.inner),
        }
    }
}
#[automatically_derived]
impl ::core::cmp::PartialEq for LedgerRef {
    fn eq(&self, other: &Self) -> bool {
        ::core::cmp::PartialEq::eq(&self.inner, &other.inner)
    }
}
#[automatically_derived]
impl ::core::cmp::Eq for LedgerRef {}
#[automatically_derived]
impl ::core::hash::Hash for LedgerRef {
    fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
        ::core::hash::Hash::hash(&self.inner, state);
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for LedgerRef {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.inner, f)
    }
}
#[automatically_derived]
impl ::supervise::__private::Handle<Ledger> for LedgerRef {
    fn from_ref(inner: ::supervise::__private::Ref<Ledger>) -> Self {
        Self { inner }
    }
    fn as_ref(&self) -> &::supervise::__private::Ref<Ledger> {
        &self.inner
    }
}
::supervise::__private::pure::inert! {
    () (LedgerRef) ()
}
#[doc(hidden)]
#[allow(dead_code, non_camel_case_types, private_interfaces, private_bounds)]
pub enum __LedgerMessage {
    pay(::supervise::__private::ReplyTo<u64, PayError>, ((Id, Id), Reason, Note)),
    save(
        ::supervise::__private::ReplyTo<
            <io::Result<()> as ::supervise::__private::ResultParts>::Ok,
            <io::Result<()> as ::supervise::__private::ResultParts>::Err,
        >,
        (),
    ),
}
#[automatically_derived]
impl ::supervise::__private::Message for __LedgerMessage {
    fn fail(self, why: &::supervise::__private::Undelivered) {
        match self {
            Self::pay(reply, ..) => reply.fail(why),
            Self::save(reply, ..) => reply.fail(why),
        }
    }
    fn label(&self) -> &'static str {
        match *self {
            Self::pay(..) => "pay",
            Self::save(..) => "save",
        }
    }
    fn is_call(&self) -> bool {
        match *self {
            Self::pay(..) => true,
            Self::save(..) => true,
        }
    }
    fn number(&self) -> u16 {
        match *self {
            Self::pay(..) => 1u16,
            Self::save(..) => 2u16,
        }
    }
    fn name(number: u16) -> &'static str {
        match number {
            1u16 => "pay",
            2u16 => "save",
            _ => "",
        }
    }
}
#[automatically_derived]
impl ::supervise::__private::HasInit for Ledger {
    type InitArgs = <Self as ::supervise::__private::Process>::Args;
}
#[automatically_derived]
impl ::supervise::__private::Process for Ledger {
    type Handle = LedgerRef;
    type Message = __LedgerMessage;
    type Args = (PathBuf, usize);
    type InitError = OpenError;
    type Phase = ();
    const NAME: &'static str = "Ledger";
    const CAPACITY: ::core::option::Option<usize> = {
        let capacity: usize = LIMIT;
        ::core::assert!(capacity > 0, "the capacity of a mailbox is at least 1");
        ::core::option::Option::Some(capacity)
    };
    const TRAPS_EXITS: bool = true;
    const TERMINATES: bool = true;
    async fn init(
        (path, size): (PathBuf, usize),
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::core::result::Result<::supervise::__private::Init<Self>, Self::InitError> {
        ::supervise::__private::IntoInit::<
            Self,
        >::into_init(
            ::supervise::__private::handler_future_must_be_send(
                    Self::open(path, cx, size),
                )
                .await,
        )
    }
    fn handle_now(
        &mut self,
        message: __LedgerMessage,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::supervise::__private::Handled<Self> {
        match message {
            __LedgerMessage::save(reply, ()) => {
                reply
                    .result(
                        ::supervise::__private::ResultParts::into_result(
                            Self::save(self),
                        ),
                    );
                ::supervise::__private::Handled::Done(
                    ::supervise::__private::Action::CONTINUE,
                )
            }
            message => ::supervise::__private::Handled::Waits(message),
        }
    }
    async fn handle(
        &mut self,
        message: __LedgerMessage,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::supervise::__private::Action<Self> {
        match message {
            __LedgerMessage::pay(reply, (arg0, arg1, arg2)) => {
                reply
                    .result(
                        ::supervise::__private::ResultParts::into_result(
                            ::supervise::__private::handler_future_must_be_send(
                                    Self::pay(self, arg0, arg1, arg2),
                                )
                                .await,
                        ),
                    );
                ::supervise::__private::Action::CONTINUE
            }
            _ => ::supervise::__private::Action::CONTINUE,
        }
    }
    async fn exit(
        &mut self,
        exit: ::supervise::__private::Exit,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::supervise::__private::Action<Self> {
        ::supervise::__private::IntoAction::into_action(
            Self::linked_died(self, exit, cx),
        )
    }
    async fn timeout(
        &mut self,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::supervise::__private::Action<Self> {
        ::supervise::__private::IntoAction::into_action(
            ::supervise::__private::handler_future_must_be_send(Self::idle(self)).await,
        )
    }
    async fn terminate(
        mut self,
        end: &::supervise::__private::End,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) {
        ::supervise::__private::handler_future_must_be_send(
                Self::bye(&mut self, end, cx),
            )
            .await
    }
}
