/* In a frame of another page: Escape asks that page to close the chat, and the page hears when the chat is ready. */
(() => {
  "use strict";
  if (window.parent === window) return;
  const tell = (what) => window.parent.postMessage({ policyQa: what }, "*"); // nothing secret: who may frame us is named
  window.addEventListener("keydown", (event) => {
    // An open dialog or list closes itself first.
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open], [role=listbox]")) tell("close");
  });
})();
