//! Owns where the figures of an activity come from, each with its status and source.

use super::badge::Badge;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::{Activity, Lang};

/// What a field of an activity is called; none where no one field is meant.
pub fn field(lang: Lang, field: &str) -> Option<&'static str> {
    let words = ui::tune::words(lang);
    Some(match field {
        "hours" => words.f_hours,
        "fee" => words.f_fee,
        "intakes" => words.f_intakes,
        "needs" => words.f_needs,
        "age" => words.age,
        "weeks" => words.f_weeks,
        "subsidy" => words.f_subsidy,
        "hands_on" => words.f_hands_on,
        "valid_months" => words.f_valid,
        "gives" => words.f_gives,
        "name" => words.f_name,
        "new" => words.f_new,
        "law" => words.f_law,
        "use" => words.f_use,
        "penalty" => words.f_penalty,
        _ => return None,
    })
}

/// The facts of an activity, each with its status and its source one tap away.
pub fn sources(lang: Lang, activity: &Activity) -> AnyView {
    let words = ui::tune::words(lang);
    let own = activity.facts.iter().map(|(field, fact)| (false, field, fact));
    let of_offers = activity.offers.iter().flat_map(|offer| {
        // The words for what is unknown are no figure.
        let is_open = |field: &str| offer.unknown.iter().any(|open| open.word() == field);
        offer.facts.iter().filter(move |(field, _)| !is_open(field))
    });
    let of_offers = of_offers.map(|(field, fact)| (true, field, fact));
    let mut seen = std::collections::BTreeSet::new();
    let rows = own
        .chain(of_offers)
        .filter(|(_, field, fact)| seen.insert(((*field).clone(), fact.source.clone())))
        .filter_map(|(of_some, field, fact)| {
            Some((of_some, self::field(lang, field)?, fact.clone()))
        })
        .map(|(of_some, label, fact)| {
            // What holds for one way to take it alone is told apart from what holds for all.
            let label =
                if of_some { ui::fill(words.f_of_some, &[label]) } else { label.to_owned() };
            view! {
                <div class="plan-source">
                    <dt>{label}</dt>
                    <dd><Badge fact /></dd>
                </div>
            }
        })
        .collect::<Vec<_>>();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <div>
            <h3>{words.sources}</h3>
            <dl class="plan-sources">{rows}</dl>
        </div>
    }
    .into_any()
}
