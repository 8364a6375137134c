//! Owns `pack`: a catalogue in the folder of a built planner, whole and as what a first plan is made
//! from, so that what is on the host is what is planned.
//! Refuses catalogues with errors, and folders that hold no planner.

use crate::place::{self, Change, Refused};
use crate::{Failure, file, out};
use qitu_engine::export::publish::{self, Edition, Planner};
use qitu_model::Lang;
use std::io::{self, Write};
use std::path::Path;

/// Which catalogue of the planner it becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The planner's own, which it opens with.
    Own,
    /// One more, which it opens with where the address says `?book=` and its id.
    Beside,
}

const PAGE: &str = "index.html";

/// Puts a catalogue into the folder.
pub fn pack(lang: Lang, path: &Path, folder: &Path, place: Place) -> Result<(), Failure> {
    let edition = file::edition(lang, path)?;
    let page = std::fs::read_to_string(folder.join(PAGE)).ok();
    let Some(planner) = page.and_then(Planner::read) else {
        refuse(folder, no_planner(lang));
        return Err(Failure::BadInput);
    };
    let target = match place {
        Place::Own => planner.own(),
        Place::Beside => beside(lang, path, folder, &planner, &edition)?,
    };
    let page = planner.with(&target, &edition);
    let written = [
        (target.whole, edition.whole),
        (target.first, edition.first),
        // Last, since it names the others.
        (PAGE.to_owned(), page),
    ];
    let changes = changes(folder, &written).map_err(|error| {
        refuse(folder, &error.to_string());
        Failure::Unwritten
    })?;
    place::put(&changes).map_err(|refused| {
        tell_unwritten(lang, &refused);
        Failure::Unwritten
    })?;
    for change in changes.iter().filter(|change| change.bytes.is_some()) {
        out::say(&change.path.display().to_string());
    }
    out::tell(&done(lang, &edition.id, &edition.version, place));
    Ok(())
}

/// Where one more catalogue goes, if no other file is there.
fn beside(
    lang: Lang,
    path: &Path,
    folder: &Path,
    planner: &Planner,
    edition: &Edition,
) -> Result<publish::Place, Failure> {
    let id = &edition.id;
    let Some(target) = planner.beside(id) else {
        refuse(path, &bad_id(lang, id));
        return Err(Failure::BadInput);
    };
    let there = folder.join(&target.whole);
    if target != planner.own() && there.exists() && !is_edition(&there, id) {
        refuse(&there, taken(lang));
        return Err(Failure::BadInput);
    }
    Ok(target)
}

/// Is the file an edition of this catalogue, and not one of the planner's other files?
fn is_edition(path: &Path, id: &str) -> bool {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Head {
        format: String,
        id: String,
    }
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let head = serde_json::from_str::<Head>(&text).unwrap_or_default();
    head.format.starts_with("qitu.catalogue") && head.id == id
}

/// The files with their compressed copies: renewed where the folder has such copies of the page, and
/// otherwise taken away, since a host would send an old one in place of the file.
fn changes(folder: &Path, written: &[(String, String)]) -> io::Result<Vec<Change>> {
    let mut changes = Vec::new();
    for (path, text) in written {
        let bytes = text.as_bytes();
        for (ending, packed) in [("br", brotli as Packer), ("gz", gzip)] {
            let has_copies = folder.join(format!("{PAGE}.{ending}")).exists();
            let path = folder.join(format!("{path}.{ending}"));
            let bytes = has_copies.then(|| packed(bytes)).transpose()?;
            changes.push(Change { path, bytes });
        }
        changes.push(Change { path: folder.join(path), bytes: Some(bytes.to_vec()) });
    }
    Ok(changes)
}

type Packer = fn(&[u8]) -> io::Result<Vec<u8>>;

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let size_hint = bytes.len();
    let how = brotli::enc::BrotliEncoderParams { quality: 11, size_hint, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &how)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes)?;
    packer.finish()
}

fn refuse(path: &Path, words: &str) {
    out::tell(&format!("{}: {words}", path.display()));
}

fn no_planner(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "这个文件夹里没有骑途：要有 make build 写出的 index.html。什么都没有动。",
        Lang::En => {
            "there is no planner in this folder: it needs the index.html that make build writes. \
             Nothing was changed."
        }
    }
}

fn bad_id(lang: Lang, id: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "目录的 id「{id}」放不进网址：只能用英文字母、数字、- 和 _，最多 64 个。什么都没有动。"
        ),
        Lang::En => format!(
            "the id \"{id}\" cannot stand in an address: only letters from a to z, digits, - and _, \
             64 at most. Nothing was changed."
        ),
    }
}

fn taken(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "这里已经有另一个文件叫这个名字：给目录换一个 id。什么都没有动。",
        Lang::En => {
            "another file of the planner has this name: give the catalogue another id. Nothing was \
             changed."
        }
    }
}

fn tell_unwritten(lang: Lang, refused: &Refused) {
    let words = match lang {
        Lang::Zh => format!("写不进去（{}）。", refused.error),
        Lang::En => format!("could not be written ({}).", refused.error),
    };
    let lost: Vec<String> = refused.lost.iter().map(|path| path.display().to_string()).collect();
    let state = match (lang, lost.is_empty()) {
        (Lang::Zh, true) => "什么都没有动。".to_owned(),
        (Lang::En, true) => "Nothing was changed.".to_owned(),
        (Lang::Zh, false) => format!("这些文件没能恢复，请再放一次：{}", lost.join("、")),
        (Lang::En, false) => {
            format!("These files could not be put back, pack again: {}", lost.join(", "))
        }
    };
    let space = if lang == Lang::Zh { "" } else { " " };
    refuse(&refused.path, &format!("{words}{space}{state}"));
}

fn done(lang: Lang, id: &str, version: &str, place: Place) -> String {
    match (lang, place) {
        (Lang::Zh, Place::Own) => {
            format!("现在照 {id}（版本 {version}）算。把上面的文件传上去，index.html 放在最后。")
        }
        (Lang::En, Place::Own) => format!(
            "Plans are now made from {id}, version {version}. Upload the files above, index.html last."
        ),
        (Lang::Zh, Place::Beside) => format!(
            "网址后面加 ?book={id} 就用 {id}（版本 {version}）。把上面的文件传上去，index.html 放在最后。"
        ),
        (Lang::En, Place::Beside) => format!(
            "The address with ?book={id} opens {id}, version {version}. Upload the files above, \
             index.html last."
        ),
    }
}
