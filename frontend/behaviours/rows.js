/* Filters folded on a phone. Ticking rows: the box in the head ticks all, and buttons with data-needs-ticks wait for one. */

function boxes(table) {
  return [...table.querySelectorAll("tbody .select input[type=checkbox]")];
}

function refresh(table) {
  const all = boxes(table);
  const ticked = all.filter((each) => each.checked).length;
  const head = table.querySelector("thead .select input[type=checkbox]");
  if (head) {
    head.checked = ticked > 0 && ticked === all.length;
    head.indeterminate = ticked > 0 && ticked < all.length;
  }
  all.forEach((each) => each.closest("tr").classList.toggle("selected", each.checked));
  const panel = table.closest(".panel") || document;
  panel.querySelectorAll("[data-needs-ticks]").forEach((button) => { button.disabled = ticked === 0; });
  panel.querySelectorAll("[data-ticks]").forEach((place) => { place.textContent = ticked ? `已选 ${ticked} 条` : ""; });
}

/** On a phone only the first filter shows until the person asks for all. */
export function foldFilters(root) {
  root.querySelectorAll("form.filters").forEach((form) => {
    const actions = form.querySelector(".filter-actions");
    if (!actions || form.querySelector(".filters-fold") || form.querySelectorAll(".filter").length < 2) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-outline-secondary filters-fold";
    button.textContent = "更多筛选";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const unfolded = form.classList.toggle("unfolded");
      button.setAttribute("aria-expanded", String(unfolded));
      button.textContent = unfolded ? "收起筛选" : "更多筛选";
    });
    actions.append(button);
  });
}

/** Answer to checkboxes in the .select column of a ledger table. */
export function listen() {
  document.addEventListener("change", (event) => {
    const box = event.target.closest(".ledger .select input[type=checkbox]");
    if (!box) return;
    const table = box.closest("table");
    if (box.closest("thead")) boxes(table).forEach((each) => { each.checked = box.checked; });
    refresh(table);
  });
}
