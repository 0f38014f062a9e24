import "@getu/ui/zod-without-eval.ts"; // first: schemas look at it when they are made
import { DARK_THEME } from "@getu/layers";
import { allWords, applyTheme, createMessages, GetuProvider } from "@getu/ui";
import { setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { createRoot } from "react-dom/client";
import "maplibre-gl/dist/maplibre-gl.css";
import "@getu/ui/theme.css";
import "./wall.css";
import { Healing } from "./healing.tsx";
import { parseWallSettings } from "./wall-settings.ts";
import { Wall } from "./wall.tsx";

setWorkerUrl(workerUrl);
applyTheme(DARK_THEME);

const settings = parseWallSettings(location);
const root = document.querySelector("#wall");
if (!root) throw new Error("index.html has no element #wall");

// No StrictMode: it would make every map twice, and a lost deck.gl keeps its graphics context (deck.gl#9264).
void createMessages(settings.language, allWords).then((messages) =>
  createRoot(root).render(
    <GetuProvider messages={messages}>
      <Healing>
        <Wall settings={settings} />
      </Healing>
    </GetuProvider>,
  ),
);
