/* Charts: each figure with data-chart names the json_script that describes it (see ui/chart.html). */
import { BarChart, HeatmapChart, LineChart, PieChart, RadarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, RadarComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

import { optionOf } from "./charts/options.js";

use([
  BarChart, HeatmapChart, LineChart, PieChart, RadarChart,
  AriaComponent, GridComponent, LegendComponent, MarkLineComponent, RadarComponent, TooltipComponent, VisualMapComponent,
  CanvasRenderer,
]);

function follow(spec) {
  return (point) => {
    const urls = spec.urls || [];
    const url = urls[point.dataIndex];
    if (url) window.location.assign(url);
  };
}

function draw(figure) {
  const canvas = figure.querySelector(".chart-canvas");
  if (!canvas || figure.dataset.drawn) return;
  figure.dataset.drawn = "yes";
  const spec = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const chart = init(canvas, null, { renderer: "canvas" });
  chart.setOption(optionOf(spec, Boolean(figure.closest(".cockpit"))));
  chart.on("click", follow(spec));
  if (window.ResizeObserver) new ResizeObserver(() => chart.resize()).observe(canvas);
}

function drawAll(root) {
  root.querySelectorAll("figure[data-chart]").forEach(draw);
}

drawAll(document);
document.addEventListener("htmx:afterSettle", (event) => drawAll(event.target));
document.addEventListener("sanze:drawn", (event) => drawAll(event.target));
