#[allow(clippy::needless_pass_by_value, reason = "messages are owned")]
impl<T: Clone, const N: usize> store::Ring<T, N>
where
    Self: Debug,
{
    pub(crate) fn push(&mut self, item: T) {}
    fn twin(&self) -> Option<Self> {}
}
#[allow(unused_imports, reason = "it may be that nothing is configured in")]
use crate::otp::__private as __RingHandleRuntime;
#[allow(dead_code, rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]
impl<T: Clone + ::core::marker::Send + 'static, const N: usize> store::Ring<T, N>
where
    store::Ring<T, N>: Debug,
{
    /// Starts this `Ring` as a process.
    pub(crate) fn spawn(self) -> RingHandle<T, N> {
        __RingHandleRuntime::spawn_value(self)
    }
}
/// Handle of a `Ring`.
#[allow(private_bounds)]
pub struct RingHandle<T: Clone + ::core::marker::Send + 'static, const N: usize>
where
    store::Ring<T, N>: Debug,
{
    inner: __RingHandleRuntime::Ref<store::Ring<T, N>>,
}
#[allow(
    private_bounds,
    private_interfaces,
    rustdoc::broken_intra_doc_links,
    rustdoc::private_intra_doc_links
)]
impl<T: Clone + ::core::marker::Send + 'static, const N: usize> RingHandle<T, N>
where
    store::Ring<T, N>: Debug,
{
    /// Casts `push`.
    pub(crate) fn push(
        &self,
        item: T,
    ) -> __RingHandleRuntime::Cast<'_, store::Ring<T, N>, T> {
        __RingHandleRuntime::Cast::new(&self.inner, item, __RingHandleMessage::push)
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    pub(crate) fn push_needs_pure_or_trust_pure(
        &self,
        item: T,
    ) -> __RingHandleRuntime::Cast<'_, store::Ring<T, N>, T> {
        self.push(item)
    }
    /// Calls `twin`.
    fn twin(
        &self,
    ) -> __RingHandleRuntime::Call<
        '_,
        store::Ring<T, N>,
        (),
        Option<store::Ring<T, N>>,
    > {
        __RingHandleRuntime::Call::new(&self.inner, (), __RingHandleMessage::twin)
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    fn twin_needs_pure_or_trust_pure(
        &self,
    ) -> __RingHandleRuntime::Call<
        '_,
        store::Ring<T, N>,
        (),
        Option<store::Ring<T, N>>,
    > {
        self.twin()
    }
}
#[automatically_derived]
impl<T: Clone + ::core::marker::Send + 'static, const N: usize> ::core::clone::Clone
for RingHandle<T, N>
where
    store::Ring<T, N>: Debug,
{
    fn clone(&self) -> Self {
        Self {
            inner: ::core::clone::Clone::clone(&self.inner),
        }
    }
}
#[automatically_derived]
impl<T: Clone + ::core::marker::Send + 'static, const N: usize> ::core::cmp::PartialEq
for RingHandle<T, N>
where
    store::Ring<T, N>: Debug,
{
    fn eq(&self, other: &Self) -> bool {
        ::core::cmp::PartialEq::eq(&self.inner, &other.inner)
    }
}
#[automatically_derived]
impl<T: Clone + ::core::marker::Send + 'static, const N: usize> ::core::cmp::Eq
for RingHandle<T, N>
where
    store::Ring<T, N>: Debug,
{}
#[automatically_derived]
impl<T: Clone + ::core::marker::Send + 'static, const N: usize> ::core::hash::Hash
for RingHandle<T, N>
where
    store::Ring<T, N>: Debug,
{
    fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
        ::core::hash::Hash::hash(&self.inner, state);
    }
}
#[automatically_derived]
impl<T: Clone + ::core::marker::Send + 'static, const N: usize> ::core::fmt::Debug
for RingHandle<T, N>
where
    store::Ring<T, N>: Debug,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.inner, f)
    }
}
#[automatically_derived]
impl<
    T: Clone + ::core::marker::Send + 'static,
    const N: usize,
