"""A straightforward CP-SAT model of the planning contract: the peer that Qitu is measured against.

It reads the same files, knows nothing of Qitu's code and proves the whole value vector one
promised component after another. One optional interval a mode, one literal a supported need, a cumulative
for every set of slots that could be too full.

    cp_sat.py CATALOGUE SCENARIO...                  one line of JSON a scenario
    cp_sat.py --against qitu.jsonl                   the table of ratios and disagreements
"""

import argparse
import datetime
import itertools
import json
import math
import statistics
import sys
import time

from ortools.sat.python import cp_model

HORIZON = 520
LADDER = ["none", "junior", "senior", "college", "bachelor"]
# The numbers that an objective promises, in the order in which they are compared.
ORDER = {
    "soonest": ["weeks", "fee", "hours"],
    "cheapest": ["fee", "weeks", "hours"],
    "least_study": ["hours", "weeks", "fee"],
    "gentlest": ["peak", "weeks", "fee", "hours"],
}
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
# A certificate that expires may be taken this often.
COPIES = 3


def weeks_of(months):
    return -(-months * 52 // 12)


def day(text):
    return datetime.date.fromisoformat(text)


def minutes(session):
    name, hours = session.split()
    start, end = (int(t[:2]) * 60 + int(t[3:]) for t in hours.split("-"))
    base = 1440 * DAYS.index(name)
    return base + start, base + end


class Mode:
    def __init__(self, offer, pace, weeks, parts):
        self.offer, self.pace, self.weeks, self.parts = offer, pace, weeks, parts
        self.weekly = sum(hours for hours, _ in parts)
        self.fee = max(0, offer.get("fee", 0) - offer.get("subsidy", 0))


class Taking:
    """One time that an activity may be taken: its variables and its modes."""

    def __init__(self, kind, activity, modes, copy):
        self.kind, self.activity, self.modes, self.copy = kind, activity, modes, copy
        self.id = activity["id"]


class Problem:
    def __init__(self, catalogue, scenario):
        self.catalogue, self.scenario = catalogue, scenario
        start = day(scenario["start"])
        self.week0 = start + datetime.timedelta(days=-start.weekday() % 7)
        slots = catalogue.get("slots") or [
            {"id": i} for i in ("gap", "evening", "rest_day", "released")
        ]
        self.slots = [slot["id"] for slot in slots][:6]
        self.stretch = {slot["id"]: slot.get("stretch") for slot in slots}
        self.rider = scenario.get("rider", {})
        self.held = set(self.rider.get("roles", []))
        if self.rider.get("role"):
            self.held.add(self.rider["role"])
        self.valid = {
            c["id"]: c.get("valid_months") for c in catalogue.get("certificates", [])
        }
        self.counts = {
            r["id"]: {r["id"], *r.get("counts_as", [])} for r in catalogue.get("roles", [])
        }
        self.activities = [
            (kind, a)
            for kind in ("courses", "certificates", "roles")
            for a in catalogue.get(kind, [])
        ]
        self.given = list(self.gives_before())

    def gives_before(self):
        """What courses done, roles and certificates held have given, each with the week from when."""
        rider = self.rider
        since = {("courses", course): 0 for course in rider.get("courses", [])}
        since.update({("roles", role): 0 for role in self.held})
        for held in rider.get("certificates", []):
            since["certificates", held["id"]] = self.week(held["on"]) if held.get("on") else 0
        for kind, activity in self.activities:
            if (kind, activity["id"]) in since:
                yield activity.get("gives", {}), since[kind, activity["id"]]

    def week(self, text):
        return (day(text) - self.week0).days // 7

    def modes(self, kind, activity):
        scenario, avoid = self.scenario, self.scenario.get("avoid", {})
        done = kind == "courses" and activity["id"] in self.rider.get("courses", [])
        held = kind == "roles" and activity["id"] in self.held
        if done or held or activity["id"] in avoid.get("activities", []):
            return []
        modes = []
        for offer in activity.get("offers") or [{"id": ""}]:
            if offer.get("place") in avoid.get("places", []):
                continue
            if scenario.get("free") is not None and not all(
                self.is_free(session) for session in offer.get("sessions", [])
            ):
                continue
            mask = lambda fits, session: frozenset(
                s for s in fits if s in self.slots and self.holds(s, session)
            )
            if offer.get("pace"):
                hours = offer.get("hours", 0)
                for pace in range(max(1, offer["pace"]["min"]), offer["pace"]["max"] + 1):
                    parts = [(pace, mask(offer.get("fits", []), offer.get("session")))]
                    modes.append(Mode(offer, pace, -(-hours // pace), parts))
            else:
                load = offer.get("load", [])
                parts = [(p.get("hours", 0), mask(p.get("fits", []), p.get("session"))) for p in load]
                modes.append(Mode(offer, None, offer.get("weeks", 0), parts))
        return modes

    def holds(self, slot, session):
        """Does a kind of time hold a part of a load that takes so many hours at a stretch?"""
        weeks = [self.scenario.get("week", {})]
        weeks += [entry.get("week", {}) for entry in self.scenario.get("calendar", [])]
        usual = self.stretch.get(slot)
        stretch = self.scenario.get("stretch", {}).get(slot, usual)
        return session is None or (
            any(week.get(slot, 0) >= session for week in weeks)
            and (stretch is None or session <= stretch)
        )

    def yearly(self, rule):
        """The days of a rule in all years of the horizon."""
        for year in range(self.week0.year, self.week0.year + 12):
            for month in rule["months"]:
                days = [datetime.date(year, month, 1) + datetime.timedelta(n) for n in range(31)]
                days = [d for d in days if d.month == month]
                if rule.get("day"):
                    days = days[rule["day"] - 1 : rule["day"]]
                else:
                    days = [d for d in days if DAYS[d.weekday()] == rule["weekday"]]
                    at = ["first", "second", "third", "fourth", "last"].index(rule["nth"])
                    days = days[-1:] if at == 4 else days[at : at + 1]
                yield from days

    def is_free(self, session):
        at, end = minutes(session)
        spans = sorted(minutes(span) for span in self.scenario["free"])
        for low, high in spans:
            if low <= at < high:
                at = high
        return at >= end

    def renews(self, kind, activity):
        given = list(activity.get("gives", {}).get("certificates", []))
        if kind == "certificates":
            given.append(activity["id"])
        return any(self.valid.get(c) is not None for c in given)

    def relevant(self):
        """The activities that can help towards the goal or a pin, by the atoms of their needs."""
        wanted, kept = set(), {}

        def want(need):
            for part in need.get("all", []) + need.get("any", []) + need.get("of", []):
                want(part)
            for key in ("skill", "course", "certificate", "role"):
                if key in need:
                    wanted.add((key, need[key]))
            if "tenure" in need:
                wanted.update(("role", r) for r, as_ in self.counts.items() if need["tenure"] in as_)
            if "education" in need:
                wanted.add(("education", ""))

        def gives(kind, activity):
            given = activity.get("gives", {})
            yield {"courses": "course", "certificates": "certificate", "roles": "role"}[kind], activity["id"]
            yield from (("skill", skill) for skill in given.get("skills", {}))
            yield from (("certificate", c) for c in given.get("certificates", []))
            if given.get("education"):
                yield "education", ""

        want(self.scenario.get("goal", {}))
        pinned = {pin["activity"] for pin in self.scenario.get("pins", [])}
        grown = True
        while grown:
            grown = False
            for kind, activity in self.activities:
                key = activity["id"]
                if key not in kept and (key in pinned or wanted.intersection(gives(kind, activity))):
                    kept[key] = (kind, activity)
                    want(activity.get("needs", {}))
                    for offer in activity.get("offers", []):
                        want(offer.get("needs", {}))
                    grown = True
        return [(kind, a) for kind, a in self.activities if a["id"] in kept]


class Model:
    def __init__(self, problem, deadline):
        self.p, self.m = problem, cp_model.CpModel()
        self.takings, self.links = [], {}
        for kind, activity in problem.relevant():
            modes = problem.modes(kind, activity)
            if modes:
                copies = COPIES if problem.renews(kind, activity) else 1
                self.takings += [Taking(kind, activity, modes, c) for c in range(copies)]
        self.true = self.m.new_constant(1)
        for taking in self.takings:
            self.declare(taking)
        for one, two in zip(self.takings, self.takings[1:]):
            if one.activity is two.activity:
                self.m.add_implication(two.taken, one.taken)
                self.m.add(one.start <= two.start).only_enforce_if(two.taken)
        for taking in self.takings:
            self.require(taking)
        self.reached = self.m.new_int_var(0, HORIZON, "reached")
        goal = self.supported(problem.scenario.get("goal", {}), self.reached, None)
        self.m.add(goal == 1)
        self.share()
        self.total(deadline)

    def declare(self, t):
        m = self.m
        t.taken = m.new_bool_var(f"taken {t.id} {t.copy}")
        t.start = m.new_int_var(0, HORIZON, "")
        t.end = m.new_int_var(0, HORIZON, "")
        t.rank = m.new_int_var(0, len(self.takings), "")
        t.by, t.intervals = [], []
        for mode in t.modes:
            by = m.new_bool_var(f"{t.id} {mode.offer['id']} {mode.pace}")
            t.by.append(by)
            t.intervals.append(
                m.new_optional_interval_var(t.start, mode.weeks, t.end, by, "")
                if mode.weeks
                else None
            )
            if not mode.weeks:
                m.add(t.start == t.end).only_enforce_if(by)
            intakes = mode.offer.get("intakes")
            if intakes is None:
                continue
            if isinstance(intakes, list):
                starts = [self.p.week(d) for d in intakes]
            elif "months" in intakes:
                starts = [(d - self.p.week0).days // 7 for d in self.p.yearly(intakes)]
            else:
                every = max(1, intakes["every_weeks"])
                starts = range(self.p.week(intakes["from"]), HORIZON + 1, every)
            starts = [w for w in starts if 0 <= w <= HORIZON]
            if starts:
                domain = cp_model.Domain.from_values(starts)
                m.add_linear_expression_in_domain(t.start, domain).only_enforce_if(by)
            else:
                m.add(by == 0)
        m.add(sum(t.by) == t.taken)

    def require(self, t):
        needs = self.supported(t.activity.get("needs", {}), t.start, t)
        self.m.add_implication(t.taken, needs)
        for mode, by in zip(t.modes, t.by):
            if mode.offer.get("needs"):
                self.m.add_implication(by, self.supported(mode.offer["needs"], t.start, t))

    def supported(self, need, at, taking):
        """A literal that may be true only if the need holds in week `at`."""
        m, p, rider = self.m, self.p, self.p.rider
        if taking and any(
            w["activity"] == taking.id and same(w["need"], need)
            for w in p.scenario.get("waive", [])
        ):
            return self.true
        lit = m.new_bool_var("")
        branch = next((k for k in ("all", "any", "of") if k in need), None)
        if branch or not need:
            parts = [self.supported(n, at, taking) for n in need.get(branch, [])]
            least = {"all": len(parts), "any": 1, "of": need.get("at_least", 0), None: 0}[branch]
            m.add(sum(parts) >= least).only_enforce_if(lit)
            return lit
        ways = []

        def way(low=0, high=HORIZON):
            """The need holds from week `low` to week `high`."""
            if low <= 0 and high >= HORIZON:
                ways.append(self.true)
            elif low <= high:
                ways.append(m.new_bool_var(""))
                m.add(at >= low).only_enforce_if(ways[-1])
                m.add(at <= high).only_enforce_if(ways[-1])

        def after(giver, wait=0, until=None):
            """It holds so many weeks after the giver's end."""
            if giver is taking:
                return
            key = (id(giver), id(taking), wait, until)
            if key in self.links:
                ways.append(self.links[key])
                return
            self.links[key] = m.new_bool_var("")
            ways.append(self.links[key])
            m.add_implication(ways[-1], giver.taken)
            m.add(giver.end + wait <= at).only_enforce_if(ways[-1])
            if until is not None:
                m.add(at < giver.end + until).only_enforce_if(ways[-1])
            if taking is not None:
                m.add(giver.rank + 1 <= taking.rank).only_enforce_if(ways[-1])

        if "skill" in need:
            level = need.get("level", 1)
            for given, since in [(rider, 0), *p.given]:
                if given.get("skills", {}).get(need["skill"], 0) >= level:
                    way(since)
            for t in self.takings:
                if t.activity.get("gives", {}).get("skills", {}).get(need["skill"], 0) >= level:
                    after(t)
        elif "course" in need:
            if need["course"] in rider.get("courses", []):
                way()
            for t in self.takings:
                if t.kind == "courses" and t.id == need["course"]:
                    after(t)
        elif "certificate" in need:
            wait, valid = weeks_of(need.get("held_months", 0)), p.valid.get(need["certificate"])
            until = None if valid is None else weeks_of(valid)
            got = [
                p.week(held["on"]) if held.get("on") else 0
                for held in rider.get("certificates", [])
                if held["id"] == need["certificate"]
            ]
            # The rider's own list tells the days of its certificates; what else gave them tells none.
            got = got or [
                since
                for given, since in p.given
                if need["certificate"] in given.get("certificates", [])
            ]
            for since in got:
                way(since + wait, HORIZON if until is None else since + until - 1)
            for t in self.takings:
                itself = t.kind == "certificates" and t.id == need["certificate"]
                if itself or need["certificate"] in t.activity.get("gives", {}).get("certificates", []):
                    after(t, wait, until)
        elif "role" in need:
            if need["role"] in p.held:
                way()
            for t in self.takings:
                if t.kind == "roles" and t.id == need["role"]:
                    after(t)
        elif "tenure" in need:
            counting = {r for r, as_ in p.counts.items() if need["tenure"] in as_} | {need["tenure"]}
            tenure = rider.get("tenure", {})
            served = max((tenure.get(r, 0) for r in counting), default=0)
            if served >= need["months"]:
                way()
            elif counting & p.held or counting & tenure.keys():
                way(weeks_of(need["months"] - served))
            for t in self.takings:
                if t.kind == "roles" and t.id in counting:
                    after(t, weeks_of(need["months"]))
        elif "age" in need:
            if rider.get("age") is not None:
                low, high = need["age"].get("min"), need["age"].get("max")
                way(
                    0 if low is None else (low - rider["age"]) * 52,
                    HORIZON if high is None else (high - rider["age"] + 1) * 52 - 1,
                )
        elif "education" in need:
            level = LADDER.index(need["education"])
            for given, since in [(rider, 0), *p.given]:
                if given.get("education") and LADDER.index(given["education"]) >= level:
                    way(since)
            for t in self.takings:
                given = t.activity.get("gives", {}).get("education")
                if given and LADDER.index(given) >= level:
                    after(t)
        elif "fact" in need:
            if rider.get("facts", {}).get(need["fact"]) is True:
                way()
        m.add_bool_or(ways).only_enforce_if(lit) if ways else m.add(lit == 0)
        return lit

    def share(self):
        """Hours by Hall's condition, steps at once, class times."""
        m, p = self.m, self.p
        used = [
            (interval, mode)
            for t in self.takings
            for interval, mode in zip(t.intervals, t.modes)
            if interval is not None
        ]
        kinds = {fits for _, mode in used for hours, fits in mode.parts if hours}
        sets = {frozenset().union(*some) for n in range(1, len(kinds) + 1)
                for some in itertools.islice(itertools.combinations(kinds, n), 5000)} | kinds
        profile = [p.scenario.get("week", {})] * HORIZON
        for entry in p.scenario.get("calendar", []):
            for week in range(max(0, p.week(entry["from"])), min(HORIZON, p.week(entry["to"]) + 1)):
                profile[week] = entry.get("week", {})
        for slots in sets:
            free = [sum(hours.get(s, 0) for s in slots) for hours in profile]
            top = max(free)
            loads = [
                (interval, sum(h for h, fits in mode.parts if fits <= slots))
                for interval, mode in used
            ]
            loads = [(interval, load) for interval, load in loads if load]
            for low, group in itertools.groupby(range(HORIZON), key=lambda w: free[w]):
                if low < top:
                    weeks = list(group)
                    fixed = m.new_fixed_size_interval_var(weeks[0], len(weeks), "")
                    loads.append((fixed, top - low))
            m.add_cumulative([i for i, _ in loads], [load for _, load in loads], top)
        loaded = [(i, mode.weekly) for i, mode in used if mode.weekly]
        at_once = p.scenario.get("at_once", 3)
        m.add_cumulative([i for i, _ in loaded], [1] * len(loaded), at_once)
        self.peak = m.new_int_var(0, sum(w for _, w in loaded), "peak")
        m.add_cumulative([i for i, _ in loaded], [w for _, w in loaded], self.peak)
        classes = [
            (interval, [minutes(s) for s in mode.offer.get("sessions", [])])
            for interval, mode in used
        ]
        for minute in {low for _, spans in classes for low, _ in spans}:
            m.add_no_overlap(
                [i for i, spans in classes if any(low <= minute < high for low, high in spans)]
            )

    def total(self, deadline):
        m, p = self.m, self.p
        every = [(by, mode) for t in self.takings for by, mode in zip(t.by, t.modes)]
        self.fee = m.new_int_var(0, sum(mode.fee for _, mode in every), "fee")
        self.hours = m.new_int_var(0, sum(mode.weekly * mode.weeks for _, mode in every), "hours")
        m.add(self.fee == sum(by * mode.fee for by, mode in every))
        m.add(self.hours == sum(by * mode.weekly * mode.weeks for by, mode in every))
        if p.scenario.get("budget") is not None:
            m.add(self.fee <= p.scenario["budget"])
        if deadline is not None:
            m.add(self.reached <= deadline)
        for pin in p.scenario.get("pins", []):
            met = []
            for t in self.takings:
                for by, mode in zip(t.by, t.modes):
                    if (
                        t.id == pin["activity"]
                        and pin.get("offer") in (None, mode.offer["id"])
                        and pin.get("pace") in (None, mode.pace)
                    ):
                        met.append(m.new_bool_var(""))
                        m.add_implication(met[-1], by)
                        if pin.get("start"):
                            m.add(t.start == p.week(pin["start"])).only_enforce_if(met[-1])
            m.add_bool_or(met) if met else m.add(self.true == 0)
        self.parts = {"weeks": self.reached, "fee": self.fee, "hours": self.hours, "peak": self.peak}

    def best(self, order, seconds, workers):
        """Minimises one component after another: (status, value, bound of the open component)."""
        value, until = {}, time.monotonic() + seconds
        for name in order:
            self.m.minimize(self.parts[name])
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = workers
            solver.parameters.max_time_in_seconds = max(0.01, until - time.monotonic())
            status = solver.solve(self.m)
            if status == cp_model.INFEASIBLE:
                return "impossible", None, None
            if status == cp_model.UNKNOWN:
                return "unknown" if not value else "feasible", None, {**value}
            found = {part: solver.value(var) for part, var in self.parts.items()}
            if status != cp_model.OPTIMAL:
                return "feasible", found, {**value, name: math.ceil(solver.best_objective_bound)}
            value[name] = found[name]
            self.m.add(self.parts[name] == found[name])
            self.m.clear_hints()
            for t in self.takings:
                self.m.add_hint(t.taken, solver.value(t.taken))
                self.m.add_hint(t.start, solver.value(t.start))
        return "optimal", found, found


def same(one, two):
    """Equality of needs with defaults filled in."""
    defaults = {"level": 1, "held_months": 0}

    def plain(need):
        full = dict(need)
        if "skill" in full:
            full.setdefault("level", 1)
        if "certificate" in full:
            full.setdefault("held_months", defaults["held_months"])
        for key in ("all", "any", "of"):
            if key in full:
                full[key] = [plain(part) for part in full[key]]
        return full

    plain_or_nothing = lambda need: plain(need) if need else {"all": []}
    return plain_or_nothing(one) == plain_or_nothing(two)


def solve(catalogue, scenario, objective=None, seconds=60, workers=1):
    """The best value of one scenario: a record with status, value, bound and milliseconds."""
    begun = time.monotonic()
    objective = objective or scenario.get("objective", "soonest")
    problem = Problem(catalogue, scenario)
    deadline = problem.week(scenario["deadline"]) if scenario.get("deadline") else None
    left = lambda: seconds - (time.monotonic() - begun)
    status = "optimal"
    if objective == "gentlest" and deadline is None:
        status, value, bound = Model(problem, None).best(["weeks"], left(), workers)
        if status == "optimal":
            deadline = -(-3 * value["weeks"] // 2)
    if status == "optimal":
        status, value, bound = Model(problem, deadline).best(ORDER[objective], left(), workers)
    else:
        value = bound = None
    ms = round((time.monotonic() - begun) * 1000, 1)
    return {"objective": objective, "status": status, "value": value, "bound": bound, "ms": ms}


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def sample(cases, most):
    """So many cases of each family, spread evenly over its list."""
    families = {}
    for case in cases:
        families.setdefault(case["family"], []).append(case)
    for family in families.values():
        step = max(1.0, len(family) / most)
        yield from (family[int(at * step)] for at in range(min(most, len(family))))


def against(path, seconds, workers, most):
    """Runs a sample of the cases that the benchmark wrote and compares."""
    rows, catalogues = {}, {}
    disagreements = 0
    with open(path, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    print(f"{'case':<56} {'qitu ms':>9} {'CP-SAT ms':>10} {'ratio':>8}  value")
    for case in sample(cases, most):
        catalogue = catalogues.setdefault(case["catalogue"], None) or load(case["catalogue"])
        catalogues[case["catalogue"]] = catalogue
        scenario = load(case["scenario"])
        peer = solve(catalogue, scenario, case["objective"], seconds, workers)
        ratio = peer["ms"] / max(case["ms"], 0.001)
        word = "same"
        if {"optimal", "impossible"} >= {case["status"], peer["status"]}:
            if promised(case) != promised(peer):
                word, disagreements = f"DIFFERS {case['value']} {peer['value']}", disagreements + 1
        elif not consistent(case, peer):
            word, disagreements = f"CONTRADICTS {case['value']} {peer['value']}", disagreements + 1
        else:
            word = f"qitu {case['status']}, CP-SAT {peer['status']}"
        name = f"{case['instance']} {case['objective']}"
        print(f"{name:<56} {case['ms']:>9.1f} {peer['ms']:>10.1f} {ratio:>8.1f}  {word}", flush=True)
        rows.setdefault(case["family"], []).append((case, peer, ratio))
    print()
    for family, done in rows.items():
        ratios = [ratio for _, _, ratio in done]
        proven = sum(case["status"] in ("optimal", "impossible") for case, _, _ in done)
        theirs = sum(peer["status"] in ("optimal", "impossible") for _, peer, _ in done)
        print(
            f"{family:<20} {len(done)} cases, proven {proven} (CP-SAT {theirs}); CP-SAT / qitu: "
            f"median {statistics.median(ratios):.0f}, geometric mean "
            f"{statistics.geometric_mean(ratios):.0f}, least {min(ratios):.2f}"
        )
    print(f"{disagreements} disagreements")
    return disagreements


def promised(answer):
    """The numbers of an answer that its objective promises; none where there is no plan."""
    return answer["value"] and [answer["value"][part] for part in ORDER[answer["objective"]]]


def consistent(case, peer):
    """No plan may beat what the other side has proven."""
    for one, two in ((case, peer), (peer, case)):
        if one["status"] == "optimal" and two["value"]:
            if promised(two) < promised(one):
                return False
        if one["status"] == "impossible" and two["value"]:
            return False
    return True


def main():
    options = argparse.ArgumentParser()
    options.add_argument("files", nargs="*")
    options.add_argument("--against")
    options.add_argument("--most", type=int, default=12, help="cases of each family")
    options.add_argument("--objective")
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--workers", type=int, default=1)
    options = options.parse_args()
    if options.against:
        sys.exit(1 if against(options.against, options.seconds, options.workers, options.most) else 0)
    catalogue = load(options.files[0])
    for path in options.files[1:]:
        answer = solve(catalogue, load(path), options.objective, options.seconds, options.workers)
        print(json.dumps({"scenario": path, **answer}), flush=True)


if __name__ == "__main__":
    main()
