/* Date pickers and searchable selects. */
import flatpickr from "flatpickr";
import { Mandarin } from "flatpickr/dist/l10n/zh.js";
import TomSelect from "tom-select/base";
import dropdownInput from "tom-select/plugins/dropdown_input/plugin.js";
import removeButton from "tom-select/plugins/remove_button/plugin.js";

TomSelect.define("dropdown_input", dropdownInput);
TomSelect.define("remove_button", removeButton);

const PICKERS = {
  date: { dateFormat: "Y-m-d" },
  datetime: { dateFormat: "Y-m-d H:i", enableTime: true, time_24hr: true },
  range: { dateFormat: "Y-m-d", mode: "range" },
  month: { dateFormat: "Y-m" },
};
const LOCALE = { ...Mandarin, firstDayOfWeek: 1, rangeSeparator: " 至 " };

function pickDate(input) {
  if (input._flatpickr) return;
  const typed = input.value;
  const picker = flatpickr(input, { allowInput: true, disableMobile: true, locale: LOCALE, ...PICKERS[input.dataset.pick] });
  // Where a date may be typed, flatpickr leaves every key to the input.
  input.addEventListener("keydown", (event) => { if (event.key === "Escape") picker.close(); });
  if (typed) input.value = typed;  // what was refused stays as it was typed, not as the picker read it
}

function searchSelect(select) {
  if (select.tomselect) return;
  const many = select.multiple;
  const label = select.labels[0] ? select.labels[0].textContent.trim() : "";
  const picker = new TomSelect(select, {
    plugins: many ? ["remove_button"] : ["dropdown_input"],
    maxOptions: 500,
    refreshThrottle: 0,  // a list filtered late would open again under a choice already made
    allowEmptyOption: true,
    searchField: ["text"],
    placeholder: select.dataset.placeholder || (many ? "可选多项" : ""),
    render: {
      no_results: () => '<div class="no-results">没有匹配的选项</div>',
    },
  });
  select.setAttribute("aria-label", label);
  picker.control_input.setAttribute("aria-label", label);
  const search = picker.dropdown.querySelector("input");
  if (search) search.setAttribute("aria-label", "输入文字筛选选项");
}

/** Give the controls inside root their pickers; safe to call again. */
export function enhance(root) {
  const all = (selector) => [...(root.matches && root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)];
  all("input[data-pick]").forEach(pickDate);
  all("select[data-search]").forEach(searchSelect);
}
