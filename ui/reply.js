/* What a visitor does with an answer: rates it, says why it was no use, shares it by a link. */
import { writeClipboard } from "./clipboard.js";
import { read, write } from "./visit.js";

const drafts = new Map(); // number of the answer → reason being typed, kept when the conversation is drawn anew

const ratings = () => read().ratings || {};

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

const partsOf = (reply) => ({
  exchange: reply.closest(".exchange"),
  number: reply.dataset.number,
  status: reply.querySelector("[role=status]"),
  form: reply.querySelector("form"),
  text: reply.querySelector("textarea"),
});

function show(reply) {
  const { number, form, text } = partsOf(reply);
  const rating = ratings()[number];
  for (const button of reply.querySelectorAll("[data-useful]")) {
    button.setAttribute("aria-pressed", String(Boolean(rating) && String(rating.useful) === button.dataset.useful));
  }
  form.hidden = !rating || rating.useful || rating.explained;
  text.value = drafts.get(number) || "";
}

function say(reply, message) {
  const { status } = partsOf(reply);
  status.classList.toggle("failed", message.startsWith("not"));
  status.textContent = status.dataset[message];
}

async function rate(reply, useful, reason) {
  const { exchange, number } = partsOf(reply);
  const before = ratings()[number];
  const rating = { key: before ? before.key : newKey(), useful, explained: reason !== "" };
  const asked = JSON.parse(exchange.dataset.asked);
  try {
    await send("feedback", { ...asked, key: rating.key, useful, reason, language: exchange.closest(".page").dataset.language });
  } catch {
    say(reply, "notKept");
    return false;
  }
  write({ ratings: { ...ratings(), [number]: rating } });
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
  const { number, text } = partsOf(reply);
  const reason = text.value.trim();
  if (reason && (await rate(reply, false, reason))) {
    drafts.delete(number);
    reply.querySelector("[data-useful=false]").focus(); // the form, which had the focus, is gone
  }
}

async function share(button) {
  const reply = button.closest(".reply");
  const { exchange } = partsOf(reply);
  const link = reply.querySelector(".share-link");
  try {
    const { url } = await send("share", JSON.parse(exchange.dataset.asked));
    link.querySelector("input").value = new URL(url, document.baseURI).href;
  } catch {
    say(reply, "notShared");
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
  if (reply && event.target.matches("textarea")) drafts.set(reply.dataset.number, event.target.value);
});

document.addEventListener("conversation", () => {
  const replies = document.querySelectorAll("#conversation .reply");
  if (!replies.length) drafts.clear();
  replies.forEach(show);
});
