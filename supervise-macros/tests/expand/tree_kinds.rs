/// The supervision tree `Shop`.
#[must_use = "dropping it asks the tree to stop"]
struct Shop {
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
    fn start(
        config: ShopConfig,
        budget: Duration,
    ) -> ::supervise::__private::Start<Self> {
        let (supervisor, handle) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            (config, budget),
        );
        ::supervise::__private::Start::new(supervisor, move |root| Self { root, handle })
    }
    /// Runs the tree as the whole program, until it ends or a signal asks it to.
    async fn run(config: ShopConfig, budget: Duration) -> ::std::process::ExitCode {
        ::supervise::__private::run::<Self>((config, budget)).await
    }
    /// As `run`, for a program that has no runtime yet.
    fn main(config: ShopConfig, budget: Duration) -> ::std::process::ExitCode {
        ::supervise::__private::main::<Self>((config, budget))
    }
    /// The declaration as plain data: it can be printed, compared and checked.
    fn spec(
        config: ShopConfig,
        budget: Duration,
    ) -> ::supervise::__private::SupervisorSpec {
        let (supervisor, _) = <Self as ::supervise::__private::Declared>::build(
            "Shop",
            (config, budget),
        );
        supervisor.spec()
    }
    /// `sessions`, under which `Session` processes are started.
    fn sessions(&self) -> &::supervise::__private::DynamicRef<__ShopRef_sessions> {
        &self.handle.sessions
    }
    /// The pool `hashers` of `Hasher` processes.
    fn hashers(
        &self,
    ) -> &::supervise::__private::PoolRef<
        __ShopRef_hashers,
        ::supervise::__private::ByKey,
    > {
        &self.handle.hashers
    }
    /// The `MetricsTree` tree `metrics`.
    fn metrics(
        &self,
    ) -> &<__ShopRef_metrics as ::supervise::__private::Declared>::Handle {
        &self.handle.metrics
    }
    /// The `Last` process `last`.
    fn last(&self) -> &<__ShopRef_last as ::supervise::__private::Process>::Handle {
        &self.handle.last
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
        f.debug_struct("Shop").field("handle", &self.handle).finish_non_exhaustive()
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
    type Params = (ShopConfig, Duration);
    const BUDGET_MS: ::core::option::Option<u64> = ::core::option::Option::Some(
        20000u64,
    );
    fn build(
        __name: &str,
        __params: Self::Params,
    ) -> (::supervise::__private::Supervisor, Self::Handle) {
        let (config, budget) = __params;
        let config = ::supervise::__private::Parameter(config).must_be_clone_send_sync();
        let budget = ::supervise::__private::Parameter(budget).must_be_clone_send_sync();
        let mut __supervisor = ::supervise::__private::Supervisor::new(__name);
        let sessions = __supervisor
            .add(
                ::supervise::__private::Dynamic::<__ShopRef_sessions>::new("sessions")
                    .temporary()
                    .max_children(10000)
                    .limit(::supervise::__private::Limit::NONE),
            );
        let hashers = __supervisor
            .add(
                {
                    let config = ::core::clone::Clone::clone(&config);
                    ::supervise::__private::Pool::<
                        __ShopRef_hashers,
                    >::new(
                        "hashers",
                        {
                            let config = ::core::clone::Clone::clone(&config);
                            config.workers
                        },
                        move || {
                            let config = ::core::clone::Clone::clone(&config);
                            config.salt.clone()
                        },
                    )
                }
                    .reinit_last_known()
                    .by_key(),
            );
        let metrics = {
            let (__nested, __handle) = <__ShopRef_metrics as ::supervise::__private::Declared>::build(
                "metrics",
                {
                    let config = ::core::clone::Clone::clone(&config);
                    let hashers = ::core::clone::Clone::clone(&hashers);
                    (config.metrics.clone(), hashers)
                },
            );
            __supervisor
                .add(
                    __nested
                        .shutdown(
                            ::supervise::__private::Shutdown::After(
                                ::core::time::Duration::from_secs(10u64),
                            ),
                        )
                        .depends_on(&["hashers"]),
                );
            __handle
        };
        let last = __supervisor
            .add(
                {
                    let metrics = ::core::clone::Clone::clone(&metrics);
                    let hashers = ::core::clone::Clone::clone(&hashers);
                    ::supervise::__private::Child::<
                        __ShopRef_last,
                    >::new(
                        "last",
                        move || {
                            #[allow(
                                unused_variables,
                                reason = "what a macro does with a name is not known"
                            )]
                            let metrics = ::core::clone::Clone::clone(&metrics);
                            #[allow(
                                unused_variables,
                                reason = "what a macro does with a name is not known"
                            )]
                            let hashers = ::core::clone::Clone::clone(&hashers);
                            vec![metrics.store(), hashers]
                        },
                    )
                }
                    .shutdown(
                        ::supervise::__private::Shutdown::After({
                            let budget = ::core::clone::Clone::clone(&budget);
                            budget
                        }),
                    )
                    .depends_on(&["metrics", "hashers"]),
            );
        let __handle = ShopRef {
            __supervisor: __supervisor.handle(),
            sessions: sessions,
            hashers: hashers,
            metrics: metrics,
            last: last,
        };
        (__supervisor, __handle)
    }
}
#[cfg(doc)]
type __ShopRef_sessions = Session;
#[cfg(not(doc))]
type __ShopRef_sessions = <Session as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Session>() },
>>::Process;
#[cfg(doc)]
type __ShopRef_hashers = Hasher;
#[cfg(not(doc))]
type __ShopRef_hashers = <Hasher as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Hasher>() },
>>::Process;
#[cfg(doc)]
type __ShopRef_metrics = MetricsTree;
#[cfg(not(doc))]
type __ShopRef_metrics = <MetricsTree as ::supervise::__private::TreeIf<
    { ::supervise::__private::must_be_a_declared_tree::<MetricsTree>() },
