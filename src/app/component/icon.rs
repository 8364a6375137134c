//! Owns the icons, drawn as strokes on a 24 × 24 field. They are never the only label.

use leptos::prelude::*;

/// An icon by what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Icon {
    Start,
    Map,
    Plan,
    Week,
    Compare,
    Me,
    Courses,
    Undo,
    Redo,
    Close,
    Back,
    Next,
    More,
    Pin,
    Swap,
    Avoid,
    Check,
    Clock,
    Globe,
    Theme,
    Share,
    Plus,
    Minus,
    Warn,
    Flag,
    Certificate,
    Record,
    Studio,
    Park,
    Copy,
    Trash,
    Pen,
    Money,
    News,
    Search,
    School,
    Place,
    Backup,
    Embed,
    Print,
    Picture,
    Table,
    File,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Backup => "M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 14.5V20h15v-5.5",
            Self::Embed => "m8 8-4.5 4L8 16M16 8l4.5 4-4.5 4M13.5 5l-3 14",
            Self::Money => {
                "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8.5 7.5 12 12l3.5-4.5M12 12v5M9 12.5h6M9 15h6"
            }
            Self::News => {
                "M4 5h13v14H6a2 2 0 0 1-2-2zM17 9h3v8a2 2 0 0 1-2 2M7.5 9h6M7.5 12.5h6M7.5 16h4"
            }
            Self::Search => "M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm5-1.5 4.5 4.5",
            Self::School => {
                "m2.5 9 9.5-4.5L21.5 9 12 13.5 2.5 9Zm4 2v5.5c3 2.5 8 2.5 11 0V11M21.5 9v6"
            }
            Self::Place => {
                "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11Zm0-8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
            }
            Self::Start => "M5 21V4m0 1h12l-2.5 4L17 13H5",
            Self::Map => {
                "M6 21v-4a4 4 0 0 1 4-4h4a4 4 0 0 0 4-4V7M18 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM6 21a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6 13V7m0 0a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z"
            }
            Self::Plan => "M6 4v16M6 6.5h0M6 12h0M6 17.5h0M10.5 6.5H20M10.5 12H20M10.5 17.5h6",
            Self::Week => "M4 6.5h16v13H4zM4 11h16M8.5 3.5v4M15.5 3.5v4M9 15.2h2.5",
            Self::Compare => "M4 20V10h4v10zM10 20V4h4v16zM16 20v-7h4v7z",
            Self::Me => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6",
            Self::Courses => {
                "M12 6.5C10 5 7 4.5 4 5v13.5c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5Zm0 0V20"
            }
            Self::Undo => "M9 6 4.5 10.5 9 15M5 10.5h9a5 5 0 0 1 0 10h-3",
            Self::Redo => "m15 6 4.5 4.5L15 15M19 10.5h-9a5 5 0 0 0 0 10h3",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Back => "m14.5 5-7 7 7 7",
            Self::Next => "m9.5 5 7 7-7 7",
            Self::More => "M5.5 12h.01M12 12h.01M18.5 12h.01",
            Self::Pin => "M12 14.5V21M8 3.5h8l-1 6 3 3.5v1.5H6V13l3-3.5-1-6Z",
            Self::Swap => "M4 8.5h14m-4-4 4 4-4 4M20 15.5H6m4-4-4 4 4 4",
            Self::Avoid => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM6 6l12 12",
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::Clock => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2",
            Self::Globe => {
                "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM3.5 12h17M12 3.5c2.5 2.3 3.7 5.2 3.7 8.5s-1.2 6.2-3.7 8.5c-2.5-2.3-3.7-5.2-3.7-8.5s1.2-6.2 3.7-8.5Z"
            }
            Self::Theme => {
                "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Zm0 0v-17M12 7h4M12 12h8M12 17h4"
            }
            Self::Print => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6.5H7z",
            Self::Picture => "M4 5h16v14H4zM4 16.5l5-5 4 4 2.5-2.5 4.5 4.5M15.5 9h.01",
            Self::Table => "M4 5h16v14H4zM4 9.7h16M4 14.3h16M9.5 5v14",
            Self::File => "M6 3.5h8.5l3.5 4v13H6zM14 3.5V8h4M9 12.5h6M9 16.5h6",
            Self::Share => "M12 15V4m-4 3.5L12 3.5l4 4M5 12v8h14v-8",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Minus => "M5 12h14",
            Self::Warn => "M12 4 3 20h18L12 4Zm0 6v5m0 2.5v.01",
            Self::Flag => "M6 21V4m0 .5h11l-2 3.5 2 3.5H6",
            Self::Certificate => {
                "M12 14.5a5 5 0 1 0 0-10 5 5 0 0 0 0 10ZM9 13.5 7.5 21l4.5-2 4.5 2L15 13.5"
            }
            Self::Record => "M5 4h14v16H5zM9 9h6M9 13h6M9 17h3",
            Self::Studio => {
                "m3 9.5 9-4.5 9 4.5-9 4.5-9-4.5Zm3.5 2v5c1.5 1.3 3.3 2 5.5 2s4-.7 5.5-2v-5"
            }
            Self::Park => "M8 5v14M16 5v14",
            Self::Copy => "M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4",
            Self::Trash => "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
            Self::Pen => "M5 19l1-4L16 5l3 3L9 18l-4 1Z",
        }
    }
}

/// Draws an icon; hidden from screen readers, since a label stands beside it.
#[must_use]
pub fn icon(icon: Icon) -> AnyView {
    icon_as(icon, "icon")
}

/// Draws an icon under another class.
#[must_use]
pub fn icon_as(icon: Icon, class: &'static str) -> AnyView {
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
    .into_any()
}
