#[allow(clippy::needless_pass_by_value, reason = "messages are owned")]
impl Counter {
    /// Starts at `first`.
    pub fn start(first: u64) -> Self {
        Counter { value: first }
    }
    /// Adds `n`, and replies with the sum.
    pub fn add(&mut self, n: u64) -> u64 {
        self.value += n;
        self.value
    }
    /// Back to zero.
    pub async fn reset(&mut self) {
        self.value = 0;
    }
    fn tick(&mut self, _tick: Tick, cx: &mut Cx<Self>) {
        self.value += 1;
    }
}
#[allow(dead_code, rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]
impl Counter {
    /// Starts a `Counter`. To be awaited: gives its handle once it is up, or says why it is not.
    ///
    /// Starts at `first`.
    pub fn spawn(first: u64) -> ::supervise::__private::Spawn<Self> {
        ::supervise::__private::Spawn::new(first)
    }
}
/// Handle of a `Counter`.
pub struct CounterRef {
    inner: ::supervise::__private::Ref<Counter>,
}
#[allow(
    private_bounds,
    private_interfaces,
    rustdoc::broken_intra_doc_links,
    rustdoc::private_intra_doc_links
)]
impl CounterRef {
    /// Adds `n`, and replies with the sum.
    pub fn add(&self, n: u64) -> ::supervise::__private::Call<'_, Counter, u64, u64> {
        ::supervise::__private::Call::new(&self.inner, n, __CounterMessage::add)
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    pub fn add_needs_pure_or_trust_pure(
        &self,
        n: u64,
    ) -> ::supervise::__private::Call<'_, Counter, u64, u64> {
        self.add(n)
    }
    /// Back to zero.
    pub fn reset(&self) -> ::supervise::__private::Cast<'_, Counter, ()> {
        ::supervise::__private::Cast::new(&self.inner, (), __CounterMessage::reset)
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    pub fn reset_needs_pure_or_trust_pure(
        &self,
    ) -> ::supervise::__private::Cast<'_, Counter, ()> {
        self.reset()
    }
}
#[automatically_derived]
impl ::core::clone::Clone for CounterRef {
    fn clone(&self) -> Self {
        Self {
            inner: ::core::clone::Clone::clone(&self.inner),
        }
    }
}
#[automatically_derived]
impl ::core::cmp::PartialEq for CounterRef {
    fn eq(&self, other: &Self) -> bool {
        ::core::cmp::PartialEq::eq(&self.inner, &other.inner)
    }
}
#[automatically_derived]
impl ::core::cmp::Eq for CounterRef {}
#[automatically_derived]
impl ::core::hash::Hash for CounterRef {
    fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
        ::core::hash::Hash::hash(&self.inner, state);
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for CounterRef {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.inner, f)
    }
}
#[automatically_derived]
impl ::supervise::__private::Handle<Counter> for CounterRef {
    fn from_ref(inner: ::supervise::__private::Ref<Counter>) -> Self {
        Self { inner }
    }
    fn as_ref(&self) -> &::supervise::__private::Ref<Counter> {
        &self.inner
    }
}
::supervise::__private::pure::inert! {
    () (CounterRef) ()
}
#[doc(hidden)]
#[allow(dead_code, non_camel_case_types, private_interfaces, private_bounds)]
pub enum __CounterMessage {
    add(::supervise::__private::ReplyTo<u64>, u64),
    reset(()),
    tick(Tick),
}
#[automatically_derived]
impl ::supervise::__private::Message for __CounterMessage {
    fn fail(self, why: &::supervise::__private::Undelivered) {
        match self {
            Self::add(reply, ..) => reply.fail(why),
            Self::reset(..) => {}
            Self::tick(..) => {}
        }
    }
    fn label(&self) -> &'static str {
        match *self {
            Self::add(..) => "add",
            Self::reset(..) => "reset",
            Self::tick(..) => "tick",
        }
    }
    fn is_call(&self) -> bool {
        match *self {
            Self::add(..) => true,
            Self::reset(..) => false,
            Self::tick(..) => false,
        }
    }
    fn number(&self) -> u16 {
        match *self {
            Self::add(..) => 1u16,
            Self::reset(..) => 2u16,
            Self::tick(..) => 3u16,
        }
    }
    fn name(number: u16) -> &'static str {
        match number {
            1u16 => "add",
            2u16 => "reset",
            3u16 => "tick",
            _ => "",
        }
    }
}
#[automatically_derived]
impl ::supervise::__private::Accepts<Tick> for Counter {
    fn accept(info: Tick) -> __CounterMessage {
        __CounterMessage::tick(info)
    }
}
#[automatically_derived]
impl ::supervise::__private::HasInit for Counter {
    type InitArgs = <Self as ::supervise::__private::Process>::Args;
}
#[automatically_derived]
impl ::supervise::__private::Process for Counter {
    type Handle = CounterRef;
    type Message = __CounterMessage;
    type Args = u64;
    type InitError = ::core::convert::Infallible;
    type Phase = ();
    const NAME: &'static str = "Counter";
    async fn init(
        first: u64,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::core::result::Result<::supervise::__private::Init<Self>, Self::InitError> {
        ::supervise::__private::IntoInit::<Self>::into_init(Self::start(first))
    }
    fn handle_now(
        &mut self,
        message: __CounterMessage,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::supervise::__private::Handled<Self> {
        match message {
            __CounterMessage::add(reply, n) => {
                reply.send(Self::add(self, n));
                ::supervise::__private::Handled::Done(
                    ::supervise::__private::Action::CONTINUE,
                )
            }
            __CounterMessage::tick(tick) => {
                ::supervise::__private::Handled::Done(
                    ::supervise::__private::IntoAction::into_action(
                        Self::tick(self, tick, cx),
                    ),
                )
            }
            message => ::supervise::__private::Handled::Waits(message),
        }
    }
    async fn handle(
        &mut self,
        message: __CounterMessage,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::supervise::__private::Action<Self> {
        match message {
            __CounterMessage::reset(()) => {
                ::supervise::__private::IntoAction::into_action(
                    ::supervise::__private::handler_future_must_be_send(
                            Self::reset(self),
                        )
                        .await,
                )
            }
            _ => ::supervise::__private::Action::CONTINUE,
        }
    }
}
