import type { Messages } from "../zh-cn.ts";

/** What the desk says of assessment, in English. */
export const assess: Messages["desk"]["assess"] = {
  title: "Assessment of grids",
  month: "Month",
  tier: "Tier of grids",
  search: "Find a grid by name",
  lines: {
    title: "Lines",
    today: "By today's lines",
    // oxlint-disable-next-line unicorn/no-thenable -- words, which nobody awaits
    then: "As it was",
    meaning:
      "Incidents count for the grid that they happened in; grids of the month that have gone since are listed too.",
  },
  window:
    "Up to {{until}}. In the order of the grids, without a ranking; over fewer than {{least}} there are counts and no rate. Press a number for what it counts.",
  total: "Total",
  elsewhere: "In no grid of this tier",
  tooFew: "too few",
  open: "See {{what}}: {{count}}",
  minutes: "{{value}} min",
  hours: "{{value}} h",
  days: "{{value}} days",
  column: {
    grid: "Grid",
    onTime: "Done on time",
    exempt: "Excused",
    late: "Late",
    moved: "Deadlines moved",
    answer: "First answer (median)",
    reopened: "Reopened",
    found: "Found by us",
    satisfied: "Satisfied",
  },
  means: {
    onTime:
      "The fact: done by the deadline first set / fell due in the month. Time spent on verification does not count. No rate over fewer than {{least}}.",
    exempt:
      "The excuse: done after the deadline first set, but by the one that an approved extension, pause or suspension led to / fell due in the month. Its list names who approved.",
    late: "Fell due in the month and was done neither on time nor by an approved deadline.",
    moved:
      "Extensions, pauses and suspensions approved in the month, whatever came of it. The list names who approved.",
    answer:
      "Middle time from report to the first acceptance or answer; beside it, answered / reported in the month.",
    reopened: "Closings that were reopened / closings in the month.",
    found: "Found by patrol or visit and filed, neither declined nor merged / reported in the month.",
    satisfied: "Rated fair or better / ratings in the month.",
  },
  figure: {
    reported: "reported",
    found: "found by us",
    answered: "answered",
    due: "fell due",
    "on-time": "done on time",
    exempt: "excused",
    late: "late",
    closed: "closed",
    reopened: "reopened",
    moved: "deadlines moved",
    rated: "rated",
    satisfied: "satisfied",
  },
  list: {
    at: "Time",
    number: "No.",
    matter: "Matter",
    status: "Status",
    by: "Approved or done by",
    more: "50 more",
  },
};
