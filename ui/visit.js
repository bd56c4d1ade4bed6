/* Keeps the questions of a visit in the tab, so that a reload asks them again; answers are not kept. */
const VISIT = "policy-qa-visit"; // what chat.py reads
const MOST_KEPT = 30; // as in visit.py

const kept = {}; // also where the browser's storage is switched off

/* What is kept under a name; an empty object where nothing is. */
export function read(name) {
  if (!(name in kept)) {
    try {
      kept[name] = JSON.parse(sessionStorage.getItem(name));
    } catch {
      // Storage is switched off, or holds what we did not write.
    }
  }
  return kept[name] || {};
}

export function write(name, value) {
  kept[name] = value;
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Storage is switched off or full: a reload then starts anew.
  }
}

/* Calls a function now and whenever the conversation has been drawn anew; chat.py sends the event. */
export function whenDrawn(action) {
  document.addEventListener("conversation", action);
  action();
}

whenDrawn(() => {
  const page = document.querySelector("#conversation .page");
  if (!page) return;
  const exchanges = [...page.querySelectorAll(".exchange")].slice(-MOST_KEPT);
  const asked = exchanges.map((exchange) => {
    const { question, region } = JSON.parse(exchange.dataset.asked);
    return { question, region };
  });
  write(VISIT, { ...read(VISIT), language: page.dataset.language, asked });
});

// The region chosen for the questions that follow; chat.py sends the event. It is said while it is the one taken.
document.addEventListener("region", ({ detail: region }) => {
  write(VISIT, { ...read(VISIT), region });
  for (const taken of document.querySelectorAll(".taken")) taken.hidden = taken.dataset.place !== region;
});
