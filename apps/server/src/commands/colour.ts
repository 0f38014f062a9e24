// Loaded before citty, which decides once, when it loads, and knows only NO_COLOR=1: any value but none says no
// (no-color.org), and so does a reader that is no terminal.
const isPlain = !process.stdout.isTTY || !process.stderr.isTTY;
if (isPlain || process.env["NO_COLOR"]) process.env["NO_COLOR"] = "1";
