/* Every page: htmx, Bootstrap's parts, pickers, and our small behaviours. */
import htmx from "htmx.org";
import "bootstrap/js/dist/collapse";
import "bootstrap/js/dist/dropdown";
import "bootstrap/js/dist/offcanvas";

import { enhance } from "./behaviours/controls.js";
import { listen as listenForActs } from "./behaviours/acts.js";
import { listen as listenForDrawer } from "./behaviours/drawer.js";
import { listen as listenForFiles } from "./behaviours/files.js";
import { foldFilters, listen as listenForRows } from "./behaviours/rows.js";

window.htmx = htmx;

listenForActs();
listenForDrawer(htmx);
listenForFiles();
listenForRows();
htmx.onLoad(enhance);
htmx.onLoad(foldFilters);
