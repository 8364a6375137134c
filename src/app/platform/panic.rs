//! Owns what a panic says while the program is looked at and tested. To riders a panic is a trap
//! without words; the page catches it and says what is safe (`public/boot.js`).

/// From now on a panic of a build for testing is worded in the browser's console.
pub fn watch() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
}
