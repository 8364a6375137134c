//! Owns a zip archive of files (PKWARE APPNOTE 6.3.10).
//! Refuses compression, dates and archives of 4 GB: hosts compress what they send.

/// Version 2.0 of the format: folders.
const VERSION: u16 = 20;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
const STORED: u16 = 0;
/// The first day that the format knows, 1980-01-01: an archive of the same files has the same bytes.
const NO_TIME: u16 = 0;
const NO_DATE: u16 = 1 << 5 | 1;

/// The archive of files, by their paths with `/` between folders, in this order; none where it
/// would be too large for the format.
#[must_use]
pub fn zip(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (path, bytes) in files {
        let at = u32::try_from(archive.len()).ok()?;
        let entry = entry(path, bytes)?;
        archive.extend_from_slice(b"PK\x03\x04");
        archive.extend_from_slice(&entry);
        archive.extend_from_slice(path.as_bytes());
        archive.extend_from_slice(bytes);
        directory.extend_from_slice(b"PK\x01\x02");
        put(&mut directory, &[VERSION]);
        directory.extend_from_slice(&entry);
        // No comment, the first disk, no attributes.
        put(&mut directory, &[0; 5]);
        directory.extend_from_slice(&at.to_le_bytes());
        directory.extend_from_slice(path.as_bytes());
    }
    let count = u16::try_from(files.len()).ok()?;
    let (size, at) = (u32::try_from(directory.len()).ok()?, u32::try_from(archive.len()).ok()?);
    archive.extend_from_slice(&directory);
    archive.extend_from_slice(b"PK\x05\x06");
    put(&mut archive, &[0, 0, count, count]);
    archive.extend_from_slice(&size.to_le_bytes());
    archive.extend_from_slice(&at.to_le_bytes());
    put(&mut archive, &[0]);
    Some(archive)
}

/// What stands before a file and in the directory alike.
fn entry(path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(bytes.len()).ok()?;
    let mut entry = Vec::new();
    put(&mut entry, &[VERSION, UTF8, STORED, NO_TIME, NO_DATE]);
    for number in [checksum(bytes), size, size] {
        entry.extend_from_slice(&number.to_le_bytes());
    }
    put(&mut entry, &[u16::try_from(path.len()).ok()?, 0]);
    Some(entry)
}

fn put(out: &mut Vec<u8>, numbers: &[u16]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

/// CRC-32 as in ISO 3309, by the table of its 256 bytes.
fn checksum(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut at = 0;
        while at < table.len() {
            let (mut value, mut bit) = (at as u32, 0);
            while bit < 8 {
                value = if value & 1 == 1 { value >> 1 ^ POLYNOMIAL } else { value >> 1 };
                bit += 1;
            }
            table[at] = value;
            at += 1;
        }
        table
    };
    let step = |sum: u32, &byte: &u8| TABLE[(sum as u8 ^ byte) as usize] ^ sum >> 8;
    !bytes.iter().fold(!0, step)
}

#[cfg(test)]
mod tests {
    use super::{checksum, zip};

    #[test]
    fn the_checksum_is_the_one_of_the_standard() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b""), 0);
    }

    #[test]
    fn an_archive_holds_each_file_as_it_is_and_says_where() {
        let files = [("a/b.txt".to_owned(), b"text".to_vec()), ("c".to_owned(), Vec::new())];
        let archive = zip(&files).unwrap_or_default();
        // 30 bytes before each file and 46 in the directory, with the name; 22 at the end.
        assert_eq!(archive.len(), 2 * (30 + 46) + 2 * (7 + 1) + 4 + 22);
        assert_eq!(archive.get(30..41), Some(b"a/b.txttext".as_slice()));
        let directory = 30 + 11 + 30 + 1;
        assert_eq!(archive.get(directory..directory + 4), Some(b"PK\x01\x02".as_slice()));
        let end = archive.len() - 22;
        let at = archive
            .get(end + 16..end + 20)
            .map(|at| at.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b)));
        assert_eq!(at, Some(directory));
    }
}
