/* What a visitor does with an answer: rates it, says why it was no use, shares it by a link. */
import { writeClipboard } from "./clipboard.js";
import { read, whenDrawn, write } from "./visit.js";

const drafts = new Map(); // asked → reason being typed: kept when the conversation is drawn anew

const RATINGS = "policy-qa-ratings"; // asked → what was said of the answer
const ratings = () => read(RATINGS);

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw Object.assign(new Error(`${path}: ${response.status}`), { status: response.status });
  return response.json();
}

const failure = (error, message) => (error.status === 409 ? "notCurrent" : message); // the documents have changed since

const partsOf = (reply) => ({
  ...reply.closest(".exchange").dataset, // asked: with the turns before, tells answers apart; shown: hash of the answer
  status: reply.querySelector("[role=status]"),
  form: reply.querySelector("form"),
  text: reply.querySelector("textarea"),
});

function show(reply) {
  const { asked, form, text } = partsOf(reply);
  const rating = ratings()[asked];
  for (const button of reply.querySelectorAll("[data-useful]")) {
    button.setAttribute("aria-pressed", String(Boolean(rating) && String(rating.useful) === button.dataset.useful));
  }
  form.hidden = !rating || rating.useful || rating.explained;
  text.value = drafts.get(asked) || "";
}

function say(reply, message) {
  const { status } = partsOf(reply);
  status.classList.toggle("failed", message.startsWith("not"));
  status.textContent = status.dataset[message];
}

async function rate(reply, useful, reason) {
  const { asked, shown } = partsOf(reply);
  const before = ratings()[asked];
  const rating = { key: before ? before.key : newKey(), useful, explained: reason !== "" };
  try {
    const { language } = reply.closest(".page").dataset;
    await send("feedback", { ...JSON.parse(asked), shown, key: rating.key, useful, reason, language });
  } catch (error) {
    say(reply, failure(error, "notKept"));
    return false;
  }
  write(RATINGS, { ...ratings(), [asked]: rating });
  show(reply);
  say(reply, reason ? "explained" : "kept");
  return true;
}

async function press(button) {
  const reply = button.closest(".reply");
  const useful = button.dataset.useful === "true";
  if ((await rate(reply, useful, "")) && !useful) partsOf(reply).text.focus();
}

async function explain(form) {
  const reply = form.closest(".reply");
  const { asked, text } = partsOf(reply);
  const reason = text.value.trim();
  if (reason && (await rate(reply, false, reason))) {
    drafts.delete(asked);
    reply.querySelector("[data-useful=false]").focus(); // the form, which had the focus, is gone
  }
}

async function share(button) {
  const reply = button.closest(".reply");
  const { asked, shown } = partsOf(reply);
  const link = reply.querySelector(".share-link");
  try {
    const { url } = await send("share", { ...JSON.parse(asked), shown });
    link.querySelector("input").value = new URL(url, document.baseURI).href;
  } catch (error) {
    say(reply, failure(error, "notShared"));
    return;
  }
  link.hidden = false;
  try {
    await writeClipboard(link.querySelector("input").value);
    button.focus();
    say(reply, "copied");
  } catch {
    link.querySelector("input").select();
    say(reply, "notCopied");
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-useful], [data-share]");
  if (!button || button.ariaBusy === "true") return;
  button.ariaBusy = "true"; // a second press while the first is on its way does nothing
  (button.matches("[data-share]") ? share(button) : press(button)).finally(() => (button.ariaBusy = null));
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".reply form")) return;
  event.preventDefault();
  explain(event.target);
});

document.addEventListener("input", (event) => {
  const reply = event.target.closest(".reply");
  if (reply && event.target.matches("textarea")) drafts.set(partsOf(reply).asked, event.target.value);
});

whenDrawn(() => {
  const replies = document.querySelectorAll("#conversation .reply");
  if (!replies.length && document.querySelector("#conversation .page")) {
    drafts.clear();
    write(RATINGS, {}); // a new conversation
  }
  replies.forEach(show);
});
