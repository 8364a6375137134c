//! Owns the words of the page: labels, buttons, headings and short sentences with numbers.
//! Refuses reasons and problems: those have files of their own beside this one.
//!
//! One dictionary a screen. Each entry is written with both languages side by side, so an entry
//! without one of them does not compile. `{}` stands for what [`fill`] puts in.

pub mod academy;
pub mod advice;
pub mod aloud;
pub mod backup;
pub mod badge;
pub mod begin;
pub mod chain;
pub mod check;
pub mod compare;
pub mod course;
pub mod cover;
pub mod evidence;
pub mod fault;
pub mod field;
pub mod forecast;
pub mod goal;
pub mod keep;
pub mod kit;
pub mod leaflet;
pub mod lift;
pub mod map;
pub mod matter;
pub mod me;
pub mod parts;
pub mod plan;
pub mod poster;
pub mod publish;
pub mod record;
pub mod schooling;
pub mod season;
pub mod share;
pub mod shell;
pub mod start;
pub mod studio;
pub mod today;
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
        pub fn words(lang: ::qitu_model::Lang) -> &'static Words {
            match lang {
                ::qitu_model::Lang::Zh => &ZH,
                ::qitu_model::Lang::En => &EN,
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
///
/// A blank has a space on each side for a number's sake; between two Chinese characters, as where a
/// date ends in “日”, no space is written.
#[must_use]
pub fn fill(sentence: &str, parts: &[&str]) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut parts = parts.iter();
    let mut pieces = sentence.split("{}");
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        add(&mut out, parts.next().copied().unwrap_or_default());
        add(&mut out, piece);
    }
    out
}

fn add(out: &mut String, text: &str) {
    let is_wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
    let text = match text.strip_prefix(' ') {
        Some(bare) if is_wide(out.chars().last()) && is_wide(bare.chars().next()) => bare,
        _ => text,
    };
    if out.ends_with(' ') && is_wide(text.chars().next()) && is_wide(out.chars().rev().nth(1)) {
        out.pop();
    }
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn no_space_stands_between_two_chinese_characters() {
        assert_eq!(fill("到 {} 为止", &["2027 年 5 月 31 日"]), "到 2027 年 5 月 31 日为止");
        assert_eq!(fill("{} 已过期", &["2027 年 5 月"]), "2027 年 5 月已过期");
        assert_eq!(fill("学完 {}。", &["站务"]), "学完站务。");
        assert_eq!(fill("{} 项要求，已具备 {} 项", &["7", "0"]), "7 项要求，已具备 0 项");
        assert_eq!(fill("{} of {} answered", &["1", "2"]), "1 of 2 answered");
        assert_eq!(fill("{}", &[]), "");
    }
}
