import "@getu/ui/zod-without-eval.ts"; // first: schemas look at it when they are made
import { allWords, createMessages, GetuProvider, LANGUAGES } from "@getu/ui";
import { OfficeTheme } from "@getu/ui/office-theme.tsx";
import { createRoot } from "react-dom/client";
import "./planner.css";
import { Planner } from "./planner.tsx";

const wanted = new URLSearchParams(location.search).get("lang");
const language = LANGUAGES.find((known) => known === wanted) ?? LANGUAGES[0];
const root = document.querySelector("#planner");
if (!root) throw new Error("index.html has no element #planner");

void createMessages(language, allWords).then((messages) =>
  createRoot(root).render(
    <GetuProvider messages={messages}>
      <OfficeTheme page="planner">
        <Planner />
      </OfficeTheme>
    </GetuProvider>,
  ),
);
