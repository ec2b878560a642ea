/// The supervision tree `Shop`.
#[cfg_attr(
    doc,
    doc = "\n\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 280 112\" width=\"280\" height=\"112\" role=\"img\" class=\"supervision-tree\">\n<title>The supervision tree Shop</title>\n<style>\n.supervision-tree { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 12px; max-width: 100%; height: auto; }\n.supervision-tree .name { font-weight: 600; }\n.supervision-tree .detail { font-size: 9.5px; }\n.supervision-tree rect.group { stroke-width: 1.5px; }\n.supervision-tree .transient { stroke-dasharray: 7 3; }\n.supervision-tree .temporary { stroke-dasharray: 2 3; }\n.supervision-tree text { fill: #1f2328; }\n.supervision-tree .detail { fill: #59636e; }\n.supervision-tree rect { fill: #ffffff; stroke: #818b98; }\n.supervision-tree rect.group { stroke: #0969da; }\n.supervision-tree .group-name { fill: #0969da; }\n.supervision-tree path { fill: none; stroke: #59636e; }\n.supervision-tree path.head { fill: #59636e; stroke: none; }\n@media (prefers-color-scheme: dark) {\n.supervision-tree text { fill: #f0f6fc; }\n.supervision-tree .detail { fill: #9198a1; }\n.supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n.supervision-tree rect.group { stroke: #4493f8; }\n.supervision-tree .group-name { fill: #4493f8; }\n.supervision-tree path { fill: none; stroke: #9198a1; }\n.supervision-tree path.head { fill: #9198a1; stroke: none; }\n}\n[data-theme=\"light\"] .supervision-tree text { fill: #1f2328; }\n[data-theme=\"light\"] .supervision-tree .detail { fill: #59636e; }\n[data-theme=\"light\"] .supervision-tree rect { fill: #ffffff; stroke: #818b98; }\n[data-theme=\"light\"] .supervision-tree rect.group { stroke: #0969da; }\n[data-theme=\"light\"] .supervision-tree .group-name { fill: #0969da; }\n[data-theme=\"light\"] .supervision-tree path { fill: none; stroke: #59636e; }\n[data-theme=\"light\"] .supervision-tree path.head { fill: #59636e; stroke: none; }\n[data-theme=\"dark\"] .supervision-tree text { fill: #f0f6fc; }\n[data-theme=\"dark\"] .supervision-tree .detail { fill: #9198a1; }\n[data-theme=\"dark\"] .supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n[data-theme=\"dark\"] .supervision-tree rect.group { stroke: #4493f8; }\n[data-theme=\"dark\"] .supervision-tree .group-name { fill: #4493f8; }\n[data-theme=\"dark\"] .supervision-tree path { fill: none; stroke: #9198a1; }\n[data-theme=\"dark\"] .supervision-tree path.head { fill: #9198a1; stroke: none; }\n[data-theme=\"ayu\"] .supervision-tree text { fill: #f0f6fc; }\n[data-theme=\"ayu\"] .supervision-tree .detail { fill: #9198a1; }\n[data-theme=\"ayu\"] .supervision-tree rect { fill: #0d1117; stroke: #656c76; }\n[data-theme=\"ayu\"] .supervision-tree rect.group { stroke: #4493f8; }\n[data-theme=\"ayu\"] .supervision-tree .group-name { fill: #4493f8; }\n[data-theme=\"ayu\"] .supervision-tree path { fill: none; stroke: #9198a1; }\n[data-theme=\"ayu\"] .supervision-tree path.head { fill: #9198a1; stroke: none; }\n</style>\n<rect x=\"10\" y=\"10\" width=\"242\" height=\"68\" rx=\"8\" class=\"group \"/>\n<text x=\"20\" y=\"27\"><tspan class=\"name group-name\">Shop</tspan></text>\n<text x=\"242\" y=\"27\" text-anchor=\"end\" class=\"detail\">one_for_one · 3 per 5s</text>\n<rect x=\"24\" y=\"44\" width=\"222\" height=\"26\" rx=\"5\" class=\"\"/>\n<text x=\"34\" y=\"61\"><tspan class=\"name\">ledger</tspan><tspan>: Ledger&lt;S&gt;</tspan></text>\n<text x=\"236\" y=\"61\" text-anchor=\"end\" class=\"detail\">permanent</text>\n<rect x=\"10\" y=\"92\" width=\"18\" height=\"10\" rx=\"3\" class=\"permanent\"/>\n<text x=\"33\" y=\"100\" class=\"detail\">permanent</text>\n<rect x=\"100\" y=\"92\" width=\"18\" height=\"10\" rx=\"3\" class=\"transient\"/>\n<text x=\"123\" y=\"100\" class=\"detail\">transient</text>\n<rect x=\"190\" y=\"92\" width=\"18\" height=\"10\" rx=\"3\" class=\"temporary\"/>\n<text x=\"213\" y=\"100\" class=\"detail\">temporary</text>\n</svg>\n\n\n| when this fails | this is restarted with it | and when it fails too often |\n|---|---|---|\n| `ledger` | nothing else | after 3 restarts in 5s `Shop` ends |\n"
)]
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
        ::supervise::__private::Supervisor::spec(&supervisor)
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
        let mut debug = f.debug_struct("Shop");
        ::core::fmt::DebugStruct::field(&mut debug, "handle", &self.handle);
        ::core::fmt::DebugStruct::finish_non_exhaustive(&mut debug)
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
        let ledger = ::supervise::__private::Supervisor::add(
            &mut __supervisor,
            {
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
            },
        );
        let __handle = ShopRef {
            __supervisor: ::supervise::__private::Supervisor::handle(&__supervisor),
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
        ::core::fmt::DebugStruct::field(&mut debug, "ledger", &self.ledger);
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
