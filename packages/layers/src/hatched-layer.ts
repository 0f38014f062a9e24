import { SolidPolygonLayer } from "@deck.gl/layers";

/** How wide a stripe is, and the gap beside it, in CSS pixels. */
type HatchProps = { stripePixels: number };

/** Areas of slanting stripes, with what is under them seen between: told from a filled area whatever the colour. The stripes stay on the screen while the map moves. */
export class HatchedLayer<Area> extends SolidPolygonLayer<Area, HatchProps> {
  static override layerName = "HatchedLayer";

  override getShaders(type: unknown): { inject?: Record<string, string> } {
    const shaders = super.getShaders(type) as { inject?: Record<string, string> };
    const ratio = this.context.device.getDefaultCanvasContext().cssToDeviceRatio();
    const stripe = (this.props.stripePixels * ratio).toFixed(2);
    // Stripes of this width across the slant are wider along a row by the root of two.
    const along = `mod((gl_FragCoord.x + gl_FragCoord.y) / sqrt(2.0), 2.0 * ${stripe})`;
    const inject = { ...shaders.inject, "fs:DECKGL_FILTER_COLOR": `if (${along} > ${stripe}) discard;` };
    return { ...shaders, inject };
  }
}
