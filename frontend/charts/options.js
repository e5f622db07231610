/* From our short description of a chart to an ECharts option. No HTML tooltip: it would need inline styles. */

const TONES = { red: "#d9363e", orange: "#f07c1f", yellow: "#f5c518", blue: "#4b8df0", green: "#1f9d57", grey: "#9aa8bc", violet: "#7a55cc", primary: "#1a62c6" };
const SERIES = ["primary", "orange", "green", "violet", "yellow", "grey"];
const FONT = '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC", sans-serif';

function palette(dark) {  // the primary blue is too dark on navy
  return dark
    ? { ink: "#dce8ff", ink2: "#a9c0e4", line: "#23477f", panel: "#0b2048", tip: "#12316a", primary: "#4aa3ff" }
    : { ink: "#1b2738", ink2: "#4a586c", line: "#e1e8f2", panel: "#fff", tip: "#fff", primary: TONES.primary };
}

/** A colour for each series: its own tone, or the next that no other series has named. */
function tones(series, look) {
  const named = series.map((each) => each.tone).filter(Boolean);
  const free = SERIES.filter((each) => !named.includes(each));
  let next = 0;
  const paint = { ...TONES, primary: look.primary };
  return series.map((each) => paint[each.tone] || paint[free[next++ % free.length]]);
}

function base(spec, look) {
  return {
    animationDuration: 300,
    textStyle: { fontFamily: FONT, color: look.ink },
    aria: { enabled: true, label: { description: `${spec.title || "图表"}，数据见下方表格` } },
    tooltip: { renderMode: "richText", trigger: "axis", backgroundColor: look.tip, borderColor: look.line, textStyle: { color: look.ink, fontSize: 13 } },
    legend: { show: spec.series.length > 1, top: 0, right: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: look.ink2, fontSize: 13 } },
  };
}

function axes(spec, look, lying) {
  const words = {
    type: "category", data: spec.labels, inverse: lying,
    axisTick: { show: false }, axisLine: { lineStyle: { color: look.line } },
    axisLabel: { color: look.ink2, fontSize: 12, hideOverlap: !lying },
  };
  const figures = {
    type: "value", name: spec.unit ? `单位：${spec.unit}` : "", nameTextStyle: { color: look.ink2, fontSize: 12, align: lying ? "right" : "left" },
    minInterval: spec.whole === false ? 0 : 1, max: spec.max,
    splitLine: { lineStyle: { color: look.line } }, axisLabel: { color: look.ink2, fontSize: 12 },
  };
  return {
    grid: { left: 4, right: lying ? 40 : 12, top: spec.series.length > 1 || spec.unit ? 38 : 14, bottom: 4, containLabel: true },
    xAxis: lying ? figures : words,
    yAxis: lying ? words : figures,
  };
}

function lines(spec, look) {
  const colours = tones(spec.series, look);
  const series = spec.series.map((each, index) => ({
    type: "line", name: each.name, data: each.values, color: colours[index], symbol: "circle", symbolSize: 5,
    showSymbol: spec.labels.length <= 31, lineStyle: { width: 2, type: each.dashed ? "dashed" : "solid" },
    markLine: index === 0 && spec.target !== undefined
      ? { silent: true, symbol: "none", data: [{ yAxis: spec.target }], label: { formatter: `目标 ${spec.target}`, color: look.ink2, position: "insideEndTop" }, lineStyle: { color: TONES.orange, type: "dashed" } }
      : undefined,
  }));
  return { ...base(spec, look), ...axes(spec, look, false), series };
}

function bars(spec, look, { lying = false, stacked = false } = {}) {
  const colours = tones(spec.series, look);
  const series = spec.series.map((each, index) => ({
    type: "bar", name: each.name, data: each.values, color: colours[index], barMaxWidth: lying ? 14 : 26,
    stack: stacked ? "all" : undefined,
    label: { show: !stacked && spec.series.length === 1, position: lying ? "right" : "top", color: look.ink, fontSize: 12 },
    itemStyle: { borderRadius: stacked ? 0 : lying ? [0, 2, 2, 0] : [2, 2, 0, 0] },
  }));
  return { ...base(spec, look), ...axes(spec, look, lying), series };
}

