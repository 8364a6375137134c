//! The first screen with Leptos: four questions, the situations, a fixed answer.

use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

#[derive(Clone, Deserialize)]
struct Question {
    asks: String,
    choices: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Words {
    title: String,
    lead: String,
    step: String,
    questions: Vec<Question>,
    samples: String,
    samples_lead: String,
    back: String,
    again: String,
    answer: String,
    answer_more: String,
}

#[derive(Deserialize)]
struct Both {
    zh: Words,
    en: Words,
}

#[derive(Clone, Deserialize)]
struct Text {
    zh: String,
    en: String,
}

#[derive(Clone, Deserialize)]
struct Situation {
    id: String,
    name: Text,
    about: Text,
}

fn is_chinese() -> bool {
    window().navigator().language().is_some_and(|lang| lang.starts_with("zh"))
}

fn pick(text: Text) -> String {
    if is_chinese() { text.zh } else { text.en }
}

async fn situations() -> Vec<Situation> {
    let fetched = async {
        let answer = JsFuture::from(window().fetch_with_str("situations.json")).await.ok()?;
        let answer: web_sys::Response = answer.dyn_into().ok()?;
        let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
        serde_json::from_str(&text).ok()
    };
    fetched.await.unwrap_or_default()
}

#[component]
fn Situations(words: Words, tapped: Callback<()>) -> impl IntoView {
    let list = LocalResource::new(situations);
    let all = move || list.get().unwrap_or_default().into_iter().take(5).collect::<Vec<_>>();
    view! {
        <section class="start-samples">
            <h2>{words.samples}</h2>
            <p class="quiet">{words.samples_lead}</p>
            <ul class="start-people">
                <For
                    each=all
                    key=|situation| situation.id.clone()
                    children=move |Situation { name, about, .. }| {
                        view! {
                            <li>
                                <button class="choice" on:click=move |_| tapped.run(())>
                                    <span class="choice-title">{pick(name)}</span>
                                    <span class="choice-more">{pick(about)}</span>
                                </button>
                            </li>
                        }
                    }
                />
            </ul>
        </section>
    }
}

#[component]
fn Ask(words: Words, at: RwSignal<usize>) -> impl IntoView {
    let now = at.get();
    let Question { asks, choices } = words.questions[now].clone();
    let choices = choices.into_iter().map(|choice| {
        view! {
            <button class="choice" on:click=move |_| at.set(now + 1)>
                <span class="choice-title">{choice}</span>
            </button>
        }
    });
    let back = (now > 0).then(|| {
        view! {
            <button class="button" data-kind="quiet" on:click=move |_| at.set(now - 1)>
                {words.back}
            </button>
        }
    });
    view! {
        <section class="start-ask card" aria-live="polite">
            <div class="start-step">
                <span>{words.step.replace("{}", &(now + 1).to_string())}</span>
            </div>
            <h2 class="start-question" tabindex="-1">{asks}</h2>
            <div class="start-choices" data-short=(now < 2).then_some("")>
                {choices.collect_view()}
            </div>
            {back}
        </section>
    }
}

#[component]
fn Answer(words: Words, at: RwSignal<usize>) -> impl IntoView {
    view! {
        <section class="card">
            <h2 class="answer">{words.answer}</h2>
            <p>{words.answer_more}</p>
            <button class="button" on:click=move |_| at.set(0)>
                {words.again}
            </button>
        </section>
    }
}

#[component]
fn App(words: Words) -> impl IntoView {
    let at = RwSignal::new(0_usize);
    let count = words.questions.len();
    let own = words.clone();
    let next = move || {
        let words = own.clone();
        if at.get() < count {
            view! { <Ask words at /> }.into_any()
        } else {
            view! { <Answer words at /> }.into_any()
        }
    };
    view! {
        <main class="page">
            <header class="page-head">
                <h1 class="page-title">{words.title.clone()}</h1>
            </header>
            <p class="page-lead">{words.lead.clone()}</p>
            {next}
            <Situations words tapped=Callback::new(move |()| at.set(count)) />
        </main>
    }
}

fn main() {
    let both: Both =
        serde_json::from_str(include_str!("../../words.json")).expect("the words read");
    let (words, lang) = if is_chinese() { (both.zh, "zh-Hans") } else { (both.en, "en") };
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("lang", lang);
    }
    let root = document().get_element_by_id("root").expect("the page has a root");
    mount_to(root.unchecked_into(), move || view! { <App words /> }).forget();
}
