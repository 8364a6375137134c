//! Owns the seams along which the build cuts the program into pieces that are fetched when they
//! are needed (`tools/build.mjs`, by what `wasm_split` marks). Refuses to know what is in a piece.
//!
//! A build for looking and testing stays whole: every piece is here at once.

/// A function that brings a piece and gives what it can do: a list of its functions.
macro_rules! seam {
    ($piece:ident; fn $name:ident() -> $given:ty $body:block) => {
        #[cfg(not(debug_assertions))]
        #[wasm_split_helpers::wasm_split($piece, fallible)]
        fn $name() -> Result<$given, wasm_split_helpers::SplitLoaderError> {
            Ok($body)
        }

        #[cfg(debug_assertions)]
        async fn $name() -> Result<$given, $crate::app::platform::seam::Missing> {
            Ok($body)
        }
    };
}

pub(in crate::app) use seam;

/// A piece that did not come.
#[derive(Clone, Copy, Debug)]
pub struct Missing;
