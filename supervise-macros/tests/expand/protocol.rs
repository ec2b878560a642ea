/// What a store can do.
#[allow(dead_code, private_interfaces, private_bounds)]
pub trait Store<
    V: Clone + ::core::marker::Send + 'static,
>: ::supervise::__private::AnyRef {
    /// Looks a key up.
    fn get(
        &self,
        key: String,
        version: u64,
    ) -> ::supervise::__private::ProtocolCall<'_, (String, u64), Option<V>>;
    /// Calls `save`.
    fn save(
        &self,
    ) -> ::supervise::__private::ProtocolCall<
        '_,
        (),
        <io::Result<()> as ::supervise::__private::ResultParts>::Ok,
        <io::Result<()> as ::supervise::__private::ResultParts>::Err,
    >;
    /// Casts `put`.
    fn put(&self, value: V) -> ::supervise::__private::ProtocolCast<'_, V>;
}
/// Handle of any process that implements [`Store`].
pub struct StoreRef<V: Clone + ::core::marker::Send + 'static> {
    inner: ::std::sync::Arc<dyn Store<V>>,
}
#[allow(
    private_interfaces,
    rustdoc::broken_intra_doc_links,
    rustdoc::private_intra_doc_links
)]
impl<V: Clone + ::core::marker::Send + 'static> StoreRef<V> {
    /// Looks a key up.
    pub fn get(
        &self,
        key: String,
        version: u64,
    ) -> ::supervise::__private::ProtocolCall<'_, (String, u64), Option<V>> {
        <dyn Store<V> as Store<V>>::get(&*self.inner, key, version)
    }
    /// Calls `save`.
    pub fn save(
        &self,
    ) -> ::supervise::__private::ProtocolCall<
        '_,
        (),
        <io::Result<()> as ::supervise::__private::ResultParts>::Ok,
        <io::Result<()> as ::supervise::__private::ResultParts>::Err,
    > {
        <dyn Store<V> as Store<V>>::save(&*self.inner)
    }
    /// Casts `put`.
    pub fn put(&self, value: V) -> ::supervise::__private::ProtocolCast<'_, V> {
        <dyn Store<V> as Store<V>>::put(&*self.inner, value)
    }
}
#[automatically_derived]
impl<
    __H: ::supervise::__private::Implements<dyn Store<V>>,
    V: Clone + ::core::marker::Send + 'static,
