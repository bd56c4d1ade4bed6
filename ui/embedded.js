/* In a frame of another page: Escape asks that page to close the chat. */
if (window.parent !== window) {
  window.addEventListener("keydown", (event) => {
    // An open dialog or list closes itself first.
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], [role=listbox]")) return;
    window.parent.postMessage({ policyQa: "close" }, "*"); // nothing secret: who may frame us is named
  });
}
