//! Owns telling what a file is by its bytes, whatever its name says.

use crate::Refusal;
use crate::archive::Parts;

/// What can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Xlsx,
    Xls,
    Ods,
}

pub(crate) fn of(bytes: &[u8]) -> Result<Kind, Refusal> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => packed(bytes),
        [b'P', b'K', 5, 6, ..] => Err(Refusal::Archive),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => compound(bytes),
        [b'%', b'P', b'D', b'F', ..] => Err(Refusal::Pdf),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => {
            Err(Refusal::Picture)
        }
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xbc, 0xaf, ..] | [0x1f, 0x8b, ..] => {
            Err(Refusal::Archive)
        }
        [b'{', b'\\', b'r', b't', b'f', ..] => Err(Refusal::Document),
        _ if is_page(bytes) => Err(Refusal::WebPage),
        // UTF-16 with its mark holds zeros too.
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Ok(Kind::Text),
        _ if bytes.contains(&0) => Err(Refusal::Unknown),
        _ => Ok(Kind::Text),
    }
}

fn is_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins =
        |word: &[u8]| bytes.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    [b"<html".as_slice(), b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta"]
        .into_iter()
        .any(begins)
}

/// A ZIP archive, by the parts in it.
fn packed(bytes: &[u8]) -> Result<Kind, Refusal> {
    let parts = Parts::open(bytes)?;
    let has = |name: &str| parts.has(name);
    let has_in = |folder: &str| parts.names().any(|name| name.starts_with(folder));
    if parts.has("mimetype") {
        return match parts.start("mimetype").as_slice() {
            b"application/vnd.oasis.opendocument.spreadsheet" => Ok(Kind::Ods),
            kind if kind.starts_with(b"application/vnd.oasis.opendocument.presentation") => {
                Err(Refusal::Slides)
            }
            kind if kind.starts_with(b"application/vnd.oasis.opendocument") => {
                Err(Refusal::Document)
            }
            _ => Err(Refusal::Archive),
        };
    }
    if has("xl/workbook.bin") {
        Err(Refusal::Binary)
    } else if has_in("xl/") {
        Ok(Kind::Xlsx)
    } else if has_in("word/") {
        Err(Refusal::Document)
    } else if has_in("ppt/") {
        Err(Refusal::Slides)
    } else if has_in("Index/") || has("Index.zip") {
        Err(Refusal::Numbers)
    } else {
        Err(Refusal::Archive)
    }
}

/// A compound file of older programs, by the streams in it.
fn compound(bytes: &[u8]) -> Result<Kind, Refusal> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        // Names of streams stand at the start of entries of 128 bytes.
        bytes.chunks(128).any(|entry| {
            entry.starts_with(&wide) && entry.get(wide.len()..wide.len() + 2) == Some(&[0, 0])
        })
    };
    if has("EncryptedPackage") {
        Err(Refusal::Encrypted)
    } else if has("WordDocument") {
        Err(Refusal::Document)
    } else if has("PowerPoint Document") {
        Err(Refusal::Slides)
    } else if has("Workbook") || has("Book") {
        Ok(Kind::Xls)
    } else {
        // The list of streams may stand in the part that is missing.
        Err(Refusal::Broken)
    }
}
