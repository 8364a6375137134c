// The first screen with React: four questions, the situations, a fixed answer.

import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import words from "../words.json";

const lang = navigator.language.startsWith("zh") ? "zh" : "en";

function Situations({ tapped }) {
  const [list, setList] = useState([]);
  useEffect(() => {
    fetch("situations.json").then((answer) => answer.json()).then(setList);
  }, []);
  const { samples, samplesLead } = words[lang];
  return (
    <section className="start-samples">
      <h2>{samples}</h2>
      <p className="quiet">{samplesLead}</p>
      <ul className="start-people">
        {list.slice(0, 5).map(({ id, name, about }) => (
          <li key={id}>
            <button className="choice" onClick={tapped}>
              <span className="choice-title">{name[lang]}</span>
              <span className="choice-more">{about[lang]}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ask({ at, setAt }) {
  const { step, questions, back } = words[lang];
  const { asks, choices } = questions[at];
  return (
    <section className="start-ask card" aria-live="polite">
      <div className="start-step"><span>{step.replace("{}", at + 1)}</span></div>
      <h2 className="start-question" tabIndex={-1}>{asks}</h2>
      <div className="start-choices" data-short={at < 2 ? "" : undefined}>
        {choices.map((choice) => (
          <button key={choice} className="choice" onClick={() => setAt(at + 1)}>
            <span className="choice-title">{choice}</span>
          </button>
        ))}
      </div>
      {at > 0 && <button className="button" data-kind="quiet" onClick={() => setAt(at - 1)}>{back}</button>}
    </section>
  );
}

function Answer({ again }) {
  const own = words[lang];
  return (
    <section className="card">
      <h2 className="answer">{own.answer}</h2>
      <p>{own.answerMore}</p>
      <button className="button" onClick={again}>{own.again}</button>
    </section>
  );
}

function App() {
  const [at, setAt] = useState(0);
  const { title, lead, questions } = words[lang];
  return (
    <main className="page">
      <header className="page-head"><h1 className="page-title">{title}</h1></header>
      <p className="page-lead">{lead}</p>
      {at < questions.length ? <Ask at={at} setAt={setAt} /> : <Answer again={() => setAt(0)} />}
      <Situations tapped={() => setAt(questions.length)} />
    </main>
  );
}

document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
createRoot(document.getElementById("root")).render(<App />);
