//! Owns a forecast: a survey's riders planned once a kind, seated, counted, and said.
//! Refuses the counting itself: `qitu-cohort` does it, for the command line as for the studio.

use crate::message::{
    Answer, Class, Forecast, Goal, Group, LeftOut, Month, More, Reason, Situation, Sum, Survey,
    Table, Title,
};
use qitu_cohort::{
    ClassCount, Demand, GroupCount, Order, Population, Question, Seats, Study, Total, months,
    reason, study, summary, table, whole_parts, without_a_way,
};
use qitu_engine::load::{self, Problem, ScenarioReader};
use qitu_engine::text::problem;
use qitu_model::{Catalogue, Id, Lang, Need, Plan, Scenario, Text, json};
use qitu_solve::{Limits, plan_keeping};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// A month, an activity and an offer.
type Place = ((i32, u8), Id, Id);

/// Reasons that are told of a situation that is left out.
const MOST_REASONS: usize = 3;

/// Answers a survey.
pub fn forecast(survey: &Survey, watch: &dyn Fn(Answer)) -> Answer {
    let (catalogue, _) = load::catalogue(&survey.catalogue);
    if catalogue.activities().next().is_none() {
        return Answer::Refused { why: both(unreadable) };
    }
    let asked = Asked::of(&catalogue, survey);
    let population = &asked.population;
    if population.riders() == 0 {
        let first = asked.left_out.into_iter().next();
        return Answer::Refused { why: first.map_or_else(|| both(nobody), |left| left.why) };
    }
    let seats = seats(&catalogue, survey);
    let order = survey.lot.map_or(Order::FirstAsked, |seed| Order::ByLot { seed });
    let questions = u32::try_from(population.questions.len()).unwrap_or(u32::MAX);
    let (planned, broken) = (Cell::new(0), RefCell::new(None));
    let plan = |catalogue: &Catalogue, question: &Question<'_>| {
        let Question { scenario, shown } = *question;
        let plan = plan_keeping(catalogue, scenario, Limits::default(), shown, &mut |_| true);
        let check = |lang| qitu_batch::checked(lang, catalogue, scenario, &plan);
        if let (Err(zh), Err(en)) = (check(Lang::Zh), check(Lang::En)) {
            broken.replace(Some(Text { zh, en }));
        }
        planned.set(planned.get() + 1);
        watch(Answer::Progress { planned: planned.get(), questions });
        plan
    };
    let planner = |catalogue: &Catalogue, asked: &[Question<'_>]| -> Vec<Plan> {
        asked.iter().map(|question| plan(catalogue, question)).collect()
    };
    let one_more = usize::try_from(survey.one_more).unwrap_or(usize::MAX);
    let study = study(&catalogue, population, &seats, order, one_more, &planner);
    if let Some(what) = broken.take() {
        return Answer::Fault { what };
    }
    Answer::Forecast { forecast: Box::new(told(&catalogue, asked, &study)) }
}

/// The seats that the survey says, then those of the catalogue, then those of each class.
fn seats(catalogue: &Catalogue, survey: &Survey) -> Seats {
    let mut seats = Seats::stated(catalogue);
    for (_, activity) in catalogue.activities() {
        for offer in activity.offers.iter().filter(|offer| offer.seats.is_none()) {
            if let Some(each) = survey.seats_each {
                seats.set_each(&activity.id, &offer.id, each);
            }
        }
    }
    for one in &survey.seats {
        let (activity, offer) = (one.activity.clone(), one.offer.clone());
        seats.set(qitu_cohort::Class { activity, offer, day: one.day }, one.seats);
    }
    seats
}

/// Who is asked, and who could not be.
#[derive(Default)]
struct Asked {
    population: Population,
    /// By group: the situation, and the role that took its goal's place.
    groups: Vec<(Id, Option<Id>)>,
    left_out: Vec<LeftOut>,
}

impl Asked {
    /// Every situation with every goal, in whole riders.
    fn of(catalogue: &Catalogue, survey: &Survey) -> Self {
        let reader = ScenarioReader::new(catalogue);
        let own = [Goal { role: None, share: 1 }];
        let goals = if survey.goals.is_empty() { &own[..] } else { &survey.goals };
        let pairs: Vec<_> = survey
            .situations
            .iter()
            .flat_map(|situation| goals.iter().map(move |goal| (situation, goal)))
            .collect();
        let share = |(situation, goal): &(&Situation, &Goal)| {
            f64::from(situation.share) * f64::from(goal.share)
        };
        let parts = whole_parts(&pairs.iter().map(share).collect::<Vec<_>>(), survey.riders);
        let mut asked = Self::default();
        for ((situation, goal), riders) in pairs.into_iter().zip(parts) {
            if riders > 0 {
                asked.add(&reader, situation, goal.role.clone(), riders);
            }
        }
        asked
    }

    fn add(
        &mut self,
        reader: &ScenarioReader<'_>,
        situation: &Situation,
        role: Option<Id>,
        riders: u32,
    ) {
        let mut scenario = situation.scenario.clone();
        if let Some(role) = &role {
            scenario.goal = Need::Role { role: role.clone() };
        }
        let text = json::write(&scenario);
        let name = format!("{}\u{0}{}", situation.id, role.as_deref().unwrap_or_default());
        let read = || read(reader, &text);
        match self.population.add(&text, riders, &name, read) {
            Ok(()) => {
                if self.population.groups.len() > self.groups.len() {
                    self.groups.push((situation.id.clone(), role));
                }
            }
            Err(why) => {
                self.left_out.push(LeftOut { situation: situation.id.clone(), role, why });
            }
        }
    }
}

