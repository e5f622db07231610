/* Names of areas, written where they fit, only for what is in view. */
import L from "leaflet";

import { element } from "./element.js";

const MOST = 160;

/** Centre of gravity of the largest ring of a geometry, as [latitude, longitude]. */
export function centreOf(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  let best = null;
  for (const [ring] of polygons) {
    let area = 0;
    let x = 0;
    let y = 0;
    for (let i = 0; i < ring.length - 1; i += 1) {
      const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
      area += cross;
      x += (ring[i][0] + ring[i + 1][0]) * cross;
      y += (ring[i][1] + ring[i + 1][1]) * cross;
    }
    if (!best || Math.abs(area) > Math.abs(best.area)) best = { area, at: area ? [y / (3 * area), x / (3 * area)] : [ring[0][1], ring[0][0]] };
  }
  return best.at;
}

function overlaps(box, others) {
  return others.some((each) => box[0] < each[2] && box[2] > each[0] && box[1] < each[3] && box[3] > each[1]);
}

/** Writes names; call draw() after each move. sources() gives [{features, from, until, look}]. */
export class Names {
  constructor(map, sources) {
    this.map = map;
    this.sources = sources;
    this.group = L.layerGroup().addTo(map);
    const pane = map.createPane("names");
    pane.classList.add("map-names");
  }

  draw() {
    this.group.clearLayers();
    const taken = [];
    for (const source of this.sources()) {
      const zoom = this.map.getZoom();
      if (zoom >= source.from && zoom < source.until) this.write(source, taken);
    }
  }

  write(source, taken) {
    const view = this.map.getBounds();
    for (const feature of source.features) {
      if (taken.length >= MOST) return;
      if (!feature.centre) feature.centre = centreOf(feature.geometry);
      if (!view.contains(feature.centre)) continue;
      const name = feature.properties.name || "";
      const at = this.map.latLngToContainerPoint(feature.centre);
      const half = (name.length * source.size) / 2;
      const box = [at.x - half, at.y - source.size, at.x + half, at.y + source.size];
      if (!name || overlaps(box, taken)) continue;
      taken.push(box);
      const icon = L.divIcon({ className: `map-name ${source.look}`, iconSize: [0, 0], html: element("span", {}, name) });
      L.marker(feature.centre, { icon, pane: "names", interactive: false, keyboard: false }).addTo(this.group);
    }
  }
}
