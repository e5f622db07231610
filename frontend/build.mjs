/* Builds every script, style and picture of the pages into sanze/foundation/ui/static/dist; twice gives the same bytes. */
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const modules = join(root, "node_modules");
const dist = join(root, "sanze", "foundation", "ui", "static", "dist");
const icons = join(root, "sanze", "foundation", "ui", "icons.txt");

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
  outdir: dist,
  target: ["chrome87", "safari14.1"],
  loader: { ".png": "dataurl", ".svg": "dataurl", ".gif": "dataurl" },
};

function symbol(name) {
  const own = name === "emblem" ? join(here, "emblem.svg") : join(modules, "@tabler/icons/icons/outline", `${name}.svg`);
  const svg = readFileSync(own, "utf8").replace(/<!--[\s\S]*?-->/g, "");
  const inner = svg.replace(/[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>[\s\S]*/, "").replace(/\s*\n\s*/g, "");
  const paint = name === "emblem" ? "" : ' fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24"${paint}>${inner}</symbol>`;
}

function packageOf(input) {
  const parts = input.split(/[\\/]/);
  const at = parts.lastIndexOf("node_modules");
  if (at < 0) return null;
  const scoped = parts[at + 1].startsWith("@");
  return parts.slice(0, at + (scoped ? 3 : 2)).join("/");
}

function licence(folder) {
  const about = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const files = readdirSync(join(root, folder))
    .filter((each) => /^(licen[cs]e|copying|notice)/i.test(each) && statSync(join(root, folder, each)).isFile())
    .sort();
  const texts = files.map((each) => readFileSync(join(root, folder, each), "utf8").trim());
  const terms = about.license || (about.licenses || []).map((each) => each.type).join(", ") || "see text";
  return `${about.name} ${about.version} (${terms})\n\n${texts.join("\n\n") || "No licence file is shipped with this package; its licence is the one named above."}`;
}

const pages = await build({
  ...common,
  format: "iife",
  entryPoints: ["app", "charts", "map", "draw"].map((name) => join(here, `${name}.js`)),
});
const styles = await build({ ...common, entryPoints: { app: join(here, "styles", "app.css") } });
const outbox = await build({ ...common, format: "iife", globalName: "idb", entryPoints: [join(here, "idb.js")] });

const built = [pages, styles, outbox];
const inputs = built.flatMap((each) => Object.keys(each.metafile.inputs));
const folders = new Set(inputs.map(packageOf).filter(Boolean));
folders.add("node_modules/@tabler/icons");
const line = `\n\n${"-".repeat(78)}\n\n`;
const names = readFileSync(icons, "utf8").split(/\s+/).filter(Boolean);
const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>\n`;
const licences = [...folders].sort().map(licence).join(line) + "\n";

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
for (const each of built.flatMap((one) => one.outputFiles)) writeFileSync(each.path, each.contents);
writeFileSync(join(dist, "sprite.svg"), sprite);
writeFileSync(join(dist, "emblem.svg"), readFileSync(join(here, "emblem.svg")));
writeFileSync(join(dist, "LICENSES.txt"), licences);

for (const each of readdirSync(dist).sort()) {
  const size = statSync(join(dist, each)).size;
  console.log(`${String(Math.ceil(size / 1024)).padStart(6)} KB  ${relative(root, join(dist, each)).split(sep).join("/")}`);
}
