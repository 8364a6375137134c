//! Owns what serde's attributes say. Refuses those it does not know.

use syn::{Attribute, Error, ExprPath, Field, LitStr, Result};

/// What the `#[serde(…)]` of a type or a field say.
#[derive(Default)]
pub struct Attributes {
    /// `default`
    pub default: bool,
    /// `default = "…"`
    pub default_by: Option<ExprPath>,
    /// `skip_serializing_if = "…"`
    pub skip_if: Option<ExprPath>,
    /// `rename_all = "snake_case"`
    pub snake: bool,
    /// `tag = "…"`
    pub tag: Option<String>,
    /// `untagged`
    pub untagged: bool,
    /// `transparent`
    pub transparent: bool,
    /// `try_from = "String"`, `into = "String"`
    pub text: bool,
    rename: Option<String>,
}

impl Attributes {
    /// Reads them.
    pub fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut own = Self::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| {
                let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
                let text = || -> Result<LitStr> { meta.value()?.parse() };
                match name.as_str() {
                    "default" if meta.input.peek(syn::Token![=]) => {
                        own.default_by = Some(text()?.parse()?);
                    }
                    "default" => own.default = true,
                    "skip_serializing_if" => own.skip_if = Some(text()?.parse()?),
                    "rename_all" if text()?.value() == "snake_case" => own.snake = true,
                    "rename" => own.rename = Some(text()?.value()),
                    "tag" => own.tag = Some(text()?.value()),
                    "untagged" => own.untagged = true,
                    "transparent" => own.transparent = true,
                    "try_from" | "into" if text()?.value() == "String" => own.text = true,
                    _ => return Err(Error::new_spanned(&meta.path, "not known to qitu-derive")),
                }
                Ok(())
            })?;
        }
        Ok(own)
    }

    /// The field's name in JSON.
    pub fn key(&self, field: &Field) -> String {
        let own = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        self.rename.clone().unwrap_or_else(|| own.trim_start_matches("r#").to_owned())
    }
}

/// `LikeThis` → `like_this`, as serde does it.
pub fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}
