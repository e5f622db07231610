/* Points of other shapes than a dot, drawn on Leaflet's canvas, so that kinds differ without colour. */
import L from "leaflet";

const CORNERS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  diamond: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
  triangle: [[0, -1.3], [1.2, 0.9], [-1.2, 0.9]],
};

L.Canvas.include({
  _updateShape(layer) {
    if (!this._drawing || layer._empty()) return;
    const at = layer._point;
    const size = Math.max(Math.round(layer._radius), 1);
    this._ctx.beginPath();
    CORNERS[layer.options.shape].forEach(([x, y], index) => {
      this._ctx[index ? "lineTo" : "moveTo"](at.x + x * size, at.y + y * size);
    });
    this._ctx.closePath();
    this._fillStroke(this._ctx, layer);
  },
});

const Shape = L.CircleMarker.extend({
  _updatePath() {
    this._renderer._updateShape(this);
  },
});

/** A point marker; shape: dot, square, diamond or triangle. */
export function marker(place, options) {
  return CORNERS[options.shape] ? new Shape(place, options) : L.circleMarker(place, options);
}