fn read(reader: &ScenarioReader<'_>, text: &str) -> Result<Scenario, Text> {
    let (scenario, problems) = reader.read(text);
    let bad = || problems.iter().filter(|found| qitu_batch::is_refused(found, false));
    let say = |lang| {
        let line = |found: &Problem| problem::problem(lang, &found.kind).what;
        bad().take(MOST_REASONS).map(line).collect::<Vec<_>>().join(" ")
    };
    scenario.filter(|_| bad().next().is_none()).ok_or_else(|| both(say))
}

/// Everything in numbers and words.
fn told(catalogue: &Catalogue, asked: Asked, study: &Study) -> Forecast {
    let Asked { population, groups, left_out } = asked;
    let Study { seating, counts, more } = study;
    let months = months(catalogue, &population, seating);
    let mut named = counts.clone();
    for (group, (situation, role)) in named.groups.iter_mut().zip(&groups) {
        group.name = role.iter().fold(situation.clone(), |name, role| format!("{name} {role}"));
    }
    let say = |lang| {
        // The page names the groups in a table of their own.
        let mut bare = counts.clone();
        bare.groups.iter_mut().for_each(|group| group.name.clear());
        summary(lang, catalogue, population.questions.len(), 0, &bare, &[])
    };
    let reasons = reasons(catalogue, &population, seating);
    let said = say(Lang::Zh).into_iter().zip(say(Lang::En)).map(|(zh, en)| Text { zh, en });
    let mut told_reasons = BTreeMap::new();
    for Reason { riders, why } in &reasons {
        *told_reasons.entry(why.zh.clone()).or_default() += riders;
    }
    let tables = [
        ("classes", table::classes(&named)),
        ("months", table::months(&months)),
        ("groups", table::groups(&named)),
        ("reasons", table::reasons(told_reasons)),
    ];
    let file = |(name, table): (&str, table::Table)| {
        let text = String::from_utf8(table.ok()?).ok()?;
        Some(Table { name: name.to_owned(), text })
    };
    let month = |(((year, month), activity, offer), demand): (&Place, &Demand)| Month {
        year: *year,
        month: *month,
        activity: activity.clone(),
        offer: offer.clone(),
        wanted: demand.wanted,
        had: demand.had,
    };
    let group = |(count, (situation, role)): (&GroupCount, (Id, Option<Id>))| {
        let ways = i64::try_from(count.with_a_way()).unwrap_or(i64::MAX);
        let (half, most) = (count.weeks_of(50), count.weeks_of(90));
        let fee = (ways > 0).then(|| count.fees / ways);
        let sum = sum(Total::of(std::slice::from_ref(count)));
        Group { situation, role, sum, half, most, fee }
    };
    let months: Vec<Month> = months.iter().map(month).collect();
    let one_more =
        |one: &qitu_cohort::OneMore| More { class: class(&one.class), after: sum(one.after) };
    let ids: BTreeSet<&Id> = months
        .iter()
        .map(|month| &month.activity)
        .chain(counts.classes.iter().map(|count| &count.class.activity))
        .collect();
    let title = |id: &Id| {
        let (_, activity) = catalogue.activity(id)?;
        Some(Title { id: id.clone(), name: activity.name.clone() })
    };
    Forecast {
        said: said.collect(),
        sum: sum(Total::of(&counts.groups)),
        classes: counts.classes.iter().map(class).collect(),
        titles: ids.into_iter().filter_map(title).collect(),
        groups: counts.groups.iter().zip(groups).map(group).collect(),
        reasons,
        more: more.iter().map(one_more).collect(),
        left_out,
        tables: tables.into_iter().filter_map(file).collect(),
        months,
    }
}

/// Why there is no way, in words, and for how many riders; most riders first.
fn reasons(
    catalogue: &Catalogue,
    population: &Population,
    seating: &qitu_cohort::Seating,
) -> Vec<Reason> {
    let mut riders: BTreeMap<(String, String), u64> = BTreeMap::new();
    for (question, count) in without_a_way(population, seating) {
        let scenario = population.questions.get(question);
        let Some((scenario, choice)) = scenario.zip(seating.choices.get(question)) else {
            continue;
        };
        let why = |lang| reason(lang, catalogue, scenario, &choice.plan);
        *riders.entry((why(Lang::Zh), why(Lang::En))).or_default() += count;
    }
    let reason = |((zh, en), riders)| Reason { riders, why: Text { zh, en } };
    let mut reasons: Vec<Reason> = riders.into_iter().map(reason).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.riders));
    reasons
}

fn class(count: &ClassCount) -> Class {
    let ClassCount { class, seats, wanted, seated, moved, lost, .. } = count.clone();
    let (activity, offer, day) = (class.activity, class.offer, class.day);
    Class { activity, offer, day, seats, wanted, seated, short: count.short(), moved, lost }
}

fn sum(total: Total) -> Sum {
    let Total { riders, as_wanted, moved, lost, impossible, undecided, weeks_lost } = total;
    Sum { riders, as_wanted, moved, lost, impossible, undecided, weeks_lost }
}

fn both(say: impl Fn(Lang) -> String) -> Text {
    Text { zh: say(Lang::Zh), en: say(Lang::En) }
}

fn unreadable(lang: Lang) -> String {
    match lang {
        Lang::Zh => "这份目录里没有读到课程、证书或岗位。",
        Lang::En => "No course, certificate or role was read in this catalogue.",
    }
    .to_owned()
}

fn nobody(lang: Lang) -> String {
    match lang {
        Lang::Zh => "没有骑手可以算：人数或者比例都是 0。",
        Lang::En => "There is nobody to plan for: the number or all shares are 0.",
    }
    .to_owned()
}
