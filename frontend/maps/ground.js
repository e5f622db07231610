/* The empty map: canvas renderer, scale, zoom buttons, and tiles only where an address for them is set. */
import L from "leaflet";

/** A Leaflet map in `place`. view: [latitude, longitude, zoom] or nothing; tiles: {url, attribution, max} or nothing. */
export function ground(place, { view, tiles } = {}) {
  const map = L.map(place, {
    renderer: L.canvas({ padding: 0.3, tolerance: 4 }), preferCanvas: true, zoomControl: false, attributionControl: Boolean(tiles),
    zoomSnap: 0.5, minZoom: 3, maxZoom: 19, maxBoundsViscosity: 0.6,
  });
  L.control.zoom({ position: "bottomright", zoomInTitle: "放大", zoomOutTitle: "缩小" }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  if (tiles) L.tileLayer(tiles.url, { attribution: tiles.attribution, maxZoom: tiles.max || 18 }).addTo(map);
  map.setView(view ? [view[0], view[1]] : [35, 105], view ? view[2] : 5);
  return map;
}

/** Features of a GeoJSON address. Throws an Error with a sentence for the person. */
export async function featuresAt(url) {
  const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/geo+json, application/json" } }).catch(() => null);
  if (!answer) throw new Error("网络不通，图层未能加载。");
  if (!answer.ok || answer.redirected) throw new Error(`图层未能加载（${answer.status}），请刷新页面或重新登录。`);
  return (await answer.json()).features || [];
}
