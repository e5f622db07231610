/* One dialog for questions and pictures, made when first needed. */
import Modal from "bootstrap/js/dist/modal";

function shell(kind) {
  const modal = document.createElement("div");
  modal.className = `modal fade ${kind}`;
  modal.tabIndex = -1;
  modal.setAttribute("aria-labelledby", `${kind}-title`);
  modal.innerHTML =
    `<div class="modal-dialog modal-dialog-centered"><div class="modal-content"><div class="modal-header">` +
    `<h2 class="modal-title" id="${kind}-title"></h2><button type="button" class="btn-close" data-bs-dismiss="modal" aria-label="关闭"></button>` +
    `</div><div class="modal-body"></div></div></div>`;
  document.body.append(modal);
  modal.addEventListener("hidden.bs.modal", () => modal.remove());
  return modal;
}

function button(text, look) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn ${look}`;
  made.textContent = text;
  return made;
}

/** Ask before an act that is hard to undo; resolves to true when the person agrees. */
export function ask(sentence, agree = "确定") {
  const modal = shell("question");
  const dialog = new Modal(modal);
  modal.querySelector(".modal-title").textContent = "请确认";
  modal.querySelector(".modal-body").textContent = sentence;
  const foot = document.createElement("div");
  foot.className = "modal-footer";
  const yes = button(agree, "btn-primary");
  const no = button("取消", "btn-outline-secondary");
  foot.append(no, yes);
  modal.querySelector(".modal-content").append(foot);
  return new Promise((resolve) => {
    let agreed = false;
    yes.addEventListener("click", () => { agreed = true; dialog.hide(); });
    no.addEventListener("click", () => dialog.hide());
    modal.addEventListener("shown.bs.modal", () => yes.focus());
    modal.addEventListener("hidden.bs.modal", () => resolve(agreed));
    dialog.show();
  });
}

/** Show a picture large. */
export function showPicture(url, title) {
  const modal = shell("lightbox");
  modal.querySelector(".modal-title").textContent = title || "照片";
  const picture = document.createElement("img");
  picture.src = url;
  picture.alt = title || "照片";
  modal.querySelector(".modal-body").append(picture);
  new Modal(modal).show();
}
