//! `#[derive(FromJson, ToJson)]`: reading and writing by `qitu::json`, told by the attributes of
//! serde that the types carry anyway. Serde itself writes a visitor for every type and every way
//! of reading; for this project's types that came to half of the program a phone downloads.
//!
//! Understood: `default` on types and fields, `default = "function"`, `skip_serializing_if`,
//! `rename`, `rename_all = "snake_case"`, `tag`, `untagged`, `transparent`, and `try_from` and
//! `into` a `String`. Anything else does not compile, so nothing is read in another way than
//! serde would.

mod attribute;

use attribute::{Attributes, snake};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Data, DeriveInput, Error, Field, Fields, GenericParam, Ident, LitStr, Result, Type, Variant,
    parse_macro_input, parse_quote,
};

/// Reading: `FromJson` as serde's `Deserialize` would read.
#[proc_macro_derive(FromJson, attributes(serde))]
pub fn from_json(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    read(&input).unwrap_or_else(Error::into_compile_error).into()
}

/// Writing: `ToJson` as serde's `Serialize` would write.
#[proc_macro_derive(ToJson, attributes(serde))]
pub fn to_json(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    write(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn read(input: &DeriveInput) -> Result<TokenStream> {
    let own = Attributes::of(&input.attrs)?;
    let name = &input.ident;
    let label = name.to_string();
    let body = match &input.data {
        _ if own.text => quote! {
            let text = <::std::string::String as crate::json::FromJson>::from_json(value)?;
            <Self as ::std::convert::TryFrom<::std::string::String>>::try_from(text)
                .map_err(|_| crate::json::Wrong(#label))
        },
        Data::Struct(data)
            if own.transparent || data.fields.len() == 1 && is_tuple(&data.fields) =>
        {
            quote!(crate::json::FromJson::from_json(value).map(Self))
        }
        Data::Struct(data) if is_tuple(&data.fields) => {
            let items = data.fields.iter().map(|field| {
                let own = Attributes::of(&field.attrs)?;
                Ok(if own.default { quote!(list.or_default()?) } else { quote!(list.must()?) })
            });
            let items = items.collect::<Result<Vec<_>>>()?;
            quote! {
                let mut list = value.list(#label)?;
                Ok(Self(#(#items),*))
            }
        }
        Data::Struct(data) => {
            let build = fields(&data.fields, own.default, &quote!(Self))?;
            quote! {
                let mut map = value.map(#label)?;
                #build
            }
        }
        Data::Enum(data) if own.untagged => {
            let tries = data.variants.iter().map(|variant| {
                let name = &variant.ident;
                let build = fields(&variant.fields, false, &quote!(Self::#name))?;
                Ok(quote! {
                    let read = (|map: &mut crate::json::Fields<'_>| { #build })(&mut map);
                    if read.is_ok() {
                        return read;
                    }
                    map.forget();
                })
            });
            let tries = tries.collect::<Result<Vec<_>>>()?;
            quote! {
                let mut map = value.map(#label)?;
                #(#tries)*
                Err(crate::json::Wrong(#label))
            }
        }
        Data::Enum(data) => {
            let words = words(&own, data.variants.iter());
            let arms = data.variants.iter().enumerate().map(|(at, variant)| {
                let name = &variant.ident;
                let build = match (&variant.fields, &own.tag) {
                    (Fields::Unit, _) => quote!(Ok(Self::#name)),
                    (Fields::Unnamed(one), None) if one.unnamed.len() == 1 => {
                        quote!(crate::json::FromJson::from_json(value).map(Self::#name))
                    }
                    (kept, Some(_)) => fields(kept, false, &quote!(Self::#name))?,
                    _ => return Err(Error::new_spanned(variant, "needs a tag")),
                };
                let last = at + 1 == data.variants.len();
                Ok(if last { quote!(_ => { #build }) } else { quote!(#at => { #build }) })
            });
            let arms = arms.collect::<Result<Vec<_>>>()?;
            let which = match &own.tag {
                Some(tag) => quote! {
                    let mut map = value.map(#label)?;
                    let which = map.word(#tag, &[#(#words),*])?;
                },
                None if data.variants.iter().any(|v| is_tuple(&v.fields)) => quote! {
                    let (which, value) = value.variant(#label, &[#(#words),*])?;
                },
                None => quote!(let which = value.word(#label, &[#(#words),*])?;),
            };
            quote! {
                #which
                match which { #(#arms)* }
            }
        }
        Data::Union(_) => return Err(Error::new_spanned(name, "a union is no JSON")),
    };
    let generics = bounded(input, &parse_quote!(crate::json::FromJson));
    let (params, types, wheres) = generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #params crate::json::FromJson for #name #types #wheres {
            fn from_json(
                value: crate::json::Value<'_>,
            ) -> ::std::result::Result<Self, crate::json::Wrong> {
                #body
            }
        }
    })
}

/// `map` → `Ok(path { … })`. What must be there is read first, and stops the reading; what may be
/// missing is read to its end, which is asked for once: a way out behind every field would have
/// to drop every field before it.
fn fields(list: &Fields, all_default: bool, path: &TokenStream) -> Result<TokenStream> {
    let Fields::Named(list) = list else {
        return Err(Error::new_spanned(list, "only named fields"));
    };
    let (mut must, mut may, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for field in &list.named {
        let own = Attributes::of(&field.attrs)?;
        let (name, key, kind) = (field_name(field), own.key(field), &field.ty);
        names.push(name.clone());
        if let Some(function) = &own.default_by {
            may.push(quote!(let #name: #kind = map.or_else(#key, #function);));
        } else if own.default || all_default || is_option(kind) {
            may.push(quote!(let #name: #kind = map.or_default(#key);));
        } else {
            must.push(quote!(let #name: #kind = map.must(#key)?;));
        }
    }
    Ok(quote! {
        #(#must)*
        #(#may)*
        map.end(#path { #(#names),* })
    })
}

fn write(input: &DeriveInput) -> Result<TokenStream> {
    let own = Attributes::of(&input.attrs)?;
    let name = &input.ident;
    let body = match &input.data {
        _ if own.text => quote!(to.text(&::std::string::String::from(self.clone()))),
        Data::Struct(data)
            if own.transparent || data.fields.len() == 1 && is_tuple(&data.fields) =>
        {
            quote!(self.0.to_json(to))
        }
        Data::Struct(data) => {
            let put = puts(&data.fields, |name| quote!(&self.#name))?;
            quote! {
                to.open_map();
                #put
                to.close_map();
            }
        }
        Data::Enum(data) => {
            let words = words(&own, data.variants.iter());
            let arms = data.variants.iter().zip(words).map(|(variant, word)| {
                let name = &variant.ident;
                let bound: Vec<Ident> = variant.fields.iter().map(field_name).collect();
                let put = puts(&variant.fields, |name| quote!(#name))?;
                Ok(match (&own.tag, own.untagged) {
                    (Some(tag), _) => quote! {
                        Self::#name { #(#bound),* } => {
                            to.open_map();
                            to.field(#tag, &#word);
                            #put
                            to.close_map();
                        }
                    },
                    (None, true) => quote! {
                        Self::#name { #(#bound),* } => {
                            to.open_map();
                            #put
                            to.close_map();
                        }
                    },
                    (None, false) if is_tuple(&variant.fields) && bound.len() == 1 => quote! {
                        Self::#name(one) => {
                            to.open_map();
                            to.field(#word, one);
                            to.close_map();
                        }
                    },
                    (None, false) if bound.is_empty() => quote!(Self::#name => to.text(#word),),
                    _ => return Err(Error::new_spanned(variant, "needs a tag")),
                })
            });
            let arms = arms.collect::<Result<Vec<_>>>()?;
            quote!(match self { #(#arms)* })
        }
        Data::Union(_) => return Err(Error::new_spanned(name, "a union is no JSON")),
    };
    let generics = bounded(input, &parse_quote!(crate::json::ToJson));
    let (params, types, wheres) = generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #params crate::json::ToJson for #name #types #wheres {
            fn to_json(&self, to: &mut crate::json::Writer) {
                #body
            }
        }
    })
}

fn puts(list: &Fields, place: impl Fn(&Ident) -> TokenStream) -> Result<TokenStream> {
    let puts = list.iter().map(|field| {
        let own = Attributes::of(&field.attrs)?;
        let (place, key) = (place(&field_name(field)), own.key(field));
        let put = quote!(to.field(#key, #place););
        Ok(match own.skip_if {
            Some(empty) => quote!(if !#empty(#place) { #put }),
            None => put,
        })
    });
    let puts = puts.collect::<Result<Vec<_>>>()?;
    Ok(quote!(#(#puts)*))
}

fn words<'a>(own: &Attributes, variants: impl Iterator<Item = &'a Variant>) -> Vec<LitStr> {
    let word = |name: &Ident| if own.snake { snake(&name.to_string()) } else { name.to_string() };
    variants.map(|variant| LitStr::new(&word(&variant.ident), variant.ident.span())).collect()
}

fn field_name(field: &Field) -> Ident {
    field.ident.clone().unwrap_or_else(|| format_ident!("unnamed"))
}

fn is_tuple(list: &Fields) -> bool {
    matches!(list, Fields::Unnamed(_))
}

fn is_option(kind: &Type) -> bool {
    let Type::Path(path) = kind else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == "Option")
}

fn bounded(input: &DeriveInput, bound: &syn::TypeParamBound) -> syn::Generics {
    let mut generics = input.generics.clone();
    for param in &mut generics.params {
        if let GenericParam::Type(kind) = param {
            kind.bounds.push(bound.clone());
        }
    }
    generics
}
