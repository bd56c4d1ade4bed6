/*
 * The chat on a page of another site:
 *   <script src="https://SERVER/widget.js" data-lang="zh" defer></script>
 * Adds a button that opens the chat in a frame. Everything stands in a shadow tree with a constructed style sheet, so
 * that neither the page's styles nor a strict Content-Security-Policy of the page disturb it (it needs script-src and
 * frame-src for SERVER).
 */
(() => {
  "use strict";

  const script = document.currentScript;
  const server = new URL(".", script.src);
  const named = (script.dataset.lang || document.documentElement.lang || navigator.language).toLowerCase();
  const language = named.startsWith("zh") ? "zh" : "en";
  const TEXTS = {
    zh: { open: "问政策", title: "惠企政策问答", close: "关闭政策问答" },
    en: { open: "Ask about policies", title: "Business policy answers", close: "Close the policy chat" },
  };
  const texts = TEXTS[language];

  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; font-family: "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
    .open {
      position: fixed; inset: auto max(1.25rem, env(safe-area-inset-right)) max(1.25rem, env(safe-area-inset-bottom)) auto;
      z-index: 2147483000; min-height: 3.25rem; padding: 0.6rem 1.4rem; border: 0; border-radius: 999px;
      background: #1f5a8c; color: #fff; font-size: 1.0625rem; font-weight: 600; line-height: 1.4; cursor: pointer;
      box-shadow: 0 2px 6px rgb(20 40 60 / 25%), 0 8px 24px rgb(20 40 60 / 20%);
    }
    .open:hover { background: #174871; }
    button:focus-visible { outline: 3px solid #1f5a8c; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
    dialog {
      position: fixed; inset: auto 1.25rem 1.25rem auto; width: min(27rem, calc(100vw - 2.5rem)); height: min(44rem, calc(100dvh - 2.5rem));
      max-width: none; max-height: none; margin: 0; padding: 0; border: 1px solid #8695a4; border-radius: 16px; overflow: hidden;
      background: #f4f6f8; box-shadow: 0 12px 48px rgb(10 20 30 / 35%);
    }
    dialog[open] { display: flex; flex-direction: column; }
    dialog::backdrop { background: rgb(10 20 30 / 35%); }
    header { display: flex; align-items: center; justify-content: space-between; padding: 0.35rem 0.5rem 0.35rem 1rem; background: #1f5a8c; }
    h2 { margin: 0; color: #fff; font-size: 1.0625rem; font-weight: 600; }
    .close { width: 2.75rem; height: 2.75rem; border: 0; border-radius: 8px; background: transparent; color: #fff; font-size: 1.5rem; line-height: 1; cursor: pointer; }
    .close:hover { background: #174871; }
    .close:focus-visible { outline-color: #fff; outline-offset: -4px; box-shadow: none; }
    iframe { flex: 1; width: 100%; min-height: 0; border: 0; }
    @media (max-width: 640px) {
      dialog { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; }
    }
    @media (prefers-color-scheme: dark) {
      .open, header { background: #2b6ca3; }
      .open:hover, .close:hover { background: #174871; }
      dialog { border-color: #6f7f8e; background: #11161c; }
      button:focus-visible { outline-color: #8cc0ec; box-shadow: 0 0 0 3px #11161c; }
    }
  `;

  function element(name, attributes, text) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  }

  const host = element("div", { lang: language === "zh" ? "zh-Hans" : "en" });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const open = element("button", { type: "button", class: "open", "aria-haspopup": "dialog" }, texts.open);
  const dialog = element("dialog", { "aria-labelledby": "title" }); // modal: what lies behind cannot be reached
  const header = element("header", {});
  const close = element("button", { type: "button", class: "close", "aria-label": texts.close }, "×");
  header.append(element("h2", { id: "title" }, texts.title), close);
  dialog.append(header);
  let frame = null;

  open.addEventListener("click", () => {
    if (!frame) { // the chat is loaded when it is first wanted, and kept with its conversation
      const url = new URL(server);
      url.searchParams.set("lang", language);
      frame = element("iframe", { src: url.href, title: texts.title, allow: "clipboard-write" });
      dialog.append(frame);
    }
    dialog.showModal();
    frame.focus();
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop
  });
  dialog.addEventListener("close", () => open.focus());
  window.addEventListener("message", (event) => {
    const ours = frame && event.source === frame.contentWindow && event.origin === server.origin;
    if (ours && event.data && event.data.policyQa === "close" && dialog.open) dialog.close();
  });

  root.append(open, dialog);
  document.body.append(host);
})();
