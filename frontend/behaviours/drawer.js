/* A link with data-drawer opens its page's content in the right drawer; narrow screens and new tabs follow the link. */
import Offcanvas from "bootstrap/js/dist/offcanvas";

const NARROW = "(max-width: 640px)";

async function fetchContent(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true", "X-Drawer": "true" }, credentials: "same-origin" });
  if (answer.redirected || !answer.ok) return null;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const heading = parsed.querySelector("h1");
  return { title: heading ? heading.textContent.trim() : "", nodes: [...(parsed.querySelector("#content .page-body") || parsed.body).childNodes] };
}

function draw(htmx, drawer, link, content) {
  const body = drawer.querySelector("#drawer-body");
  drawer.querySelector("#drawer-title").textContent = link.dataset.drawer || content.title || link.textContent.trim() || "详情";
  drawer.querySelector("[data-drawer-page]").href = link.href;
  body.replaceChildren(...content.nodes);
  htmx.process(body);
  body.dispatchEvent(new CustomEvent("sanze:drawn", { bubbles: true }));
}

/** Answer to clicks on links with data-drawer; its value, if any, is the drawer's title. */
export function listen(htmx) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-drawer]");
    const drawer = document.getElementById("drawer");
    if (!link || !drawer || event.ctrlKey || event.metaKey || event.shiftKey || window.matchMedia(NARROW).matches) return;
    event.preventDefault();
    const content = await fetchContent(link.href).catch(() => null);
    if (!content) {
      window.location.assign(link.href);
      return;
    }
    draw(htmx, drawer, link, content);
    document.querySelectorAll("tr.selected").forEach((row) => row.classList.remove("selected"));
    const row = link.closest("tr");
    if (row) row.classList.add("selected");
    Offcanvas.getOrCreateInstance(drawer).show();
  });
}