function ring(spec, look) {
  const [first] = spec.series;
  const sum = first.values.reduce((total, each) => total + each, 0);
  const parts = spec.labels.map((name, index) => ({ name, value: first.values[index], itemStyle: { color: TONES[(spec.tones || [])[index]] || TONES[SERIES[index % SERIES.length]] } }));
  return {
    ...base(spec, look),
    tooltip: { renderMode: "richText", trigger: "item", backgroundColor: look.tip, borderColor: look.line, textStyle: { color: look.ink, fontSize: 13 } },
    legend: {
      orient: "vertical", left: "66%", top: "middle", icon: "roundRect", itemWidth: 10, itemHeight: 10, itemGap: 12, textStyle: { color: look.ink, fontSize: 13 },
      formatter: (name) => `${name}  ${first.values[spec.labels.indexOf(name)]}`,
    },
    series: [{
      type: "pie", name: first.name, radius: ["52%", "76%"], center: ["34%", "50%"], data: parts,
      itemStyle: { borderColor: look.panel, borderWidth: 2 },
      label: { show: true, position: "center", formatter: () => `{sum|${sum}}\n{word|${spec.unit || "合计"}}`, rich: { sum: { fontSize: 24, fontWeight: 600, color: look.ink, lineHeight: 30 }, word: { fontSize: 13, color: look.ink2 } } },
      emphasis: { scale: false },
    }],
  };
}

/** Colours by limits: gte/lte, for open-ended min/max leave the limit itself without colour. */
function pieces(spec) {
  const [low, middle, high] = spec.limits || [5, 10, 20];
  return [
    { lt: low, label: `${low} 以下`, color: "#cfe0f8" },
    { gte: low, lt: middle, label: `${low} 至 ${middle}`, color: TONES.blue },
    { gte: middle, lt: high, label: `${middle} 至 ${high}`, color: TONES.orange },
    { gte: high, label: `${high} 及以上`, color: TONES.red },
  ];
}

function heat(spec, look) {
  const cells = spec.series.flatMap((row, y) => row.values.map((value, x) => [x, y, value]));
  const words = (names, inverse) => ({ type: "category", data: names, inverse, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: look.ink2, fontSize: 12, interval: 0 } });
  return {
    ...base(spec, look),
    legend: { show: false },
    tooltip: {
      renderMode: "richText", backgroundColor: look.tip, borderColor: look.line, textStyle: { color: look.ink, fontSize: 13 },
      formatter: ({ value }) => `${spec.series[value[1]].name} · ${spec.labels[value[0]]}：${value[2]}`,
    },
    grid: { left: 4, right: 4, top: 4, bottom: 34, containLabel: true },
    xAxis: words(spec.labels, false),
    yAxis: words(spec.series.map((row) => row.name), true),
    visualMap: { type: "piecewise", pieces: pieces(spec), orient: "horizontal", bottom: 0, left: "center", itemWidth: 12, itemHeight: 10, textStyle: { color: look.ink2, fontSize: 12 } },
    series: [{ type: "heatmap", data: cells, label: { show: true, fontSize: 12 }, itemStyle: { borderColor: look.panel, borderWidth: 2 } }],
  };
}

function web(spec, look) {
  const top = spec.max || 100;
  const colours = tones(spec.series, look);
  return {
    ...base(spec, look),
    tooltip: { renderMode: "richText" },
    radar: {
      indicator: spec.labels.map((name) => ({ name, max: top })), radius: "66%",
      axisName: { color: look.ink2, fontSize: 12 }, splitLine: { lineStyle: { color: look.line } }, axisLine: { lineStyle: { color: look.line } }, splitArea: { show: false },
    },
    series: [{ type: "radar", data: spec.series.map((each, index) => ({ name: each.name, value: each.values, areaStyle: { opacity: 0.12 }, itemStyle: { color: colours[index] } })) }],
  };
}

const KINDS = {
  line: lines,
  bar: bars,
  stack: (spec, look) => bars(spec, look, { stacked: true }),
  rank: (spec, look) => bars(spec, look, { lying: true }),
  ring,
  heat,
  radar: web,
};

/**
 * The ECharts option of a description: kind (line, bar, stack, rank, ring, heat, radar), labels, series of
 * {name, values, tone}, and by choice title, unit, max, target, tones, limits, whole.
 */
export function optionOf(spec, dark) {
  const make = KINDS[spec.kind];
  if (!make) throw new Error(`no chart of kind ${spec.kind}`);
  return make(spec, palette(dark));
}
