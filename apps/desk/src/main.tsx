import "./zod-without-eval.ts"; // first: schemas look at it when they are made
import { allWords, createMessages, GetuProvider, LANGUAGES } from "@getu/ui";
import { OfficeTheme } from "@getu/ui/office-theme.tsx";
import { createRoot } from "react-dom/client";
import "./desk.css";
import { Desk } from "./desk.tsx";

const wanted = new URLSearchParams(location.search).get("lang");
const language = LANGUAGES.find((known) => known === wanted) ?? LANGUAGES[0];
const root = document.querySelector("#desk");
if (!root) throw new Error("index.html has no element #desk");

void createMessages(language, allWords).then((messages) =>
  createRoot(root).render(
    <GetuProvider messages={messages}>
      <OfficeTheme page="desk">
        <Desk />
      </OfficeTheme>
    </GetuProvider>,
  ),
);
