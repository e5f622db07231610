/* The map page: its layers, legend, facts and list, described by the json_script that data-map names (see ui/map.html). */
import "leaflet/dist/leaflet.css";
import "./styles/map.css";

import L from "leaflet";

import { ground } from "./maps/ground.js";
import { layerOf } from "./maps/layers.js";
import { CHOSEN, LEVELS } from "./maps/look.js";
import { centreOf, Names } from "./maps/names.js";
import { legend, showFacts, showList } from "./maps/panels.js";

class MapPage {
  constructor(root) {
    this.root = root;
    this.spec = JSON.parse(document.getElementById(root.dataset.map).textContent);
    this.dark = Boolean(root.closest(".cockpit"));
    this.part = (name) => root.querySelector(`.map-${name}`);
    this.map = ground(this.part("canvas"), this.spec);
    this.layers = this.spec.layers.map((each) => layerOf(this.map, each, (layer, feature) => this.choose(layer, feature), this.dark));
    this.names = new Names(this.map, () => this.nameSources());
    this.map.on("moveend", () => { this.names.draw(); if (this.redrawList) this.redrawList(); });
    this.map.on("click", () => this.forget());
    this.count = legend(this.part("legend"), {
      title: this.spec.levels_title || "风险等级", levels: this.spec.levels || LEVELS, layers: this.spec.layers,
      closed: this.dark || window.matchMedia("(max-width: 640px)").matches,
      onLevel: (value, on) => this.showLevel(value, on), onLayer: (key, on) => this.showLayer(key, on), onList: () => this.toggleList(),
    });
  }

  async start() {
    const wanted = this.layers.filter((each) => each.spec.shown !== false);
    const results = await Promise.allSettled(wanted.map((each) => each.load()));
    const failed = results.find((each) => each.status === "rejected");
    const loaded = wanted.filter((each, index) => results[index].status === "fulfilled");
    if (!this.spec.view) this.fit(loaded);
    for (const kind of ["area", "border", "point"]) for (const each of loaded.filter((one) => one.spec.kind === kind)) await each.show(true);
    this.say(failed ? failed.reason.message : "");
    this.countAll();
    this.names.draw();
    this.openNamed();
  }

  say(sentence) {
    this.part("state").textContent = sentence;
    this.part("state").hidden = !sentence;
  }

  fit(layers) {
    const wanted = layers.filter((each) => each.spec.fit && each.features.length);
    const areas = wanted.length ? wanted : layers.filter((each) => each.spec.kind !== "point" && each.features.length);
    const boxes = (areas.length ? areas : layers).map((each) => each.bounds()).filter((each) => each.isValid());
    if (!boxes.length) return;
    const all = boxes.reduce((sum, each) => sum.extend(each), L.latLngBounds(boxes[0].getSouthWest(), boxes[0].getNorthEast()));
    const wide = this.root.clientWidth > 700 && !this.dark;
    this.map.fitBounds(all, { paddingTopLeft: [wide ? 240 : 12, 12], paddingBottomRight: [wide ? 60 : 12, 12], animate: false });
  }

  /** Names from the largest areas down: borders while far, areas when near. */
  nameSources() {
    const shown = this.layers.filter((each) => each.shown && each.spec.kind !== "point" && each.spec.names_from != null);
    const border = shown.filter((each) => each.spec.kind === "border");
    const near = Math.min(...shown.filter((each) => each.spec.kind === "area").map((each) => each.spec.names_from), 99);
    return [
      ...border.map((each) => ({ features: each.features, from: each.spec.names_from, until: near + 2, size: 16, look: "map-name-large" })),
      ...shown.filter((each) => each.spec.kind === "area").map((each) => ({ features: each.visible(), from: each.spec.names_from, until: 99, size: 13, look: "map-name-small" })),
    ];
  }

  countAll() {
    for (const each of this.layers) if (each.loaded) this.count(each.spec.key, each.features.length);
    const shown = this.layers.filter((each) => each.shown).flatMap((each) => each.features);
    for (const level of this.spec.levels || LEVELS) this.count(level.value, shown.filter((each) => each.properties.level === level.value).length);
  }

  redraw() {
    for (const kind of ["area", "border", "point"]) for (const each of this.layers) if (each.spec.kind === kind && each.loaded) each.refresh();
    this.names.draw();
    if (this.redrawList) this.redrawList();
  }

  showLevel(value, on) {
    for (const each of this.layers) on ? each.hidden.delete(value) : each.hidden.add(value);
    this.redraw();
  }

  async showLayer(key, on) {
    const layer = this.layers.find((each) => each.spec.key === key);
    try {
      await layer.show(on);
      this.say("");
    } catch (problem) {
      this.say(problem.message);
    }
    this.countAll();
    this.redraw();
  }

  choose(layer, feature, fly = false) {
    this.forget();
    if (fly && !this.part("list").hidden && window.matchMedia("(max-width: 640px)").matches) this.toggleList();
    if (feature.geometry.type === "Point") {
      const [x, y] = feature.geometry.coordinates;
      this.chosen = L.circleMarker([y, x], { ...CHOSEN, radius: 11, fill: false, interactive: false }).addTo(this.map);
      if (fly) this.map.setView([y, x], Math.max(this.map.getZoom(), 16));
    } else {
      this.chosen = L.geoJSON(feature, { style: { ...CHOSEN, fill: false }, interactive: false }).addTo(this.map);
      if (fly) this.map.fitBounds(this.chosen.getBounds(), { maxZoom: 15, padding: [60, 60] });
    }
    showFacts(this.part("side"), feature, () => this.forget(), layer.spec.beside);
  }

  forget() {
    if (this.chosen) this.chosen.remove();
    this.chosen = null;
    this.part("side").hidden = true;
  }

  toggleList() {
    const place = this.part("list");
    const open = place.hidden;
    this.root.querySelector(".map-list-button").setAttribute("aria-expanded", String(open));
    place.hidden = !open;
    for (const layer of this.layers) for (const each of layer.features) if (each.geometry.type !== "Point" && !each.centre) each.centre = centreOf(each.geometry);
    this.redrawList = open ? showList(place, this.map, this.layers, (layer, feature, fly) => this.choose(layer, feature, fly), () => this.toggleList()) : null;
  }

  /** An address ending in #layer/id opens that feature. */
  openNamed() {
    const [key, id] = decodeURIComponent(window.location.hash.slice(1)).split("/");
    const layer = this.layers.find((each) => each.spec.key === key);
    const feature = layer && layer.features.find((each) => String(each.id) === id);
    if (feature) this.choose(layer, feature, true);
  }
}

document.querySelectorAll("[data-map]").forEach((root) => {
  const page = new MapPage(root);
  page.start();
  window.addEventListener("hashchange", () => page.openNamed());
});
