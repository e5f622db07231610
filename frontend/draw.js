/* Drawing a boundary or a position on edit pages (see ui/draw.html). The input keeps the geometry as GeoJSON text. */
import "leaflet/dist/leaflet.css";
import "@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.css";
import "./styles/map.css";

import L from "leaflet";
import "@geoman-io/leaflet-geoman-free";

import { featuresAt, ground } from "./maps/ground.js";
import { borderLook } from "./maps/look.js";

const DRAWN = { color: "#1450a8", weight: 2.5, fillColor: "#4b8df0", fillOpacity: 0.25 };

class Drawing {
  constructor(root) {
    this.input = document.getElementById(root.dataset.draw);
    this.point = root.dataset.shape === "point";
    this.state = root.querySelector(".draw-state");
    const view = root.dataset.view ? root.dataset.view.split(",").map(Number) : undefined;
    this.map = ground(root.querySelector(".draw-canvas"), { view });
    this.view = view;
    this.group = L.featureGroup().addTo(this.map);
    this.map.pm.setLang("zh");
    this.map.pm.setPathOptions(DRAWN);
    this.map.pm.addControls({
      position: "topleft", drawMarker: false, drawCircle: false, drawCircleMarker: this.point, drawPolyline: false, drawRectangle: false,
      drawPolygon: !this.point, drawText: false, cutPolygon: !this.point, rotateMode: false, editMode: true, dragMode: this.point, removalMode: true,
    });
    root.querySelectorAll(".leaflet-pm-toolbar .button-container").forEach((each) => each.querySelector("a").setAttribute("aria-label", each.title));
    this.map.on("pm:create", ({ layer }) => this.add(layer));
    this.map.on("pm:remove", ({ layer }) => { this.group.removeLayer(layer); this.keep(); });
    this.map.on("pm:cut", ({ layer, originalLayer }) => { this.group.removeLayer(originalLayer); this.add(layer); });
    this.input.addEventListener("change", () => this.read());
    const backdrop = root.querySelector('script[type="application/json"]');
    this.start(JSON.parse(backdrop.textContent) || []);
  }

  async start(backdrop) {
    const boxes = [];
    for (const each of backdrop) {
      const drawn = await featuresAt(each.url).then((found) => L.geoJSON(found, { style: { ...borderLook(false), weight: each.border ? 2.6 : 1 }, pmIgnore: each.snap === false, interactive: false })).catch((problem) => this.say(problem.message));
      if (drawn) boxes.push(drawn.addTo(this.map).getBounds());
    }
    this.read();
    const place = this.group.getLayers().length ? this.group.getBounds() : boxes.find((each) => each.isValid());
    if (place && (!this.view || this.group.getLayers().length)) this.map.fitBounds(place, { maxZoom: 16, padding: [30, 30], animate: false });
  }

  say(sentence) {
    this.state.textContent = sentence;
  }

  add(layer) {
    if (this.point) this.group.clearLayers();
    this.group.addLayer(layer);
    layer.on("pm:update pm:edit pm:dragend", () => this.keep());
    this.keep();
  }

  /** Write what is drawn into the input: a Point, a Polygon, or a MultiPolygon of several. */
  keep() {
    const shapes = this.group.getLayers().filter((each) => each.toGeoJSON).map((each) => each.toGeoJSON(7).geometry);
    const parts = shapes.flatMap((each) => (each.type === "MultiPolygon" ? each.coordinates : [each.coordinates]));
    const whole = this.point || parts.length === 1 ? shapes[0] : { type: "MultiPolygon", coordinates: parts };
    this.input.value = parts.length ? JSON.stringify(whole) : "";
    this.say(!parts.length ? "尚未绘制" : this.point ? "已标注位置" : `已绘制 ${parts.length} 块`);
    this.input.dispatchEvent(new CustomEvent("sanze:drawn-geometry", { bubbles: true }));
  }

  read() {
    this.group.clearLayers();
    if (!this.input.value.trim()) { this.say("尚未绘制：点左侧工具开始"); return; }
    let drawn;
    try {
      drawn = L.geoJSON(JSON.parse(this.input.value), { style: DRAWN, pointToLayer: (feature, at) => L.circleMarker(at, { ...DRAWN, radius: 8 }) });
    } catch {
      this.say("文本不是有效的 GeoJSON，请检查后重填");
      return;
    }
    drawn.eachLayer((each) => { this.group.addLayer(each); each.on("pm:update pm:edit pm:dragend", () => this.keep()); });
    this.say("已读取原有图形，可直接修改");
  }
}

document.querySelectorAll("[data-draw]").forEach((root) => new Drawing(root));
