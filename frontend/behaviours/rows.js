/* Ticking rows: the box in the head ticks all, and buttons with data-needs-ticks wait for one. */

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
