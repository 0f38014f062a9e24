import { Component } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Long enough to be read, short enough that nobody comes to look. */
const HEAL_AFTER_MS = 3_000;

/** Draws what fails again after three seconds, as often as it takes: a wall has nobody to reload it. */
export class Healing extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  #timer: ReturnType<typeof setTimeout> | undefined;

  override state: { hasFailed: boolean } = { hasFailed: false };

  override componentDidCatch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.setState({ hasFailed: false }), HEAL_AFTER_MS);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#timer);
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Meanwhile /> : this.props.children;
  }
}

function Meanwhile(): ReactNode {
  const { t } = useTranslation();
  return (
    <main className="notice" role="status">
      <h1>{t("product")}</h1>
      <p>{t("wall.healing")}</p>
    </main>
  );
}
