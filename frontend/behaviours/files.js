/* Chosen files: thumbnails before they are sent, and the name in a drop area. */

function previews(input) {
  const holder = input.closest(".evidence");
  holder.querySelectorAll(".evidence-new").forEach((each) => each.remove());
  for (const file of input.files) {
    const figure = document.createElement("figure");
    figure.className = "evidence-file evidence-new";
    const caption = document.createElement("figcaption");
    caption.textContent = `${file.name}（待提交）`;
    if (file.type.startsWith("image/")) {
      const picture = document.createElement("img");
      picture.alt = file.name;
      picture.src = URL.createObjectURL(file);
      picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
      figure.append(picture);
    }
    figure.append(caption);
    holder.insertBefore(figure, input.closest(".evidence-add"));
  }
}

function named(input) {
  const place = input.closest(".drop").querySelector(".drop-file");
  if (place) place.textContent = [...input.files].map((each) => each.name).join("、");
}

/** Answer to file inputs with data-preview inside .evidence, and to file inputs and dropped files inside .drop. */
export function listen() {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file") return;
    if ("preview" in input.dataset && input.closest(".evidence")) previews(input);
    if (input.closest(".drop")) named(input);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const area = event.target.closest && event.target.closest(".drop");
      if (!area) return;
      event.preventDefault();
      area.classList.toggle("over", kind === "dragover");
      const input = area.querySelector("input[type=file]");
      if (kind !== "drop" || !input || !event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