> ::core::convert::From<__H> for StoreRef<V> {
    fn from(handle: __H) -> Self {
        Self {
            inner: ::supervise::__private::Implements::erased(&handle),
        }
    }
}
#[automatically_derived]
impl<V: Clone + ::core::marker::Send + 'static> ::core::clone::Clone for StoreRef<V> {
    fn clone(&self) -> Self {
        Self {
            inner: ::core::clone::Clone::clone(&self.inner),
        }
    }
}
#[automatically_derived]
impl<V: Clone + ::core::marker::Send + 'static> ::core::cmp::PartialEq for StoreRef<V> {
    fn eq(&self, other: &Self) -> bool {
        ::supervise::__private::ProtocolHandle::untyped(self)
            == ::supervise::__private::ProtocolHandle::untyped(other)
    }
}
#[automatically_derived]
impl<V: Clone + ::core::marker::Send + 'static> ::core::cmp::Eq for StoreRef<V> {}
#[automatically_derived]
impl<V: Clone + ::core::marker::Send + 'static> ::core::hash::Hash for StoreRef<V> {
    fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
        ::core::hash::Hash::hash(
            &::supervise::__private::ProtocolHandle::untyped(self),
            state,
        );
    }
}
#[automatically_derived]
impl<V: Clone + ::core::marker::Send + 'static> ::core::fmt::Debug for StoreRef<V> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(
            &::supervise::__private::ProtocolHandle::untyped(self),
            f,
        )
    }
}
#[automatically_derived]
impl<V: Clone + ::core::marker::Send + 'static> ::supervise::__private::ProtocolHandle
for StoreRef<V> {
    fn untyped(&self) -> ::supervise::__private::Untyped {
        ::supervise::__private::AnyRef::untyped(&*self.inner)
    }
}
::supervise::__private::pure::inert! {
    (< V : Clone + ::core::marker::Send + 'static >) (StoreRef < V >) ()
}
#[allow(non_camel_case_types, private_interfaces, private_bounds, deprecated)]
const _: () = {
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not implement `Store`: it has no handler `get`",
        label = "`Store` has `#[call] fn get(&self, key: String, version: u64) -> Option<V>`"
    )]
    pub trait has_get: ::supervise::__private::Process {
        type Shape;
    }
    #[diagnostic::do_not_recommend]
    impl<__P: ::supervise::__private::Handles<15339932239713171959u64>> has_get for __P {
        type Shape = <__P as ::supervise::__private::Handles<
            15339932239713171959u64,
        >>::Shape;
    }
    #[diagnostic::on_unimplemented(
        message = "`{__P}` does not implement `Store`: its `get` is not that of the protocol",
        label = "`Store` has `#[call] fn get(&self, key: String, version: u64) -> Option<V>`"
    )]
    pub trait is_get<
        __P: ::supervise::__private::Process,
        V: Clone + ::core::marker::Send + 'static,
    > {
        const MAKE: fn(
            ::supervise::__private::ReplyTo<Option<V>>,
            (String, u64),
        ) -> __P::Message;
    }
    impl<
        __P: ::supervise::__private::Handles<15339932239713171959u64, Shape = Self>,
        V: Clone + ::core::marker::Send + 'static,
    > is_get<__P, V> for ::supervise::__private::CallOf<(String, u64), Option<V>> {
        const MAKE: fn(
            ::supervise::__private::ReplyTo<Option<V>>,
            (String, u64),
        ) -> __P::Message = <__P as ::supervise::__private::Handles<
            15339932239713171959u64,
        >>::MAKE;
    }
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not implement `Store`: it has no handler `save`",
        label = "`Store` has `#[call] fn save(&self) -> io::Result<()>`"
    )]
    pub trait has_save: ::supervise::__private::Process {
        type Shape;
    }
    #[diagnostic::do_not_recommend]
    impl<__P: ::supervise::__private::Handles<678458154258103336u64>> has_save for __P {
        type Shape = <__P as ::supervise::__private::Handles<
            678458154258103336u64,
        >>::Shape;
    }
    #[diagnostic::on_unimplemented(
        message = "`{__P}` does not implement `Store`: its `save` is not that of the protocol",
        label = "`Store` has `#[call] fn save(&self) -> io::Result<()>`"
    )]
    pub trait is_save<
        __P: ::supervise::__private::Process,
        V: Clone + ::core::marker::Send + 'static,
    > {
        const MAKE: fn(
            ::supervise::__private::ReplyTo<
                <io::Result<()> as ::supervise::__private::ResultParts>::Ok,
                <io::Result<()> as ::supervise::__private::ResultParts>::Err,
            >,
            (),
        ) -> __P::Message;
    }
    impl<
        __P: ::supervise::__private::Handles<678458154258103336u64, Shape = Self>,
        V: Clone + ::core::marker::Send + 'static,
    > is_save<__P, V>
    for ::supervise::__private::CallOf<
        (),
        <io::Result<()> as ::supervise::__private::ResultParts>::Ok,
        <io::Result<()> as ::supervise::__private::ResultParts>::Err,
    > {
        const MAKE: fn(
            ::supervise::__private::ReplyTo<
                <io::Result<()> as ::supervise::__private::ResultParts>::Ok,
                <io::Result<()> as ::supervise::__private::ResultParts>::Err,
            >,
            (),
        ) -> __P::Message = <__P as ::supervise::__private::Handles<
            678458154258103336u64,
        >>::MAKE;
    }
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not implement `Store`: it has no handler `put`",
        label = "`Store` has `#[cast] fn put(&self, value: V)`"
    )]
    pub trait has_put: ::supervise::__private::Process {
        type Shape;
    }
    #[diagnostic::do_not_recommend]
    impl<__P: ::supervise::__private::Handles<8643375363983527406u64>> has_put for __P {
        type Shape = <__P as ::supervise::__private::Handles<
            8643375363983527406u64,
        >>::Shape;
    }
    #[diagnostic::on_unimplemented(
        message = "`{__P}` does not implement `Store`: its `put` is not that of the protocol",
        label = "`Store` has `#[cast] fn put(&self, value: V)`"
    )]
    pub trait is_put<
        __P: ::supervise::__private::Process,
        V: Clone + ::core::marker::Send + 'static,
    > {
        const MAKE: fn(V) -> __P::Message;
    }
    impl<
        __P: ::supervise::__private::Handles<8643375363983527406u64, Shape = Self>,
        V: Clone + ::core::marker::Send + 'static,
    > is_put<__P, V> for ::supervise::__private::CastOf<V> {
        const MAKE: fn(V) -> __P::Message = <__P as ::supervise::__private::Handles<
            8643375363983527406u64,
        >>::MAKE;
    }
    #[automatically_derived]
    impl<
        __P: ::supervise::__private::Process + has_get<Shape: is_get<__P, V>>
            + has_save<Shape: is_save<__P, V>> + has_put<Shape: is_put<__P, V>>,
        V: Clone + ::core::marker::Send + 'static,
    > Store<V> for ::supervise::__private::Ref<__P> {
        fn get(
            &self,
            key: String,
            version: u64,
        ) -> ::supervise::__private::ProtocolCall<'_, (String, u64), Option<V>> {
            ::supervise::__private::ProtocolCall::new(
                self,
                (key, version),
                <<__P as has_get>::Shape as is_get<__P, V>>::MAKE,
            )
        }
        fn save(
            &self,
        ) -> ::supervise::__private::ProtocolCall<
            '_,
            (),
            <io::Result<()> as ::supervise::__private::ResultParts>::Ok,
            <io::Result<()> as ::supervise::__private::ResultParts>::Err,
        > {
            ::supervise::__private::ProtocolCall::new(
                self,
                (),
                <<__P as has_save>::Shape as is_save<__P, V>>::MAKE,
            )
        }
        fn put(&self, value: V) -> ::supervise::__private::ProtocolCast<'_, V> {
            ::supervise::__private::ProtocolCast::new(
                self,
                value,
                <<__P as has_put>::Shape as is_put<__P, V>>::MAKE,
            )
        }
    }
    #[automatically_derived]
    impl<V: Clone + ::core::marker::Send + 'static> ::supervise::__private::Protocol
    for dyn Store<V> {
        type Object = Self;
    }
};