> __RingHandleRuntime::Handle<store::Ring<T, N>> for RingHandle<T, N>
where
    store::Ring<T, N>: Debug,
{
    fn from_ref(inner: __RingHandleRuntime::Ref<store::Ring<T, N>>) -> Self {
        Self { inner }
    }
    fn as_ref(&self) -> &__RingHandleRuntime::Ref<store::Ring<T, N>> {
        &self.inner
    }
}
__RingHandleRuntime::pure::inert! {
    (< T : Clone + ::core::marker::Send + 'static, const N : usize >) (RingHandle < T, N
    >) (where store::Ring < T, N > : Debug)
}
#[doc(hidden)]
#[allow(dead_code, non_camel_case_types, private_interfaces, private_bounds)]
pub enum __RingHandleMessage<T: Clone + ::core::marker::Send + 'static, const N: usize>
where
    store::Ring<T, N>: Debug,
{
    push(T),
    twin(__RingHandleRuntime::ReplyTo<Option<store::Ring<T, N>>>, ()),
    __Generics(
        ::core::convert::Infallible,
        ::core::marker::PhantomData<fn() -> (::core::marker::PhantomData<T>,)>,
    ),
}
#[automatically_derived]
impl<
    T: Clone + ::core::marker::Send + 'static,
    const N: usize,
> __RingHandleRuntime::Message for __RingHandleMessage<T, N>
where
    store::Ring<T, N>: Debug,
{
    fn fail(self, why: &__RingHandleRuntime::Undelivered) {
        match self {
            Self::push(..) => {}
            Self::twin(reply, ..) => reply.fail(why),
        }
    }
    fn label(&self) -> &'static str {
        match *self {
            Self::push(..) => "push",
            Self::twin(..) => "twin",
            Self::__Generics(never, _) => match never {}
        }
    }
    fn is_call(&self) -> bool {
        match *self {
            Self::push(..) => false,
            Self::twin(..) => true,
            Self::__Generics(never, _) => match never {}
        }
    }
    fn number(&self) -> u16 {
        match *self {
            Self::push(..) => 1u16,
            Self::twin(..) => 2u16,
            Self::__Generics(never, _) => match never {}
        }
    }
    fn name(number: u16) -> &'static str {
        match number {
            1u16 => "push",
            2u16 => "twin",
            _ => "",
        }
    }
}
#[automatically_derived]
impl<
    T: Clone + ::core::marker::Send + 'static,
    const N: usize,
> __RingHandleRuntime::Process for store::Ring<T, N>
where
    store::Ring<T, N>: Debug,
{
    type Handle = RingHandle<T, N>;
    type Message = __RingHandleMessage<T, N>;
    type Args = Self;
    type InitError = ::core::convert::Infallible;
    type Phase = ();
    const NAME: &'static str = "Ring";
    const CAPACITY: ::core::option::Option<usize> = ::core::option::Option::None;
    async fn init(
        args: Self,
        _: &mut __RingHandleRuntime::Cx<Self>,
    ) -> ::core::result::Result<__RingHandleRuntime::Init<Self>, Self::InitError> {
        __RingHandleRuntime::IntoInit::<Self>::into_init(args)
    }
    fn handle_now(
        &mut self,
        message: __RingHandleMessage<T, N>,
        cx: &mut __RingHandleRuntime::Cx<Self>,
    ) -> __RingHandleRuntime::Handled<Self> {
        match message {
            __RingHandleMessage::push(item) => {
                __RingHandleRuntime::Handled::Done(
                    __RingHandleRuntime::IntoAction::into_action(Self::push(self, item)),
                )
            }
            __RingHandleMessage::twin(reply, ()) => {
                reply.send(Self::twin(self));
                __RingHandleRuntime::Handled::Done(__RingHandleRuntime::Action::CONTINUE)
            }
        }
    }
}
