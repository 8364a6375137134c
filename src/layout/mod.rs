//! Owns pure geometry: the line map and the timeline.
