//! Owns the parts of a ZIP archive: which there are, and that together they unpack to no more than
//! is read.

use crate::{MOST_BYTES, Refusal};
use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};
use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

/// Parts of an archive; a spreadsheet has one for each sheet, and a dozen more.
const MOST_PARTS: usize = 20_000;

struct Part {
    name: String,
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
}

/// The parts of an archive.
pub(crate) struct Parts<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    parts: Vec<Part>,
    /// Bytes that may still be unpacked.
    left: Rc<Cell<u64>>,
}

impl<'a> Parts<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        // The list of parts stands at the end.
        let archive = ZipArchive::from_slice(bytes).map_err(|_| Refusal::Cut)?;
        let mut parts = Vec::new();
        for entry in archive.entries() {
            let entry = entry.map_err(|_| Refusal::Broken)?;
            if parts.len() == MOST_PARTS {
                return Err(Refusal::TooLarge);
            }
            // A spreadsheet keeps names that this cannot read for pictures at most.
            let Ok(name) = entry.file_path().try_normalize() else { continue };
            let name = name.as_ref().to_owned();
            parts.push(Part { name, place: entry.wayfinder(), method: entry.compression_method() });
        }
        Ok(Self { archive, parts, left: Rc::new(Cell::new(MOST_BYTES as u64)) })
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.names().any(|own| own == name)
    }

    /// The first bytes of a small part.
    pub fn start(&self, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Ok(part) = self.part(name) {
            // What could be read of it is compared.
            let _ = part.take(200).read_to_end(&mut bytes);
        }
        bytes
    }

    /// A part, unpacked as it is read; more than all parts may unpack to is an error.
    pub fn part(&self, name: &str) -> Result<BufReader<Bounded<'a>>, Refusal>
    where
        Self: 'a,
    {
        let part = self.parts.iter().find(|part| part.name == name).ok_or(Refusal::Broken)?;
        self.unpack(part)
    }

    fn unpack(&self, part: &Part) -> Result<BufReader<Bounded<'a>>, Refusal> {
        let entry = self.archive.get_entry(part.place).map_err(|_| Refusal::Broken)?;
        let range = entry.compressed_data_range();
        let data = usize::try_from(range.0).ok().zip(usize::try_from(range.1).ok());
        let data = data.and_then(|(from, to)| self.archive.get_ref().get(from..to));
        let data: &'a [u8] = data.ok_or(Refusal::Broken)?;
        let inner: Box<dyn Read + 'a> = match part.method {
            CompressionMethod::STORE => Box::new(data),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(data)),
            _ => return Err(Refusal::Broken),
        };
        Ok(BufReader::new(Bounded { inner, left: self.left.clone() }))
    }

    /// Unpacks what a reader of spreadsheets will unpack, to see that it is not too much.
    pub fn measure(&self) -> Result<(), Refusal> {
        let is_read = |part: &&Part| {
            let name = part.name.as_str();
            name.ends_with(".xml") || name.ends_with(".rels") || name == "mimetype"
        };
        for part in self.parts.iter().filter(is_read) {
            let sum = io::copy(&mut self.unpack(part)?, &mut io::sink());
            sum.map_err(|_| self.why())?;
        }
        self.left.set(MOST_BYTES as u64);
        Ok(())
    }

    /// Why a part could not be read to its end.
    pub fn why(&self) -> Refusal {
        if self.left.get() == 0 { Refusal::TooLarge } else { Refusal::Broken }
    }
}

/// A part that is unpacked within bounds.
pub(crate) struct Bounded<'a> {
    inner: Box<dyn Read + 'a>,
    left: Rc<Cell<u64>>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        let left = self.left.get().saturating_sub(count as u64);
        self.left.set(left);
        if left == 0 { Err(io::Error::other("too large")) } else { Ok(count) }
    }
}
