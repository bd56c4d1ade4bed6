/* Keeps the questions of a visit in the tab, so that a reload asks them again; answers are not kept. */
const KEY = "policy-qa";
const MOST_KEPT = 30; // as in visit.py

let kept = {};
try {
  kept = JSON.parse(sessionStorage.getItem(KEY)) || {};
} catch {
  // Storage is switched off, or holds what we did not write.
}

export const read = () => kept;

export function write(changes) {
  kept = { ...kept, ...changes };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
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
  const asked = exchanges.map((exchange) => JSON.parse(exchange.dataset.asked));
  write({ language: page.dataset.language, asked });
  if (!asked.length) write({ ratings: {} });
});