>>::Tree;
#[cfg(doc)]
type __ShopRef_last = Last;
#[cfg(not(doc))]
type __ShopRef_last = <Last as ::supervise::__private::ProcessIf<
    { ::supervise::__private::must_be_a_process::<Last>() },
>>::Process;
/// Handle of the tree [`Shop`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
struct ShopRef {
    __supervisor: ::supervise::__private::SupervisorRef,
    sessions: ::supervise::__private::DynamicRef<__ShopRef_sessions>,
    hashers: ::supervise::__private::PoolRef<
        __ShopRef_hashers,
        ::supervise::__private::ByKey,
    >,
    metrics: <__ShopRef_metrics as ::supervise::__private::Declared>::Handle,
    last: <__ShopRef_last as ::supervise::__private::Process>::Handle,
}
#[allow(
    dead_code,
    private_interfaces,
    reason = "a declaration says more than a program may use"
)]
impl ShopRef {
    /// `sessions`, under which `Session` processes are started.
    fn sessions(&self) -> &::supervise::__private::DynamicRef<__ShopRef_sessions> {
        &self.sessions
    }
    /// The pool `hashers` of `Hasher` processes.
    fn hashers(
        &self,
    ) -> &::supervise::__private::PoolRef<
        __ShopRef_hashers,
        ::supervise::__private::ByKey,
    > {
        &self.hashers
    }
    /// The `MetricsTree` tree `metrics`.
    fn metrics(
        &self,
    ) -> &<__ShopRef_metrics as ::supervise::__private::Declared>::Handle {
        &self.metrics
    }
    /// The `Last` process `last`.
    fn last(&self) -> &<__ShopRef_last as ::supervise::__private::Process>::Handle {
        &self.last
    }
}
#[automatically_derived]
impl ::supervise::__private::TreeHandle for ShopRef {
    fn supervisor(&self) -> &::supervise::__private::SupervisorRef {
        &self.__supervisor
    }
}
const _: () = ::core::assert!(
    ::supervise::__private::budget_fits(10000u64, ::supervise::__private::total_budget(&
    [::core::option::Option::Some(0u64), < __ShopRef_metrics as
    ::supervise::__private::Declared > ::BUDGET_MS])),
    "the processes of the sub-tree `metrics` may need more time to stop than its `shutdown: 10s`; give it more, or less to what is below"
);
