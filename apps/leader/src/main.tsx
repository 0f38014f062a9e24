import "@getu/ui/zod-without-eval.ts"; // first: schemas look at it when they are made
import { createMessages, GetuProvider, LANGUAGES, leaderWords } from "@getu/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@getu/ui/phone.css";
import "./leader.css";
import { Leader } from "./leader.tsx";

const root = document.querySelector("#leader");
if (!root) throw new Error("index.html has no element #leader");

const wanted = new URLSearchParams(location.search).get("lang");
const language = LANGUAGES.find((known) => known === wanted) ?? LANGUAGES[0];
void createMessages(language, leaderWords).then((messages) =>
  createRoot(root).render(
    <StrictMode>
      <GetuProvider messages={messages}>
        <Leader />
      </GetuProvider>
    </StrictMode>,
  ),
);
