//! Owns the answers to what is asked about a table: one for all cells alike.

/// What the cells of a column that say the same mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The heading of the column.
    pub column: String,
    /// What the cells say, as the question names it.
    pub found: String,
    /// What to read instead; none where it is no need, or stays unknown.
    pub means: Option<String>,
}

/// Adds an answer. One about the words of an earlier answer, which were not understood either,
/// changes that one.
pub fn give(answers: &mut Vec<Answer>, answer: Answer) {
    for earlier in answers.iter_mut().filter(|earlier| earlier.column == answer.column) {
        if earlier.means.as_ref() == Some(&answer.found) {
            earlier.means.clone_from(&answer.means);
        }
    }
    answers.retain(|earlier| (&earlier.column, &earlier.found) != (&answer.column, &answer.found));
    answers.push(answer);
}
