#[allow(clippy::needless_pass_by_value, reason = "messages are owned")]
#[allow(
    unused_parens,
    unused_braces,
    clippy::blocks_in_conditions,
    clippy::deref_addrof,
    clippy::double_parens,
    clippy::implied_bounds_in_impls,
    clippy::let_and_return,
    clippy::match_single_binding,
    clippy::multiple_bound_locations,
    clippy::needless_borrow,
    clippy::op_ref,
    clippy::redundant_field_names,
    clippy::redundant_pattern,
    clippy::toplevel_ref_arg,
    clippy::unused_unit
)]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure,
> Ledger<T> {
    fn open(balance: T) -> Self {
        #[allow(unused_imports)]
        use ::supervise::__private::pure::{self as __pure, twins::*};
        __pure::is_pure::<T>();
    }
    #[doc(hidden)]
    #[allow(dead_code, non_snake_case, clippy::all)]
    #[inline(always)]
    fn open_needs_pure_or_trust_pure(balance: T) -> Self {
        Self::open(balance)
    }
    pub fn balance(&self) -> T {
        #[allow(unused_imports)]
        use ::supervise::__private::pure::{self as __pure, twins::*};
        __pure::is_pure::<T>();
    }
    #[doc(hidden)]
    #[allow(dead_code, non_snake_case, clippy::all)]
    #[inline(always)]
    pub fn balance_needs_pure_or_trust_pure(&self) -> T {
        Self::balance(self)
    }
    fn find(&self, meta: &Meta<Self>) -> Result<T, Missing> {
        #[allow(unused_imports)]
        use ::supervise::__private::pure::{self as __pure, twins::*};
        __pure::is_pure::<Result<T, Missing>>();
    }
    #[doc(hidden)]
    #[allow(dead_code, non_snake_case, clippy::all)]
    #[inline(always)]
    fn find_needs_pure_or_trust_pure(&self, meta: &Meta<Self>) -> Result<T, Missing> {
        Self::find(self, meta)
    }
    pub fn deposit(self, amount: T) -> Next<Self, T> {
        #[allow(unused_imports)]
        use ::supervise::__private::pure::{self as __pure, twins::*};
        __pure::is_pure::<T>();
    }
    #[doc(hidden)]
    #[allow(dead_code, non_snake_case, clippy::all)]
    #[inline(always)]
    pub fn deposit_needs_pure_or_trust_pure(self, amount: T) -> Next<Self, T> {
        Self::deposit(self, amount)
    }
    fn withdraw(self, amount: T, turn: u8) -> Result<Next<Self, T>, Missing> {
        #[allow(unused_imports)]
        use ::supervise::__private::pure::{self as __pure, twins::*};
        __pure::is_pure::<T>();
        __pure::is_pure::<u8>();
    }
    #[doc(hidden)]
    #[allow(dead_code, non_snake_case, clippy::all)]
    #[inline(always)]
    fn withdraw_needs_pure_or_trust_pure(
        self,
        amount: T,
        turn: u8,
    ) -> Result<Next<Self, T>, Missing> {
        Self::withdraw(self, amount, turn)
    }
    fn close(mut self) -> Self {
        #[allow(unused_imports)]
        use ::supervise::__private::pure::{self as __pure, twins::*};
    }
    #[doc(hidden)]
    #[allow(dead_code, non_snake_case, clippy::all)]
    #[inline(always)]
    fn close_needs_pure_or_trust_pure(self) -> Self {
        Self::close(self)
    }
    fn priced(&self, price: Price) -> Next<Self> {
        #[allow(unused_imports)]
        use ::supervise::__private::pure::{self as __pure, twins::*};
        __pure::is_pure::<Price>();
    }
    #[doc(hidden)]
    #[allow(dead_code, non_snake_case, clippy::all)]
    #[inline(always)]
    fn priced_needs_pure_or_trust_pure(&self, price: Price) -> Next<Self> {
        Self::priced(self, price)
    }
    fn linked_died(&self, exit: Exit) {
        #[allow(unused_imports)]
        use ::supervise::__private::pure::{self as __pure, twins::*};
        __pure::is_pure::<Exit>();
    }
    #[doc(hidden)]
    #[allow(dead_code, non_snake_case, clippy::all)]
    #[inline(always)]
    fn linked_died_needs_pure_or_trust_pure(&self, exit: Exit) {
        Self::linked_died(self, exit)
    }
    fn bye(self, reason: &Reason) -> Effects {
        #[allow(unused_imports)]
        use ::supervise::__private::pure::{self as __pure, twins::*};
        __pure::is_pure::<Effects>();
    }
    #[doc(hidden)]
    #[allow(dead_code, non_snake_case, clippy::all)]
    #[inline(always)]
    fn bye_needs_pure_or_trust_pure(self, reason: &Reason) -> Effects {
        Self::bye(self, reason)
    }
    #[doc(hidden)]
    #[allow(dead_code)]
    fn the_state_of_a_pure_process_is_pure_data() {
        ::supervise::__private::pure::is_pure::<Self>();
    }
}
#[allow(dead_code, rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> Ledger<T> {
    /// Starts a `Ledger`. To be awaited: gives its handle once it is up, or says why it is not.
    fn spawn(balance: T) -> ::supervise::__private::Spawn<Self> {
        ::supervise::__private::Spawn::new(balance)
    }
}
/// Handle of a `Ledger`.
#[allow(private_bounds)]
pub struct LedgerRef<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> {
    inner: ::supervise::__private::Ref<Ledger<T>>,
}
#[allow(
    private_bounds,
    private_interfaces,
    rustdoc::broken_intra_doc_links,
    rustdoc::private_intra_doc_links
)]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> LedgerRef<T> {
    /// Calls `balance`.
    pub fn balance(&self) -> ::supervise::__private::Call<'_, Ledger<T>, (), T> {
        ::supervise::__private::Call::new(
            &self.inner,
            (),
            |reply, args| ::supervise::__private::Sent::now(
                __LedgerMessage::balance(reply, args),
            ),
        )
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    pub fn balance_needs_pure_or_trust_pure(
        &self,
    ) -> ::supervise::__private::Call<'_, Ledger<T>, (), T> {
        self.balance()
    }
    /// Calls `find`.
    fn find(&self) -> ::supervise::__private::Call<'_, Ledger<T>, (), T, Missing> {
        ::supervise::__private::Call::new(
            &self.inner,
            (),
            |reply, args| ::supervise::__private::Sent::now(
                __LedgerMessage::find(reply, args),
            ),
        )
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    fn find_needs_pure_or_trust_pure(
        &self,
    ) -> ::supervise::__private::Call<'_, Ledger<T>, (), T, Missing> {
        self.find()
    }
    /// Calls `deposit`.
    pub fn deposit(
        &self,
        amount: T,
    ) -> ::supervise::__private::Call<'_, Ledger<T>, T, T> {
        ::supervise::__private::Call::new(
            &self.inner,
            amount,
            |reply, args| ::supervise::__private::Sent::now(
                __LedgerMessage::deposit(reply, args),
            ),
        )
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    pub fn deposit_needs_pure_or_trust_pure(
        &self,
        amount: T,
    ) -> ::supervise::__private::Call<'_, Ledger<T>, T, T> {
        self.deposit(amount)
    }
    /// Calls `withdraw`.
    fn withdraw(
        &self,
        amount: T,
        turn: u8,
    ) -> ::supervise::__private::Call<'_, Ledger<T>, (T, u8), T, Missing> {
        ::supervise::__private::Call::new(
            &self.inner,
            (amount, turn),
            |reply, args| ::supervise::__private::Sent::now(
                __LedgerMessage::withdraw(reply, args),
            ),
        )
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    fn withdraw_needs_pure_or_trust_pure(
        &self,
        amount: T,
        turn: u8,
    ) -> ::supervise::__private::Call<'_, Ledger<T>, (T, u8), T, Missing> {
        self.withdraw(amount, turn)
    }
    /// Casts `close`.
    fn close(&self) -> ::supervise::__private::Cast<'_, Ledger<T>, ()> {
        ::supervise::__private::Cast::new(
            &self.inner,
            (),
            |args| ::supervise::__private::Sent::now(__LedgerMessage::close(args)),
        )
    }
    #[doc(hidden)]
    #[allow(deprecated, dead_code, clippy::all)]
    #[inline(always)]
    fn close_needs_pure_or_trust_pure(
        &self,
    ) -> ::supervise::__private::Cast<'_, Ledger<T>, ()> {
        self.close()
    }
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::core::clone::Clone for LedgerRef<T> {
    fn clone(&self) -> Self {
        Self {
            inner: ::core::clone::Clone::clone(&self.inner),
        }
    }
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::core::cmp::PartialEq for LedgerRef<T> {
    fn eq(&self, other: &Self) -> bool {
        ::core::cmp::PartialEq::eq(&self.inner, &other.inner)
    }
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::core::cmp::Eq for LedgerRef<T> {}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::core::hash::Hash for LedgerRef<T> {
    fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
        ::core::hash::Hash::hash(&self.inner, state);
    }
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::core::fmt::Debug for LedgerRef<T> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.inner, f)
    }
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::supervise::__private::Handle<Ledger<T>> for LedgerRef<T> {
    fn from_ref(inner: ::supervise::__private::Ref<Ledger<T>>) -> Self {
        Self { inner }
    }
    fn as_ref(&self) -> &::supervise::__private::Ref<Ledger<T>> {
        &self.inner
    }
}
::supervise::__private::pure::inert! {
    (< T : Clone + ::supervise::__private::pure::PureClone +
    ::supervise::__private::pure::Pure + ::core::marker::Send + 'static >) (LedgerRef < T
    >) ()
}
#[doc(hidden)]
#[allow(dead_code, non_camel_case_types, private_interfaces, private_bounds)]
pub enum __LedgerMessage<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> {
    balance(::supervise::__private::ReplyTo<T>, ()),
    find(::supervise::__private::ReplyTo<T, Missing>, ()),
    deposit(::supervise::__private::ReplyTo<T>, T),
    withdraw(::supervise::__private::ReplyTo<T, Missing>, (T, u8)),
    close(()),
    priced(Price),
    __Generics(
        ::core::convert::Infallible,
        ::core::marker::PhantomData<fn() -> (::core::marker::PhantomData<T>,)>,
    ),
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::supervise::__private::Message for __LedgerMessage<T> {
    fn fail(self, why: &::supervise::__private::Undelivered) {
        match self {
            Self::balance(reply, ..) => reply.fail(why),
            Self::find(reply, ..) => reply.fail(why),
            Self::deposit(reply, ..) => reply.fail(why),
            Self::withdraw(reply, ..) => reply.fail(why),
            Self::close(..) => {}
            Self::priced(..) => {}
        }
    }
    fn label(&self) -> &'static str {
        match *self {
            Self::balance(..) => "balance",
            Self::find(..) => "find",
            Self::deposit(..) => "deposit",
            Self::withdraw(..) => "withdraw",
            Self::close(..) => "close",
            Self::priced(..) => "priced",
            Self::__Generics(never, _) => match never {}
        }
    }
    fn is_call(&self) -> bool {
        match *self {
            Self::balance(..) => true,
            Self::find(..) => true,
            Self::deposit(..) => true,
            Self::withdraw(..) => true,
            Self::close(..) => false,
            Self::priced(..) => false,
            Self::__Generics(never, _) => match never {}
        }
    }
    fn number(&self) -> u16 {
        match *self {
            Self::balance(..) => 1u16,
            Self::find(..) => 2u16,
            Self::deposit(..) => 3u16,
            Self::withdraw(..) => 4u16,
            Self::close(..) => 5u16,
            Self::priced(..) => 6u16,
            Self::__Generics(never, _) => match never {}
        }
    }
    fn name(number: u16) -> &'static str {
        match number {
            1u16 => "balance",
            2u16 => "find",
            3u16 => "deposit",
            4u16 => "withdraw",
            5u16 => "close",
            6u16 => "priced",
            _ => "",
        }
    }
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::supervise::__private::Accepts<Price> for Ledger<T> {
    fn accept(info: Price) -> ::supervise::__private::Sent<__LedgerMessage<T>> {
        ::supervise::__private::Sent::now(__LedgerMessage::priced(info))
    }
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::supervise::__private::HasInit for Ledger<T> {
    type InitArgs = <Self as ::supervise::__private::Process>::Args;
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::supervise::__private::Process for Ledger<T> {
    type Handle = LedgerRef<T>;
    type Message = ::supervise::__private::Sent<__LedgerMessage<T>>;
    type Args = T;
    type InitError = ::core::convert::Infallible;
    type Phase = ();
    const NAME: &'static str = "Ledger";
    const TRAPS_EXITS: bool = true;
    const TERMINATES: bool = true;
    async fn init(
        balance: T,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) -> ::core::result::Result<::supervise::__private::Init<Self>, Self::InitError> {
        ::supervise::__private::IntoInit::<Self>::into_init(Self::open(balance))
    }
    async fn serve(
        running: ::supervise::__private::Running<'_, Self>,
    ) -> ::supervise::__private::Served {
        running.pure().await
    }
    async fn terminate(
        self,
        end: &::supervise::__private::End,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) {
        let reason = ::supervise::__private::Reason::of(end);
        ::supervise::__private::perform_last(Self::bye(self, &reason), cx).await
    }
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::supervise::__private::PureProcess for Ledger<T> {
    type Body = __LedgerMessage<T>;
    const ON_PANIC: ::supervise::__private::OnPanic = ::supervise::__private::OnPanic::Resume;
    const MAX_RESUMES: ::core::option::Option<u32> = ::core::option::Option::Some(10);
    const TRACED: bool = true;
    fn note(noting: &::supervise::__private::Noting<'_, Self>) {
        ::supervise::__private::note(noting);
    }
    fn step(
        turn: &mut ::supervise::__private::Turn<'_, Self>,
        input: ::supervise::__private::Input<__LedgerMessage<T>>,
    ) -> ::core::option::Option<()> {
        match input {
            ::supervise::__private::Input::Message(message) => {
                match message {
                    __LedgerMessage::balance(reply, ()) => {
                        let returned = Self::balance(
                            ::supervise::__private::Turn::lend(turn)?,
                        );
                        ::supervise::__private::Turn::reply(turn, reply, returned);
                    }
                    __LedgerMessage::find(reply, ()) => {
                        let meta = ::supervise::__private::Turn::meta(turn);
                        let returned = Self::find(
                            ::supervise::__private::Turn::lend(turn)?,
                            &meta,
                        );
                        ::supervise::__private::Turn::result(
                            turn,
                            reply,
                            ::supervise::__private::ResultParts::into_result(returned),
                        );
                    }
                    __LedgerMessage::deposit(reply, amount) => {
                        let returned = Self::deposit(
                            ::supervise::__private::Turn::give_copy(turn)?,
                            amount,
                        );
                        ::supervise::__private::Turn::answer(turn, reply, returned);
                    }
                    __LedgerMessage::withdraw(reply, (amount, arg1)) => {
                        let returned = Self::withdraw(
                            ::supervise::__private::Turn::give_copy(turn)?,
                            amount,
                            arg1,
                        );
                        ::supervise::__private::Turn::answer_or_refuse(
                            turn,
                            reply,
                            ::supervise::__private::ResultParts::into_result(returned),
                        );
                    }
                    __LedgerMessage::close(()) => {
                        let returned = Self::close(
                            ::supervise::__private::Turn::give_copy(turn)?,
                        );
                        ::supervise::__private::Turn::next(turn, returned);
                    }
                    __LedgerMessage::priced(price) => {
                        let returned = Self::priced(
                            ::supervise::__private::Turn::lend(turn)?,
                            price,
                        );
                        ::supervise::__private::Turn::next(turn, returned);
                    }
                }
            }
            ::supervise::__private::Input::Exit(exit) => {
                #[allow(clippy::let_unit_value)]
                let returned = Self::linked_died(
                    ::supervise::__private::Turn::lend(turn)?,
                    exit,
                );
                ::supervise::__private::Turn::next(turn, returned);
            }
            ::supervise::__private::Input::Timeout => {
                ::supervise::__private::Turn::end_idle(turn)
            }
        }
        ::core::option::Option::Some(())
    }
}
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::supervise::__private::KeepsState for Ledger<T>
where
    for<'__kept> Ledger<T>: ::supervise::__private::StateToKeep,
{
    fn spare(&self) -> ::core::option::Option<Self> {
        ::core::option::Option::Some(::supervise::__private::StateToKeep::copy(self))
    }
    async fn terminate_kept(
        &self,
        end: &::supervise::__private::End,
        cx: &mut ::supervise::__private::Cx<Self>,
    ) {
        let reason = ::supervise::__private::Reason::of(end);
        ::supervise::__private::perform_last(
                Self::bye(::supervise::__private::StateToKeep::copy(self), &reason),
                cx,
            )
            .await
    }
}
#[doc(hidden)]
#[allow(dead_code)]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> Ledger<T> {
    fn priced_as_message(
        message: Price,
    ) -> ::supervise::__private::Sent<__LedgerMessage<T>> {
        ::supervise::__private::Sent::now(__LedgerMessage::priced(message))
    }
}
const _: () = ::core::assert!(
    ::supervise::__private::TRACES, "`trace` needs the feature `trace` of `supervise`"
);
#[automatically_derived]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> ::supervise::__private::Traced for Ledger<T> {
    const KEPT: usize = 256;
    fn copy(body: &__LedgerMessage<T>) -> __LedgerMessage<T> {
        match body {
            __LedgerMessage::balance(_, ()) => {
                __LedgerMessage::balance(
                    ::supervise::__private::ReplyTo::to_nobody(),
                    (),
                )
            }
            __LedgerMessage::find(_, ()) => {
                __LedgerMessage::find(::supervise::__private::ReplyTo::to_nobody(), ())
            }
            __LedgerMessage::deposit(_, amount) => {
                __LedgerMessage::deposit(
                    ::supervise::__private::ReplyTo::to_nobody(),
                    ::supervise::__private::a_traced_message_must_be_clone(amount),
                )
            }
            __LedgerMessage::withdraw(_, (amount, arg1)) => {
                __LedgerMessage::withdraw(
                    ::supervise::__private::ReplyTo::to_nobody(),
                    (
                        ::supervise::__private::a_traced_message_must_be_clone(amount),
                        ::supervise::__private::a_traced_message_must_be_clone(arg1),
                    ),
                )
            }
            __LedgerMessage::close(()) => __LedgerMessage::close(()),
            __LedgerMessage::priced(price) => {
                __LedgerMessage::priced(
                    ::supervise::__private::a_traced_message_must_be_clone(price),
                )
            }
            __LedgerMessage::__Generics(never, _) => match *never {}
        }
    }
}
#[allow(private_bounds, private_interfaces)]
impl<
    T: Clone + ::supervise::__private::pure::PureClone
        + ::supervise::__private::pure::Pure + ::core::marker::Send + 'static,
> LedgerRef<T> {
    /// The last messages that the process has handled, the oldest first.
    pub fn trace(&self) -> ::std::vec::Vec<::supervise::__private::Recorded<Ledger<T>>> {
        ::supervise::__private::read_trace(&self.inner)
    }
}
