/* Colours of the map. On a plain ground the low level must be nearly transparent, or red does not stand out. */

export const LEVELS = [
  { value: "red", label: "重大" },
  { value: "orange", label: "较大" },
  { value: "yellow", label: "一般" },
  { value: "blue", label: "低" },
];
const COLOURS = { red: "#d9363e", orange: "#f07c1f", yellow: "#f5c518", blue: "#4b8df0", green: "#1f9d57", grey: "#9aa8bc", violet: "#7a55cc", navy: "#1450a8" };
const FILLS = { red: 0.72, orange: 0.6, yellow: 0.34, blue: 0.22, green: 0.3, grey: 0.16, violet: 0.3, navy: 0.2 };

export function colourOf(feature) {
  return COLOURS[feature.properties.level] || COLOURS.grey;
}

export function areaLook(feature, dark) {
  return { color: dark ? "#5d83bd" : "#8fa6c6", weight: 0.8, opacity: 0.9, fillColor: colourOf(feature), fillOpacity: FILLS[feature.properties.level] || FILLS.grey };
}

export function borderLook(dark) {
  return { color: dark ? "#b9d2ff" : "#274a80", weight: 2.4, opacity: 0.9, fill: false, interactive: false };
}

export const CHOSEN = { color: "#0d3c84", weight: 3, opacity: 1 };
