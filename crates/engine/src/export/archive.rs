//! Owns a zip archive of files. Refuses dates: an archive of the same files has the same bytes.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, Error, ZipArchiveWriter};
use std::io::Write;

/// The archive of files, by their paths with `/` between folders, in this order.
///
/// # Errors
/// What the format has no room for, such as a path of more than 65,535 bytes.
pub fn zip(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (path, bytes) in files {
        let file = archive.new_file(path.as_str()).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, whole) = file.start()?;
        let mut packed = whole.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        packed.write_all(bytes)?;
        let (packed, sums) = packed.finish()?;
        packed.finish()?;
        entry.finish(sums)?;
    }
    archive.finish()
}

#[cfg(test)]
mod tests {
    use super::zip;
    use rawzip::ZipArchive;
    use std::io::Read;

    #[test]
    fn an_archive_holds_each_file_as_it_is_and_is_the_same_each_time() {
        let files = [
            ("a/路.txt".to_owned(), "text ".repeat(1000).into_bytes()),
            ("c".to_owned(), Vec::new()),
        ];
        let bytes = zip(&files).unwrap_or_default();
        assert!(bytes.len() < 400, "{} bytes", bytes.len());
        assert_eq!(zip(&files).ok(), Some(bytes.clone()));
        let archive = ZipArchive::from_slice(&bytes).expect("an archive");
        let mut read = Vec::new();
        for entry in archive.entries() {
            let entry = entry.expect("an entry");
            let path = entry.file_path().try_normalize().expect("a path").as_ref().to_owned();
            let content = archive.get_entry(entry.wayfinder()).expect("its content");
            let mut unpacked = Vec::new();
            let inflated = flate2::read::DeflateDecoder::new(content.data());
            content.verifying_reader(inflated).read_to_end(&mut unpacked).expect("whole");
            read.push((path, unpacked));
        }
        assert_eq!(read, files);
    }
}
