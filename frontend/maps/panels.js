/* Legend at the left, facts at the right, and the list of what is in view: what the canvas shows, in words. */
import { element } from "./element.js";
import { colourOf } from "./look.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST = 200;
const SHAPES = { dot: "M8 2a6 6 0 1 0 .01 0z", square: "M2.5 2.5h11v11h-11z", diamond: "M8 1l7 7-7 7-7-7z", triangle: "M8 1.5l7 12.5H1z", area: "M1 3h14v10H1z" };

function swatch(level, shape) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("class", "swatch");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[shape] || SHAPES.dot);
  path.setAttribute("fill", colourOf({ properties: { level } }));
  drawing.append(path);
  return drawing;
}

function tick(label, checked, change, count, mark) {
  const number = element("b", {}, count === undefined ? "" : String(count));
  const box = element("input", { type: "checkbox", class: "form-check-input", onchange: (event) => change(event.target.checked) });
  box.checked = checked;
  return { row: element("label", { class: "map-tick" }, box, mark || null, element("span", {}, label), number), number, box };
}

/** Fill the legend. Returns count(key, number), which writes the number beside a level or layer. */
export function legend(place, { title, levels, layers, onLevel, onLayer, onList, closed }) {
  const counts = new Map();
  const add = (key, made) => { counts.set(key, made.number); return made.row; };
  const details = element("details", { open: !closed }, element("summary", {}, "图例与图层"));
  details.append(
    levels.length ? element("h2", { class: "block-title" }, title) : "",
    ...levels.map((each) => add(each.value, tick(each.label, true, (on) => onLevel(each.value, on), "", swatch(each.value, "area")))),
    element("h2", { class: "block-title" }, "图层"),
    ...layers.map((each) => add(each.key, tick(each.label, each.shown !== false, (on) => onLayer(each.key, on), "", each.kind === "point" ? swatch("navy", each.marker || "dot") : null))),
  );
  const open = element("button", { type: "button", class: "btn btn-outline-secondary map-list-button", "aria-expanded": "false", "aria-controls": "map-list", onclick: onList }, "查看列表");
  place.replaceChildren(details, open);
  return (key, number) => { if (counts.has(key)) counts.get(key).textContent = String(number); };
}

/** Show the facts of a feature in the side panel. beside: addresses of what else is told of a record, with 0 for its key. */
export function showFacts(place, feature, close, beside = []) {
  const { name, facts = [], url } = feature.properties;
  const told = url ? beside : [];
  const key = feature.properties.key || feature.id;
  const more = told.map((each) => ({ part: element("div", { class: "map-beside", "aria-live": "polite" }), url: each.replace(/:0\//, `:${key}/`) }));
  place.hidden = false;
  place.replaceChildren(
    element("button", { type: "button", class: "btn-close", "aria-label": "关闭", onclick: close }),
    element("h2", { class: "block-title" }, name || "未命名"),
    element("dl", { class: "map-facts" }, ...facts.flatMap(([label, value]) => [element("dt", {}, label), element("dd", {}, value === null || value === "" ? "—" : String(value))])),
    url ? element("a", { class: "btn btn-primary btn-sm", href: url }, "查看详情") : "",
    ...more.map((each) => each.part),
  );
  for (const each of more) tell(each.part, each.url);
}

/** What a page of the platform itself tells in a fragment; nothing where it cannot be had. */
async function tell(part, url) {
  const answer = await fetch(url, { credentials: "same-origin", headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer && answer.ok && !answer.redirected) part.innerHTML = await answer.text();
}

/** Fill the list with the features in view; choose(layer, feature) on a click. */
export function showList(place, map, layers, choose, close) {
  const search = element("input", { type: "search", class: "form-control", placeholder: "输入名称筛选", "aria-label": "输入名称筛选" });
  const rows = element("ul", { class: "rows" });
  const note = element("p", { class: "map-note", role: "status" });
  const draw = () => {
    const word = search.value.trim();
    const view = map.getBounds();
    const found = layers
      .filter((layer) => layer.shown && layer.spec.kind !== "border")
      .flatMap((layer) => layer.visible().map((feature) => ({ layer, feature })))
      .filter(({ feature }) => (word ? (feature.properties.name || "").includes(word) : view.contains(placeOf(feature))));
    note.textContent = `${word ? "名称含该字词" : "视野内"}共 ${found.length} 个${found.length > MOST ? `，列出前 ${MOST} 个` : ""}`;
    rows.replaceChildren(...found.slice(0, MOST).map(({ layer, feature }) => element("li", {},
      swatch(feature.properties.level, layer.spec.kind === "point" ? layer.spec.marker : "area"),
      element("button", { type: "button", class: "btn btn-link", onclick: () => choose(layer, feature, true) }, feature.properties.name || "未命名"),
      element("small", {}, layer.spec.label))));
  };
  search.addEventListener("input", draw);
  place.hidden = false;
  place.replaceChildren(
    element("button", { type: "button", class: "btn-close", "aria-label": "关闭列表", onclick: close }),
    element("h2", { class: "block-title" }, "对象列表"), search, note, rows,
  );
  draw();
  search.focus();
  return draw;
}

/** Where a feature is, as [latitude, longitude]: a point itself, an area by the centre kept on it or its first corner. */
export function placeOf(feature) {
  const { type, coordinates } = feature.geometry;
  if (feature.centre) return feature.centre;
  const corner = type === "Point" ? coordinates : type === "Polygon" ? coordinates[0][0] : coordinates[0][0][0];
  return [corner[1], corner[0]];
}
