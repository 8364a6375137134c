//! Owns the catalogue as one rider finds it: with the rest of what they have begun on offer.
//! Refuses to plan with it.

use super::{
    Activity, Begun, Catalogue, Intakes, Need, Offer, OfferField, Part, REST, Scenario, Yuan,
};
use std::borrow::Cow;

impl Scenario {
    /// The catalogue for this rider: the same, or with an offer [`REST`] for everything begun.
    #[must_use]
    pub fn ground<'a>(&self, catalogue: &'a Catalogue) -> Cow<'a, Catalogue> {
        let is_there = |begun: &Begun| {
            let known = catalogue.activity(&begun.activity);
            known.is_none_or(|(_, activity)| activity.offers.iter().any(|own| own.id == REST))
        };
        if self.begun.iter().all(is_there) {
            return Cow::Borrowed(catalogue);
        }
        let mut ground = catalogue.clone();
        for begun in &self.begun {
            let Some(id) = catalogue.activity(&begun.activity).map(|(_, own)| own.id.as_str())
            else {
                continue;
            };
            let lists = [&mut ground.courses, &mut ground.certificates, &mut ground.roles];
            let own = lists.into_iter().flatten().find(|activity| activity.id == id);
            // Of an offer that is not there nobody knows what is left of it.
            let known = |activity: &&mut Activity| {
                activity.offers.is_empty()
                    || activity.offers.iter().any(|offer| offer.id == begun.offer)
            };
            if let Some(activity) = own.filter(known) {
                go_on(activity, begun, self);
            }
        }
        Cow::Owned(ground)
    }
}

fn go_on(activity: &mut Activity, begun: &Begun, scenario: &Scenario) {
    let own = activity.offers.iter().find(|offer| offer.id == begun.offer);
    let mut rest = own.cloned().unwrap_or_default();
    if let Some(pace) = begun.pace {
        rest.load = vec![Part { hours: pace, fits: std::mem::take(&mut rest.fits), session: None }];
    }
    // What it costs, where it is and when it began matters no more. A class goes on at times that
    // somebody must know; at one's own pace the hours are the rider's.
    rest.unknown.retain(|field| match field {
        OfferField::Hours => begun.pace.is_none(),
        OfferField::Sessions => true,
        OfferField::Fee | OfferField::Intakes | OfferField::Place => false,
    });
    let class =
        begun.pace.is_none().then(|| Intakes::Dates(vec![scenario.start.monday_on_or_after()]));
    let rest = Offer {
        id: REST.into(),
        weeks: Some(begun.weeks),
        hours: None,
        pace: None,
        fits: Vec::new(),
        fee: Yuan(0),
        subsidy: Yuan(0),
        intakes: class,
        needs: Need::default(),
        place: None,
        ..rest
    };
    // What was needed was needed at its start; who begins it anew still needs it.
    let needs = std::mem::take(&mut activity.needs);
    if !needs.is_nothing() {
        for offer in &mut activity.offers {
            let own = std::mem::take(&mut offer.needs);
            offer.needs = Need::All { all: vec![needs.clone(), own] };
        }
    }
    activity.offers.retain(|offer| offer.id != REST);
    activity.offers.push(rest);
}
