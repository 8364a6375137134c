//! Owns the words for problems in files: what is wrong and how to mend it.
//! Refuses to find problems; `load` does.
