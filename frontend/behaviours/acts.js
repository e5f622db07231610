/* Confirming, sending once, printing, going back, closing messages, pictures in large. */
import { ask, showPicture } from "./dialog.js";

const agreed = new WeakSet();

function confirmFirst(event) {
  const button = event.target.closest("[data-confirm]");
  if (!button || agreed.has(button)) {
    agreed.delete(button);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(button.dataset.confirm, button.dataset.agree || button.textContent.trim() || "确定").then((yes) => {
    if (!yes) return;
    agreed.add(button);
    button.click();
  });
}

function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target === "_blank") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  form.setAttribute("aria-busy", "true");
}

function forgetSending() {
  document.querySelectorAll("form[data-sending]").forEach((form) => {
    delete form.dataset.sending;
    form.removeAttribute("aria-busy");
  });
}

function click(event) {
  const target = event.target.closest("[data-dismiss], [data-print], [data-back], [data-lightbox]");
  if (!target) return;
  if (target.dataset.dismiss) target.closest(target.dataset.dismiss).remove();
  if ("print" in target.dataset) window.print();
  if ("back" in target.dataset) window.history.length > 1 ? window.history.back() : window.close();
  if ("lightbox" in target.dataset && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    const picture = target.querySelector("img");
    showPicture(target.href, picture && picture.alt);
  }
}

/** Answer to the attributes data-confirm, data-dismiss, data-print, data-back and data-lightbox of the whole document. */
export function listen() {
  document.addEventListener("click", confirmFirst, true);
  document.addEventListener("click", click);
  document.addEventListener("submit", sendOnce);
  window.addEventListener("pageshow", forgetSending);
  document.addEventListener("htmx:responseError", (event) => {
    const place = document.getElementById("flashes");
    if (!place) return;
    const note = document.createElement("div");
    note.className = "flash flash-error";
    note.setAttribute("role", "alert");
    note.textContent = `操作未完成（${event.detail.xhr.status}），请刷新页面后重试。`;
    place.replaceChildren(note);
  });
  document.addEventListener("htmx:sendError", () => {
    const place = document.getElementById("flashes");
    if (!place) return;
    const note = document.createElement("div");
    note.className = "flash flash-error";
    note.setAttribute("role", "alert");
    note.textContent = "网络不通，操作未提交，请检查网络后重试。";
    place.replaceChildren(note);
  });
}
