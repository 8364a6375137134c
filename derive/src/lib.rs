//! `#[derive(FromJson, ToJson)]`: reading and writing by `qitu::json`, told by the attributes of
//! serde that the types carry anyway. Serde itself writes a visitor for every type and every way
//! of reading; for this project's types that came to half of the program a phone downloads.
//!
//! Understood: `default` on types and fields, `default = "function"`, `skip_serializing_if`,
//! `rename`, `rename_all = "snake_case"`, `tag`, `untagged`, `transparent`, and `try_from` and
//! `into` a `String` (read by the type's own `parse`). Anything else does not compile, so nothing is read in another way than
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
    let (blank, body) = match &input.data {
        _ if own.text => (
            quote!(<Self as ::std::default::Default>::default()),
            quote! {
                let text = value.as_text().ok_or(::qitu_model::json::Wrong(&"text"))?;
                *self = Self::parse(text).ok_or(::qitu_model::json::Wrong(&#label))?;
                Ok(())
            },
        ),
        Data::Struct(data)
            if own.transparent || data.fields.len() == 1 && is_tuple(&data.fields) =>
        {
            (
                quote!(Self(::qitu_model::json::FromJson::blank())),
                quote!(::qitu_model::json::FromJson::read_json(&mut self.0, value)),
            )
        }
        Data::Struct(data) if is_tuple(&data.fields) => {
            let defaults =
                data.fields.iter().map(|field| Ok(Attributes::of(&field.attrs)?.default));
            let defaults = defaults.collect::<Result<Vec<_>>>()?;
            let must = defaults.iter().take_while(|default| !**default).count();
            if defaults.iter().skip(must).any(|default| !default) {
                return Err(Error::new_spanned(name, "what may be left out comes last"));
            }
            let blanks = data.fields.iter().map(|_| quote!(::qitu_model::json::FromJson::blank()));
            let places = (0..defaults.len()).map(syn::Index::from);
            (
                quote!(Self(#(#blanks),*)),
                quote!(value.places(&#label, #must, &mut [#(&mut self.#places),*])),
            )
        }
        Data::Struct(data) => {
            let blank = match own.default {
                true => quote!(<Self as ::std::default::Default>::default()),
                false => blank(&data.fields, &quote!(Self))?,
            };
            let reads = reads(&data.fields, own.default, |name| quote!(&mut self.#name))?;
            let body = quote! {
                let mut map = value.map(&#label)?;
                #reads
                map.end()
            };
            (blank, body)
        }
        Data::Enum(data) if own.untagged => {
            let blanks = blanks(data)?;
            let tries = data.variants.iter().zip(&blanks).map(|(variant, blank)| {
                let name = &variant.ident;
                let bound = variant.fields.iter().map(field_name);
                let reads = reads(&variant.fields, false, |name| quote!(#name))?;
                Ok(quote! {
                    *self = #blank;
                    if let Self::#name { #(#bound),* } = self {
                        #reads
                    }
                    if map.end().is_ok() {
                        return Ok(());
                    }
                    map.forget();
                })
            });
            let tries = tries.collect::<Result<Vec<_>>>()?;
            let body = quote! {
                let mut map = value.map(&#label)?;
                #(#tries)*
                Err(::qitu_model::json::Wrong(&#label))
            };
            (blanks.into_iter().next().unwrap_or_default(), body)
        }
        Data::Enum(data) => {
            let blanks = blanks(data)?;
            let words = words(&own, data.variants.iter());
            let mut choose = Vec::new();
            let mut arms = Vec::new();
            for (at, (variant, blank)) in data.variants.iter().zip(&blanks).enumerate() {
                let name = &variant.ident;
                let last = at + 1 == data.variants.len();
                let at = if last { quote!(_) } else { quote!(#at) };
                choose.push(quote!(#at => #blank));
                match (&variant.fields, &own.tag) {
                    (Fields::Unit, _) => {}
                    (Fields::Unnamed(one), None) if one.unnamed.len() == 1 => arms.push(quote! {
                        Self::#name(one) => ::qitu_model::json::FromJson::read_json(one, value)?,
                    }),
                    (fields, Some(_)) => {
                        let bound = fields.iter().map(field_name);
                        let reads = reads(fields, false, |name| quote!(#name))?;
                        arms.push(quote!(Self::#name { #(#bound),* } => { #reads }));
                    }
                    _ => return Err(Error::new_spanned(variant, "needs a tag")),
                }
            }
            let rest = (arms.len() < data.variants.len()).then(|| quote!(_ => {}));
            let fill = (!arms.is_empty()).then(|| quote!(match self { #(#arms)* #rest }));
            let (which, end) = match &own.tag {
                Some(tag) => (
                    quote! {
                        let mut map = value.map(&#label)?;
                        let which = map.word(&#tag, &[#(#words),*])?;
                    },
                    quote!(map.end()),
                ),
                None if data.variants.iter().any(|v| is_tuple(&v.fields)) => {
                    (quote!(let which = value.variant(&#label, &[#(#words),*])?;), quote!(Ok(())))
                }
                None => (quote!(let which = value.word(&#label, &[#(#words),*])?;), quote!(Ok(()))),
            };
            let body = quote! {
                #which
                *self = match which { #(#choose),* };
                #fill
                #end
            };
            (blanks.into_iter().next().unwrap_or_default(), body)
        }
        Data::Union(_) => return Err(Error::new_spanned(name, "a union is no JSON")),
    };
    let generics = bounded(input, &parse_quote!(::qitu_model::json::FromJson));
    let (params, types, wheres) = generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #params ::qitu_model::json::FromJson for #name #types #wheres {
            fn blank() -> Self {
                #blank
            }

            fn read_json(
                &mut self,
                value: &mut ::qitu_model::json::Value<'_>,
            ) -> ::std::result::Result<(), ::qitu_model::json::Wrong> {
                #body
            }
        }
    })
}

/// `path { field: what it is when left out, … }`.
fn blank(list: &Fields, path: &TokenStream) -> Result<TokenStream> {
    let fields = list.iter().map(|field| {
        let own = Attributes::of(&field.attrs)?;
        let name = &field.ident;
        let value = match (&own.default_by, own.default) {
            (Some(function), _) => quote!(#function()),
            (None, true) => quote!(::std::default::Default::default()),
            (None, false) => quote!(::qitu_model::json::FromJson::blank()),
        };
        Ok(if name.is_some() { quote!(#name: #value) } else { value })
    });
    let fields = fields.collect::<Result<Vec<_>>>()?;
    Ok(match list {
        Fields::Named(_) => quote!(#path { #(#fields),* }),
        Fields::Unnamed(_) => quote!(#path(#(#fields),*)),
        Fields::Unit => path.clone(),
    })
}

/// Every variant before it is read.
fn blanks(data: &syn::DataEnum) -> Result<Vec<TokenStream>> {
    let each = data.variants.iter().map(|variant| {
        let name = &variant.ident;
        blank(&variant.fields, &quote!(Self::#name))
    });
    each.collect()
}

/// Reads each field from `map`. What must be there is read first, and stops the reading.
fn reads(
    list: &Fields,
    all_default: bool,
    place: impl Fn(&Ident) -> TokenStream,
) -> Result<TokenStream> {
    let (mut must, mut may) = (Vec::new(), Vec::new());
    for field in list {
        if field.ident.is_none() {
            return Err(Error::new_spanned(list, "only named fields"));
        }
        let own = Attributes::of(&field.attrs)?;
        let (place, key) = (place(&field_name(field)), own.key(field));
        let left_out = own.default || own.default_by.is_some() || is_option(&field.ty);
        if all_default || left_out {
            may.push(quote!(map.may(&#key, #place);));
        } else {
            must.push(quote!(map.must(&#key, #place);));
        }
    }
    Ok(quote!(#(#must)* #(#may)*))
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
            let names = data.variants.iter().map(|variant| &variant.ident);
            let word = quote!(match self { #(Self::#names { .. } => #words),* });
            let arms = data.variants.iter().zip(&words).filter(|(v, _)| !v.fields.is_empty());
            let arms = arms.map(|(variant, word)| {
                let name = &variant.ident;
                if own.tag.is_none() && !own.untagged {
                    return match &variant.fields {
                        Fields::Unnamed(one) if one.unnamed.len() == 1 => Ok(quote! {
                            Self::#name(one) => {
                                to.open_map();
                                to.field(#word, one);
                                to.close_map();
                            }
                        }),
                        _ => Err(Error::new_spanned(variant, "needs a tag")),
                    };
                }
                let bound = variant.fields.iter().map(field_name);
                let put = puts(&variant.fields, |name| quote!(#name))?;
                Ok(quote!(Self::#name { #(#bound),* } => { #put }))
            });
            let arms = arms.collect::<Result<Vec<_>>>()?;
            let open = match &own.tag {
                Some(tag) => quote!(to.open_map(); to.field(#tag, &#word);),
                None => quote!(to.open_map();),
            };
            let rest = (arms.len() < data.variants.len()).then(|| quote!(_ => {}));
            match own.tag.is_some() || own.untagged {
                true => quote!(#open match self { #(#arms)* #rest } to.close_map();),
                false if arms.is_empty() => quote!(to.text(#word);),
                false => {
                    let rest = rest.map(|_| quote!(_ => to.text(#word),));
                    quote!(match self { #(#arms)* #rest })
                }
            }
        }
        Data::Union(_) => return Err(Error::new_spanned(name, "a union is no JSON")),
    };
    let generics = bounded(input, &parse_quote!(::qitu_model::json::ToJson));
    let (params, types, wheres) = generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #params ::qitu_model::json::ToJson for #name #types #wheres {
            fn to_json(&self, to: &mut ::qitu_model::json::Writer) {
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
