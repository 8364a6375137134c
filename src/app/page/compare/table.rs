//! Owns the table of up to four scenarios, for screens that have room for its columns.

use super::compared::Compared;
use super::line::Line;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

/// Draws the table: a column a scenario, each with what can be done with it.
pub(super) fn draw(
    lang: Lang,
    compared: &Compared,
    lines: Vec<Line>,
    actions: impl Fn(usize) -> AnyView,
) -> AnyView {
    let words = ui::compare::words(lang);
    let heads = compared.names.iter().enumerate().map(|(at, named)| {
        let (twin, way) = (named.twin, compared.same_way(at));
        let alike = twin.or(way).and_then(|other| compared.names.get(other)).map(|other| {
            let text = if twin.is_some() { words.same } else { words.same_way };
            view! { <span class="compare-same">{ui::fill(text, &[&other.title])}</span> }
        });
        view! {
            <th scope="col" data-state=(Some(at) == compared.current).then_some("current")>
                <span class="compare-title" tabindex="-1">{named.title.clone()}</span>
                {named.more.clone().map(|more| view! { <span class="compare-note">{more}</span> })}
                {alike}
                {actions(at)}
            </th>
        }
    });
    let heads = heads.collect::<Vec<_>>();
    let rows = lines.into_iter().map(|line| {
        let cells = line.cells.into_iter().zip(line.best).map(|(text, wins)| {
            view! {
                <td data-best=wins.then_some("")>
                    {text}
                    {wins.then(|| view! {
                        <span class="change" data-tone="good">{words.best}</span>
                    })}
                </td>
            }
        });
        view! {
            <tr>
                <th scope="row">{line.label}</th>
                {cells.collect::<Vec<_>>()}
            </tr>
        }
    });
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=words.title>
            <table class="table compare-table" data-count=compared.names.len().to_string()>
                <thead><tr><th scope="col">{words.what}</th>{heads}</tr></thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
