import "@getu/ui/zod-without-eval.ts"; // first: schemas look at it when they are made
import { parsePrintHash } from "@getu/domain";
import { allWords, createMessages, GetuProvider, LANGUAGES } from "@getu/ui";
import { createRoot } from "react-dom/client";
import "./print.css";
import { PrintPage } from "./print-page.tsx";

const wanted = new URLSearchParams(location.search).get("lang");
const language = LANGUAGES.find((known) => known === wanted) ?? LANGUAGES[0];
const root = document.querySelector("#print");
if (!root) throw new Error("print.html has no element #print");

document.documentElement.lang = language; // signs are drawn as this language writes them
window.addEventListener("hashchange", () => location.reload());
void createMessages(language, allWords).then((messages) =>
  createRoot(root).render(
    <GetuProvider messages={messages}>
      <PrintPage printed={parsePrintHash(location.hash)} />
    </GetuProvider>,
  ),
);
