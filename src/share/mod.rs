//! Owns a plan in other clothes: link, file, calendar, table, picture, QR code.
