//! Owns the four accounts and the eight-level ruler with its two lanes.

use super::screen::Screen;
use crate::app::component::Badge;
use leptos::prelude::*;
use qitu_engine::explain::Candidate;
use qitu_engine::explain::account::{balance, rung};
use qitu_engine::text::{names::name, ui};
use qitu_model::Lang;

/// The four module accounts.
pub(super) fn accounts(screen: &Screen) -> AnyView {
    let words = screen.words;
    let (lang, catalogue, rider) = (screen.lang, screen.catalogue.clone(), screen.rider);
    let today = screen.session.today();
    let body = move || {
        let now = rider.with(|rider| balance(&Candidate::on(&catalogue, rider, today)));
        let bar = now.bar.unwrap_or(12);
        let rows = now.accounts.iter().map(|account| {
            let module = catalogue.modules.iter().find(|module| module.id == account.module);
            let title = module.map(|module| lang.pick(&module.name).to_owned());
            let state = if account.missing == 0 {
                words.account_there.to_owned()
            } else {
                ui::fill(words.account_missing, &[&account.missing.to_string()])
            };
            let points = account.points.min(bar);
            view! {
                <li class="record-account">
                    <span class="record-module">{title.clone()}</span>
                    <span class="record-points number">
                        {ui::fill(words.points, &[&account.points.to_string()])}
                    </span>
                    <progress class="record-bar" aria-label=title max=bar value=points></progress>
                    <span class="record-state">{state}</span>
                </li>
            }
        });
        let tier = now.tiers.checked_sub(1).and_then(|at| catalogue.tiers.get(at));
        let tier = tier.map(|tier| ui::fill(words.tier_now, &[lang.pick(&tier.name)]));
        let next = match now.bar {
            Some(bar) => ui::fill(words.tier_next, &[&bar.to_string()]),
            None => words.tier_top.to_owned(),
        };
        view! {
            <p class="record-tier">{tier.unwrap_or_else(|| words.tier_none.to_owned())}</p>
            <ul class="record-accounts">{rows.collect::<Vec<_>>()}</ul>
            <p class="quiet small">{next} {(lang == Lang::En).then_some(" ")} {words.bars_ours}</p>
        }
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.accounts}</h2>
            <p class="section-note">{words.accounts_note}</p>
            {body}
        </section>
    }
    .into_any()
}

/// The ruler, highest rung at the top, and the two lanes beside each other.
pub(super) fn ruler(screen: &Screen) -> AnyView {
    let words = screen.words;
    let (lang, catalogue, rider) = (screen.lang, screen.catalogue.clone(), screen.rider);
    let today = screen.session.today();
    let names = [
        words.rung_1,
        words.rung_2,
        words.rung_3,
        words.rung_4,
        words.rung_5,
        words.rung_6,
        words.rung_7,
        words.rung_8,
    ];
    let held_names = catalogue.clone();
    let body = move || {
        let now = rider.with(|rider| rung(&Candidate::on(&held_names, rider, today)));
        let rows = names.iter().enumerate().rev().map(|(at, title)| {
            let rank = u32::try_from(at + 1).unwrap_or(1);
            let held = now.held.iter().filter(|(other, _)| *other == rank);
            let held: Vec<&str> = held.map(|(_, id)| name(lang, &held_names, id)).collect();
            let here = (rank == now.reached).then_some(words.rung_here);
            view! {
                <li class="record-rung" data-state=(rank <= now.reached).then_some("reached")>
                    <span class="record-rank number">{rank}</span>
                    <span class="list-main">
                        <span class="list-title">{*title}</span>
                        <span class="list-note">{held.join("、")}</span>
                    </span>
                    {here.map(|here| view! { <span class="badge" data-tone="good">{here}</span> })}
                </li>
            }
        });
        let next: Vec<&str> =
            now.next.iter().take(6).map(|(_, id)| name(lang, &held_names, id)).collect();
        let next = (!next.is_empty()).then(|| {
            let list = next.join(if lang == Lang::Zh { "、" } else { ", " });
            view! { <p class="small">{ui::fill(words.rung_next, &[&list])}</p> }
        });
        view! {
            <ol class="record-ruler" reversed>{rows.collect::<Vec<_>>()}</ol>
            {next}
        }
    };
    let tiers = catalogue.tiers.iter().rev().map(|tier| {
        let lane = |lead: bool| {
            let roles = catalogue.roles.iter().filter(|role| {
                let leads = role.track.as_deref() == Some("management");
                role.tier.as_ref() == Some(&tier.id) && leads == lead
            });
            let roles = roles.map(|role| view! { <li>{lang.pick(&role.name).to_owned()}</li> });
            view! { <td><ul class="record-lane">{roles.collect::<Vec<_>>()}</ul></td> }
        };
        view! {
            <tr>
                <th scope="row">{lang.pick(&tier.name).to_owned()}</th>
                {lane(true)}
                {lane(false)}
            </tr>
        }
    });
    // Who says that there are eight grades.
    let said = catalogue.certificates.iter().find_map(|one| one.facts.get("rank").cloned());
    view! {
        <section class="section">
            <h2 class="section-title">{words.ruler}</h2>
            <p class="section-note">{words.ruler_note}</p>
            {said.map(|fact| view! { <Badge fact /> })}
            {body}
            <h3 class="record-lanes">{words.lanes}</h3>
            <p class="section-note">{words.lanes_note}</p>
            <div class="table-wrap" tabindex="0">
                <table class="table">
                    <thead>
                        <tr>
                            <td></td>
                            <th scope="col">{words.lane_lead}</th>
                            <th scope="col">{words.lane_craft}</th>
                        </tr>
                    </thead>
                    <tbody>{tiers.collect::<Vec<_>>()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
