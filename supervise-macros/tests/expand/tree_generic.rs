/// The supervision tree `Shop`.
#[must_use = "dropping it asks the tree to stop"]
pub struct Shop<S: Store, const N: usize>
where
    S: Clone + Send + Sync + 'static,
{
    root: ::supervise::__private::Root,
    handle: ShopRef<S, N>,
}
#[allow(
    dead_code,
    private_interfaces,
    reason = "a declaration says more than a program may use"
)]
impl<S: Store, const N: usize> Shop<S, N>
where
    S: Clone + Send + Sync + 'static,
{
    /// Starts the processes of the tree one after another, each when the one before it is up.
    ///
    /// # Errors
    ///
    /// One of them did not start. The error names it; those before it were stopped again.
    pub fn start(store: S) -> ::supervise::__private::Start<Self> {
        let (supervisor, handle) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            store,
        );
        ::supervise::__private::Start::new(supervisor, move |root| Self { root, handle })
    }
    /// Runs the tree as the whole program, until it ends or a signal asks it to.
    pub async fn run(store: S) -> ::std::process::ExitCode {
        ::supervise::__private::run::<Self>(store).await
    }
    /// As `run`, for a program that has no runtime yet.
    pub fn main(store: S) -> ::std::process::ExitCode {
        ::supervise::__private::main::<Self>(store)
    }
    /// The declaration as plain data: it can be printed, compared and checked.
    pub fn spec(store: S) -> ::supervise::__private::SupervisorSpec {
        let (supervisor, _) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            store,
        );
        supervisor.spec()
    }
    /// The `Ledger` process `ledger`.
    pub fn ledger(&self) -> &<Ledger<S> as ::supervise::__private::Process>::Handle {
        &self.handle.ledger
    }
}
#[automatically_derived]
impl<S: Store, const N: usize> ::core::ops::Deref for Shop<S, N>
where
    S: Clone + Send + Sync + 'static,
{
    type Target = ShopRef<S, N>;
    fn deref(&self) -> &Self::Target {
        &self.handle
    }
}
#[automatically_derived]
impl<S: Store, const N: usize> ::core::fmt::Debug for Shop<S, N>
where
    S: Clone + Send + Sync + 'static,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("Shop").field("handle", &self.handle).finish_non_exhaustive()
    }
}
#[automatically_derived]
impl<S: Store, const N: usize> ::supervise::__private::Tree for Shop<S, N>
where
    S: Clone + Send + Sync + 'static,
{
    fn root(&self) -> &::supervise::__private::Root {
        &self.root
    }
    fn into_root(self) -> ::supervise::__private::Root {
        self.root
    }
}
impl<S: Store, const N: usize> ::supervise::__private::Declared for Shop<S, N>
where
    S: Clone + Send + Sync + 'static,
{
    type Handle = ShopRef<S, N>;
    type Params = S;
    const BUDGET_MS: ::core::option::Option<u64> = ::core::option::Option::Some(5000u64);
    fn build(
        __name: &str,
        __params: Self::Params,
    ) -> (::supervise::__private::Supervisor, Self::Handle) {
        let store = __params;
        let store = ::supervise::__private::Parameter(store).must_be_clone_send_sync();
        let mut __supervisor = ::supervise::__private::Supervisor::new(__name);
        let ledger = __supervisor
            .add({
                let store = ::core::clone::Clone::clone(&store);
                ::supervise::__private::Child::<
                    Ledger<S>,
                >::new(
                    "ledger",
                    move || {
                        let store = ::core::clone::Clone::clone(&store);
                        store
                    },
                )
            });
        let __handle = ShopRef {
            __supervisor: __supervisor.handle(),
            ledger: ledger,
            __generics: ::core::marker::PhantomData,
        };
        (__supervisor, __handle)
    }
}
/// Handle of the tree [`Shop`].
pub struct ShopRef<S: Store, const N: usize>
where
    S: Clone + Send + Sync + 'static,
{
    __supervisor: ::supervise::__private::SupervisorRef,
    ledger: <Ledger<S> as ::supervise::__private::Process>::Handle,
    __generics: ::core::marker::PhantomData<fn() -> (S,)>,
}
#[allow(
    dead_code,
    private_interfaces,
    reason = "a declaration says more than a program may use"
)]
impl<S: Store, const N: usize> ShopRef<S, N>
where
    S: Clone + Send + Sync + 'static,
{
    /// The `Ledger` process `ledger`.
    pub fn ledger(&self) -> &<Ledger<S> as ::supervise::__private::Process>::Handle {
        &self.ledger
    }
}
#[automatically_derived]
impl<S: Store, const N: usize> ::supervise::__private::TreeHandle for ShopRef<S, N>
where
    S: Clone + Send + Sync + 'static,
{
    fn supervisor(&self) -> &::supervise::__private::SupervisorRef {
        &self.__supervisor
    }
}
#[automatically_derived]
impl<S: Store, const N: usize> ::core::clone::Clone for ShopRef<S, N>
where
    S: Clone + Send + Sync + 'static,
{
    fn clone(&self) -> Self {
        Self {
            __supervisor: ::core::clone::Clone::clone(&self.__supervisor),
            ledger: ::core::clone::Clone::clone(&self.ledger),
            __generics: ::core::marker::PhantomData,
        }
    }
}
#[automatically_derived]
impl<S: Store, const N: usize> ::core::fmt::Debug for ShopRef<S, N>
where
    S: Clone + Send + Sync + 'static,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = f.debug_struct("ShopRef");
        debug.field("ledger", &self.ledger);
        debug.finish()
    }
}
