import "@getu/ui/zod-without-eval.ts"; // first: schemas look at it when they are made
import { createMessages, residentWords } from "@getu/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import "@getu/ui/phone.css";
import "./resident.css";
import { Resident } from "./resident.tsx";
import { readVisit } from "./visit.ts";

const root = document.querySelector("#resident");
if (!root) throw new Error("index.html has no element #resident");

const visit = readVisit(location);
void createMessages(visit.language, residentWords).then((messages) =>
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={messages}>
        <Resident visit={visit} />
      </I18nextProvider>
    </StrictMode>,
  ),
);
