/* Layers of the map: borders, areas, points in clusters. Each is loaded when first shown. */
import L from "leaflet";
import Supercluster from "supercluster";

import { element } from "./element.js";
import { featuresAt } from "./ground.js";
import { areaLook, borderLook, colourOf } from "./look.js";
import { marker } from "./shape.js";

class Layer {
  constructor(map, spec, choose, dark) {
    Object.assign(this, { map, spec, choose, dark, features: [], shown: false, loaded: null, hidden: new Set() });
  }

  load() {
    if (!this.loaded) {
      this.loaded = featuresAt(this.spec.url).then((features) => {
        this.features = features.filter((each) => each.geometry);
        this.prepare();
      });
      this.loaded.catch(() => { this.loaded = null; });
    }
    return this.loaded;
  }

  async show(shown) {
    this.shown = shown;
    if (shown) await this.load();
    if (this.shown === shown) this.refresh();
  }

  visible() {
    return this.features.filter((each) => !this.hidden.has(each.properties.level));
  }

  bounds() {
    return L.geoJSON({ type: "FeatureCollection", features: this.features }).getBounds();
  }
}

class BorderLayer extends Layer {
  prepare() {
    this.drawn = L.geoJSON(this.features, { style: () => borderLook(this.dark), interactive: false });
  }

  refresh() {
    if (this.shown) this.drawn.addTo(this.map).bringToFront();
    else if (this.drawn) this.drawn.remove();
  }
}

class AreaLayer extends Layer {
  prepare() {
    this.paths = new Map();
    this.drawn = L.geoJSON(this.features, {
      style: (feature) => areaLook(feature, this.dark),
      onEachFeature: (feature, path) => {
        this.paths.set(feature, path);
        path.on("click", (event) => { L.DomEvent.stopPropagation(event); this.choose(this, feature); });
      },
    });
  }

  refresh() {
    if (!this.drawn) return;
    if (!this.shown) { this.drawn.remove(); return; }
    for (const [feature, path] of this.paths) {
      const wanted = !this.hidden.has(feature.properties.level);
      if (wanted !== this.drawn.hasLayer(path)) wanted ? this.drawn.addLayer(path) : this.drawn.removeLayer(path);
    }
    this.drawn.addTo(this.map).bringToBack();
  }
}

class PointLayer extends Layer {
  prepare() {
    this.group = L.layerGroup();
    this.map.on("moveend", () => { if (this.shown) this.draw(); });
    this.filter();
  }

  filter() {
    this.index = new Supercluster({ radius: this.spec.cluster === false ? 0 : 84, maxZoom: this.spec.cluster === false ? 0 : 15 }).load(this.visible());
  }

  refresh() {
    if (!this.group) return;
    if (!this.shown) { this.group.remove(); return; }
    this.filter();
    this.group.addTo(this.map);
    this.draw();
  }

  draw() {
    this.group.clearLayers();
    const view = this.map.getBounds().pad(0.1);
    const zoom = Math.round(this.map.getZoom());
    const found = this.index.getClusters([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()], zoom);
    for (const each of found) (each.properties.cluster ? this.bunch(each) : this.point(each)).addTo(this.group);
  }

  bunch(cluster) {
    const [x, y] = cluster.geometry.coordinates;
    const count = cluster.properties.point_count;
    const size = count < 10 ? 22 : count < 100 ? 27 : 34;
    const icon = L.divIcon({ className: "map-bunch", iconSize: [size, size], html: element("span", {}, String(count)) });
    const title = `${this.spec.label} ${count} 处，点击放大`;
    return L.marker([y, x], { icon, title, alt: title, keyboard: false }).on("click", () => {
      this.map.setView([y, x], Math.min(this.index.getClusterExpansionZoom(cluster.id) + 0.5, 17));
    });
  }

  point(feature) {
    const [x, y] = feature.geometry.coordinates;
    const look = { radius: 6, shape: this.spec.marker, color: "#fff", weight: 1.5, fillColor: colourOf(feature), fillOpacity: 1 };
    return marker([y, x], look).on("click", (event) => { L.DomEvent.stopPropagation(event); this.choose(this, feature); });
  }
}

const KINDS = { border: BorderLayer, area: AreaLayer, point: PointLayer };

/** A layer of spec.kind; choose(layer, feature) is called on a click. */
export function layerOf(map, spec, choose, dark) {
  return new KINDS[spec.kind](map, spec, choose, dark);
}
