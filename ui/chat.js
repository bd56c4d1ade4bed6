/* Copying quotes and opening the source view; what to copy and open is in data-* and href attributes. */
import { writeClipboard } from "./clipboard.js";

const COPIED_SHOWN = 2500; // milliseconds

async function copy(button) {
  const status = button.parentElement.querySelector("[role=status]");
  let message = button.dataset.copied;
  try {
    await writeClipboard(button.dataset.copy);
    button.classList.add("done");
  } catch {
    message = button.dataset.failed;
  }
  button.focus();
  status.textContent = message;
  setTimeout(() => {
    button.classList.remove("done");
    status.textContent = "";
  }, COPIED_SHOWN);
}

let dialog = null;

function sourceDialog() {
  if (dialog) return dialog;
  dialog = document.createElement("dialog");
  dialog.className = "source-dialog";
  dialog.setAttribute("aria-labelledby", "document-title");
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop
  });
  dialog.addEventListener("close", () => {
    document.documentElement.classList.remove("source-open");
    dialog.replaceChildren();
    if (history.state && history.state.source) history.back();
  });
  document.body.append(dialog);
  return dialog;
}

async function openSource(link) {
  let view = null;
  try {
    const response = await fetch(link.href, { headers: { Accept: "text/html" } });
    view = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main");
  } catch {
    // The server is gone: what the new tab says about it is all there is to say.
  }
  if (!view) {
    window.open(link.href, "_blank");
    return;
  }
  const shell = document.createElement("div");
  shell.className = "document";
  shell.append(...view.childNodes);
  const target = sourceDialog();
  target.replaceChildren(shell);
  target.showModal();
  document.documentElement.classList.add("source-open");
  history.pushState({ source: true }, ""); // the phone's back button closes the view, not the chat
  const text = target.querySelector(".document-text");
  const passage = target.querySelector("#passage");
  if (text) text.focus({ preventScroll: true });
  if (text && passage) {
    const place = passage.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += place - text.clientHeight / 5;
  }
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-copy], [data-document], [data-close]");
  if (!target) return;
  if (target.matches("[data-copy]")) {
    copy(target);
  } else if (target.matches("[data-document]")) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // opens a tab, as asked
    event.preventDefault();
    openSource(target);
  } else if (dialog && dialog.open) {
    dialog.close();
  }
});

window.addEventListener("popstate", () => {
  if (dialog && dialog.open) dialog.close();
});

// Gradio sets the class in the chat; a source view in its own tab follows the system by itself.
if (document.body.classList.contains("standalone") && matchMedia("(prefers-color-scheme: dark)").matches) {
  document.body.classList.add("dark");
}
