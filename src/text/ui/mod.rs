//! Owns the words of the page: labels, buttons, headings and short sentences with numbers.
//! Refuses reasons and problems: those have files of their own beside this one.
//!
//! One dictionary a screen. Each entry is written with both languages side by side, so an entry
//! without one of them does not compile. `{}` stands for what [`fill`] puts in.

pub mod advice;
pub mod backup;
pub mod badge;
pub mod chain;
pub mod check;
pub mod compare;
pub mod course;
pub mod cover;
pub mod evidence;
pub mod goal;
pub mod keep;
pub mod kit;
pub mod leaflet;
pub mod map;
pub mod me;
pub mod parts;
pub mod plan;
pub mod record;
pub mod say;
pub mod schooling;
pub mod season;
pub mod share;
pub mod shell;
pub mod start;
pub mod studio;
pub mod tune;
pub mod week;
pub mod who;

/// A dictionary: a struct of sentences and its value in each language.
macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        /// The sentences of this screen in one language.
        #[derive(Debug)]
        pub struct Words {
            $(#[doc = $en] pub $name: &'static str,)*
        }
        static ZH: Words = Words { $($name: $zh,)* };
        static EN: Words = Words { $($name: $en,)* };
        /// The sentences in this language.
        #[must_use]
        pub fn words(lang: $crate::text::Lang) -> &'static Words {
            match lang {
                $crate::text::Lang::Zh => &ZH,
                $crate::text::Lang::En => &EN,
            }
        }
        #[cfg(test)]
        mod tests {
            #[test]
            fn every_sentence_has_the_same_blanks_in_both_languages() {
                $(
                    let blanks = |text: &str| text.matches("{}").count();
                    assert_eq!(blanks($zh), blanks($en), stringify!($name));
                    assert!(!$zh.is_empty() && !$en.is_empty(), stringify!($name));
                )*
            }
        }
    };
}
pub(crate) use words;

/// Puts the parts into the blanks `{}` of a sentence, in order.
#[must_use]
pub fn fill(sentence: &str, parts: &[&str]) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut parts = parts.iter();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once("{}") {
        out.push_str(before);
        out.push_str(parts.next().copied().unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
    out
}
