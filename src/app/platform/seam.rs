//! Owns the seams along which the build cuts the program into pieces that are fetched when they
//! are needed (`tools/build.mjs`, by what `wasm_split` marks). Refuses to know what is in a piece.
//!
//! A build for looking and testing stays whole: every piece is here at once.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use wasm_split_helpers::SplitLoaderError;

/// A function whose body goes into a piece, and the one that brings that piece.
macro_rules! seam {
    ($piece:ident, $bring:ident; fn $name:ident($($arg:ident: $kind:ty),* $(,)?) -> $given:ty $body:block) => {
        #[cfg(not(debug_assertions))]
        #[wasm_split_helpers::wasm_split($piece, fallible, preload(#[allow(dead_code)] $bring))]
        fn $name($($arg: $kind),*) -> Result<$given, wasm_split_helpers::SplitLoaderError> {
            Ok($body)
        }

        #[cfg(debug_assertions)]
        #[allow(dead_code)]
        async fn $bring() -> Result<(), wasm_split_helpers::SplitLoaderError> {
            Ok(())
        }

        #[cfg(debug_assertions)]
        async fn $name($($arg: $kind),*) -> Result<$given, wasm_split_helpers::SplitLoaderError> {
            Ok($body)
        }
    };
}

pub(in crate::app) use seam;

/// What a function of a piece gives that has been brought; nothing where it has not.
pub fn at_once<T>(future: impl Future<Output = Result<T, SplitLoaderError>>) -> Result<T, Missing> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(value)) => Ok(value),
        _ => Err(Missing),
    }
}

/// A piece that is not here.
#[derive(Clone, Copy, Debug)]
pub struct Missing;
