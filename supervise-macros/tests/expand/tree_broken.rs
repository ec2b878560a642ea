::core::compile_error! {
    "unknown restart policy `never`\n\n       help: accepted: `permanent`, `transient`, `temporary`, or `intrinsic`"
}
::core::compile_error! {
    "unknown kind of child `dynamc`\n\n       help: did you mean `dynamic`? accepted: `dynamic`, `pool`, `supervisor`, `tasks`, or `tree`"
}
::core::compile_error! {
    "`metrics` starts later\n\n       help: declare `metrics` earlier, or write `late(metrics)` for a handle to be used once it is up"
}
/// The supervision tree `Shop`.
#[must_use = "dropping it asks the tree to stop"]
pub struct Shop {
    root: ::supervise::__private::Root,
    handle: ShopRef,
}
#[allow(
    dead_code,
    private_interfaces,
    reason = "a declaration says more than a program may use"
)]
impl Shop {
    /// Starts the processes of the tree one after another, each when the one before it is up.
    ///
    /// # Errors
    ///
    /// One of them did not start. The error names it; those before it were stopped again.
    pub fn start(config: ShopConfig) -> ::supervise::__private::Start<Self> {
        let (supervisor, handle) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            config,
        );
        ::supervise::__private::Start::new(supervisor, move |root| Self { root, handle })
    }
    /// Runs the tree as the whole program, until it ends or a signal asks it to.
    pub async fn run(config: ShopConfig) -> ::std::process::ExitCode {
        ::supervise::__private::run::<Self>(config).await
    }
    /// As `run`, for a program that has no runtime yet.
    pub fn main(config: ShopConfig) -> ::std::process::ExitCode {
        ::supervise::__private::main::<Self>(config)
    }
    /// The declaration as plain data: it can be printed, compared and checked.
    pub fn spec(config: ShopConfig) -> ::supervise::__private::SupervisorSpec {
        let (supervisor, _) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            config,
        );
        ::supervise::__private::Supervisor::spec(&supervisor)
    }
    /// The `Ledger` process `ledger`.
    pub fn ledger(
        &self,
    ) -> &<__ShopRef_ledger as ::supervise::__private::Process>::Handle {
        &self.handle.ledger
    }
    /// The `Audit` process `audit`.
    pub fn audit(
        &self,
    ) -> &<__ShopRef_audit as ::supervise::__private::Process>::Handle {
        &self.handle.audit
    }
    /// The `Counter` process `counter`.
    pub fn counter(
        &self,
    ) -> &<__ShopRef_counter as ::supervise::__private::Process>::Handle {
        &self.handle.counter
    }
}
#[automatically_derived]
impl ::core::ops::Deref for Shop {
    type Target = ShopRef;
    fn deref(&self) -> &Self::Target {
        &self.handle
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for Shop {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = f.debug_struct("Shop");
        ::core::fmt::DebugStruct::field(&mut debug, "handle", &self.handle);
        ::core::fmt::DebugStruct::finish_non_exhaustive(&mut debug)
    }
}
#[automatically_derived]
impl ::supervise::__private::Tree for Shop {
    fn root(&self) -> &::supervise::__private::Root {
        &self.root
    }
    fn into_root(self) -> ::supervise::__private::Root {
        self.root
    }
}
impl ::supervise::__private::Declared for Shop {
    type Handle = ShopRef;
    type Params = ShopConfig;
    const BUDGET_MS: ::core::option::Option<u64> = ::core::option::Option::Some(
        15000u64,
    );
    fn build(
        __name: &str,
        __params: Self::Params,
    ) -> (::supervise::__private::Supervisor, Self::Handle) {
        let config = __params;
        let config = ::supervise::__private::Parameter(config).must_be_clone_send_sync();
        let mut __supervisor = ::supervise::__private::Supervisor::new(__name);
        let ledger = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            {
                let config = ::core::clone::Clone::clone(&config);
                ::supervise::__private::Child::<
                    __ShopRef_ledger,
                >::new(
                    "ledger",
                    move || {
                        let config = ::core::clone::Clone::clone(&config);
                        config.opening()
                    },
                )
            },
        );
        let audit = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            ::supervise::__private::Child::<
                __ShopRef_audit,
            >::new("audit", || ::core::unreachable!()),
        );
        let counter = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            ::supervise::__private::Child::<
                __ShopRef_counter,
            >::value("counter", || ::core::unreachable!()),
        );
        let __handle = ShopRef {
            __supervisor: ::supervise::__private::Supervisor::handle(&__supervisor),
            ledger: ledger,
            audit: audit,
            counter: counter,
        };
        (__supervisor, __handle)
    }
}
#[cfg(doc)]
type __ShopRef_ledger = Ledger;
#[cfg(not(doc))]
type __ShopRef_ledger = <Ledger as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Ledger>() },
>>::Process;
#[cfg(doc)]
type __ShopRef_audit = Audit;
#[cfg(not(doc))]
type __ShopRef_audit = <Audit as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Audit>() },
>>::Process;
#[cfg(doc)]
type __ShopRef_counter = Counter;
#[cfg(not(doc))]
type __ShopRef_counter = <Counter as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Counter>() },
>>::Process;
/// Handle of the tree [`Shop`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ShopRef {
    __supervisor: ::supervise::__private::SupervisorRef,
    ledger: <__ShopRef_ledger as ::supervise::__private::Process>::Handle,
    audit: <__ShopRef_audit as ::supervise::__private::Process>::Handle,
    counter: <__ShopRef_counter as ::supervise::__private::Process>::Handle,
}
#[allow(
    dead_code,
    private_interfaces,
    reason = "a declaration says more than a program may use"
)]
impl ShopRef {
    /// The `Ledger` process `ledger`.
    pub fn ledger(
        &self,
    ) -> &<__ShopRef_ledger as ::supervise::__private::Process>::Handle {
        &self.ledger
    }
    /// The `Audit` process `audit`.
    pub fn audit(
        &self,
    ) -> &<__ShopRef_audit as ::supervise::__private::Process>::Handle {
        &self.audit
    }
    /// The `Counter` process `counter`.
    pub fn counter(
        &self,
    ) -> &<__ShopRef_counter as ::supervise::__private::Process>::Handle {
        &self.counter
    }
}
#[automatically_derived]
impl ::supervise::__private::TreeHandle for ShopRef {
    fn supervisor(&self) -> &::supervise::__private::SupervisorRef {
        &self.__supervisor
    }
}
