import type { Place } from "@getu/domain";
import { openingHoursText, useLanguage } from "@getu/ui";
import type { FeatureCollection } from "geojson";
import { Popup } from "maplibre-gl";
import type { LayerSpecification, MapLayerMouseEvent, Map as MapLibreMap } from "maplibre-gl";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { putSource } from "./put-source.ts";

const PLACES = "places";
const NAMED_FROM_ZOOM = 15;

const LAYERS: readonly LayerSpecification[] = [
  {
    id: PLACES,
    type: "circle",
    source: PLACES,
    paint: {
      "circle-radius": 7,
      "circle-color": "#1d4f91",
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 2,
    },
  },
  {
    id: "place-names",
    type: "symbol",
    source: PLACES,
    minzoom: NAMED_FROM_ZOOM,
    layout: {
      "text-field": ["get", "name"],
      "text-font": ["Regular"],
      "text-size": 12,
      "text-anchor": "top",
      "text-offset": [0, 0.8],
    },
    paint: { "text-color": "#1d4f91", "text-halo-color": "#ffffff", "text-halo-width": 1.6 },
  },
];

/** Draws the places that serve residents, named where one is near enough. */
export function usePlacesOnMap(map: MapLibreMap | null, places: readonly Place[] | undefined): void {
  useEffect(() => {
    if (!map || !places) return;
    const isFirst = !map.getSource(PLACES);
    putSource(map, PLACES, featuresOf(places));
    if (isFirst) for (const layer of LAYERS) map.addLayer(layer);
  }, [map, places]);
}

const featuresOf = (places: readonly Place[]): FeatureCollection => ({
  type: "FeatureCollection",
  features: places.map(({ id, name, position }) => ({
    type: "Feature",
    properties: { id, name },
    geometry: { type: "Point", coordinates: position },
  })),
});

/** Says of a place that is touched what it is, when it is open and how to call it. */
export function usePlaceCards(map: MapLibreMap | null, places: readonly Place[] | undefined): void {
  const { t } = useTranslation();
  const { language } = useLanguage();
  useEffect(() => {
    if (!map || !places) return undefined;
    const popup = new Popup({ closeButton: false, maxWidth: "260px" });
    const show = ({ features }: MapLayerMouseEvent): void => {
      const place = places.find(({ id }) => id === features?.[0]?.properties["id"]);
      if (place) popup.setLngLat(place.position).setDOMContent(cardOf(place, { t, language })).addTo(map);
    };
    map.on("click", PLACES, show);
    return () => {
      map.off("click", PLACES, show);
      popup.remove();
    };
  }, [map, places, t, language]);
}

type Wording = Parameters<typeof openingHoursText>[1];

function cardOf({ name, kind, openingHours, telephone }: Place, wording: Wording): HTMLElement {
  const card = document.createElement("div");
  card.className = "place-card";
  const line = (tag: "strong" | "span" | "a", words: string): HTMLElement => {
    const element = document.createElement(tag);
    element.textContent = words;
    card.append(element);
    return element;
  };
  line("strong", name);
  line("span", wording.t(`placeKind.${kind}`));
  if (openingHours !== null) line("span", openingHoursText(openingHours, wording));
  if (telephone !== null) line("a", telephone).setAttribute("href", `tel:${telephone}`);
  return card;
}
