//! Owns how the plain types are read and written.

use super::{FromJson, ToJson, Value, Writer, Wrong};
use std::collections::BTreeMap;

impl FromJson for bool {
    fn blank() -> Self {
        false
    }

    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
        let Value::Bool(yes) = value else { return Err(Wrong(&"bool")) };
        *self = *yes;
        Ok(())
    }
}

impl ToJson for bool {
    fn to_json(&self, to: &mut Writer) {
        to.bare(if *self { "true" } else { "false" });
    }
}

fn whole(value: &Value<'_>) -> Result<i64, Wrong> {
    // To serde, `-0` is no whole number.
    let Value::Number(text) = value else { return Err(Wrong(&"number")) };
    text.parse().ok().filter(|_| *text != "-0").ok_or(Wrong(&"number"))
}

fn put_whole(mut rest: u64, negative: bool, to: &mut Writer) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if negative {
        to.bare("-");
    }
    to.bare(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

macro_rules! number {
    ($($kind:ty: |$own:ident| $size:expr, $negative:expr;)*) => {$(
        impl FromJson for $kind {
            fn blank() -> Self {
                0
            }

            fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
                *self = whole(value)?.try_into().map_err(|_| Wrong(&"number"))?;
                Ok(())
            }
        }

        impl ToJson for $kind {
            fn to_json(&self, to: &mut Writer) {
                let $own = *self;
                put_whole($size, $negative, to);
            }
        }
    )*};
}

number! {
    u8: |n| n.into(), false;
    u16: |n| n.into(), false;
    u32: |n| n.into(), false;
    u64: |n| n, false;
    usize: |n| n as u64, false;
    i32: |n| n.unsigned_abs().into(), n < 0;
    i64: |n| n.unsigned_abs(), n < 0;
}

/// Milliseconds: read and written to the thousandth. Everything else is counted in whole units.
impl FromJson for f64 {
    fn blank() -> Self {
        0.0
    }

    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
        let Value::Number(text) = value else { return Err(Wrong(&"number")) };
        let (front, back) = text.split_once('.').unwrap_or((text, ""));
        let thousandths = back.bytes().chain(*b"000").take(3).map(|b| i64::from(b) - 48);
        let back = thousandths.fold(0, |sum, digit| sum * 10 + digit);
        let front: i64 = front.parse().map_err(|_| Wrong(&"number"))?;
        *self = front as Self + back as Self / 1000.0;
        Ok(())
    }
}

impl ToJson for f64 {
    fn to_json(&self, to: &mut Writer) {
        let thousandths = (self.max(0.0) * 1000.0) as u64;
        put_whole(thousandths / 1000, false, to);
        to.bare(".");
        let mut rest = thousandths % 1000;
        loop {
            put_whole(rest / 100, false, to);
            rest = rest % 100 * 10;
            if rest == 0 {
                break;
            }
        }
    }
}

impl FromJson for String {
    fn blank() -> Self {
        Self::new()
    }

    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
        let Value::Text(text) = value else { return Err(Wrong(&"text")) };
        *self = std::mem::take(text).into_owned();
        Ok(())
    }
}

impl ToJson for String {
    fn to_json(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl ToJson for str {
    fn to_json(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn to_json(&self, to: &mut Writer) {
        (**self).to_json(to);
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
        if let Value::Null = value {
            *self = None;
            return Ok(());
        }
        self.insert(T::blank()).read_json(value)
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self, to: &mut Writer) {
        match self {
            Some(value) => value.to_json(to),
            None => to.bare("null"),
        }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
        (**self).read_json(value)
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn to_json(&self, to: &mut Writer) {
        (**self).to_json(to);
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
        self.clear();
        value.each(&"list", &mut |item| {
            let mut one = T::blank();
            one.read_json(item)?;
            self.push(one);
            Ok(())
        })
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self, to: &mut Writer) {
        to.open_list();
        for item in self {
            to.item(item);
        }
        to.close_list();
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn blank() -> Self {
        (A::blank(), B::blank())
    }

    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
        value.places(&"pair", 2, &mut [&mut self.0, &mut self.1])
    }
}

impl<A: ToJson, B: ToJson> ToJson for (A, B) {
    fn to_json(&self, to: &mut Writer) {
        to.open_list();
        to.item(&self.0);
        to.item(&self.1);
        to.close_list();
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
        self.clear();
        let Value::Map(entries) = value else { return Err(Wrong(&"map")) };
        for (key, value) in entries {
            let mut one = T::blank();
            one.read_json(value)?;
            self.insert(std::mem::take(key).into_owned(), one);
        }
        Ok(())
    }
}

impl<T: ToJson> ToJson for BTreeMap<String, T> {
    fn to_json(&self, to: &mut Writer) {
        to.open_map();
        for (key, value) in self {
            to.field(key, value);
        }
        to.close_map();
    }
}

impl ToJson for Value<'_> {
    fn to_json(&self, to: &mut Writer) {
        match self {
            Self::Null => to.bare("null"),
            Self::Bool(yes) => yes.to_json(to),
            Self::Number(text) => to.bare(text),
            Self::Text(text) => to.text(text),
            Self::List(items) => items.to_json(to),
            Self::Map(entries) => {
                to.open_map();
                for (key, value) in entries {
                    to.field(key, value);
                }
                to.close_map();
            }
        }
    }
}
