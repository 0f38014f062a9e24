import { useForgetAnswers } from "@getu/ui";
import { Component } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Long enough to be read, short enough that nobody comes to look. */
const HEAL_AFTER_MS = 3_000;

type BoundaryProps = { children: ReactNode; onHeal: () => void };

/** Draws what fails again after three seconds, as often as it takes: a wall has nobody to reload it. */
export function Healing({ children }: { children: ReactNode }): ReactNode {
  // What could not be drawn may well have come from an answer that is kept.
  return <Boundary onHeal={useForgetAnswers()}>{children}</Boundary>;
}

class Boundary extends Component<BoundaryProps, { hasFailed: boolean }> {
  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  #timer: ReturnType<typeof setTimeout> | undefined;

  override state: { hasFailed: boolean } = { hasFailed: false };

  override componentDidCatch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.props.onHeal();
      this.setState({ hasFailed: false });
    }, HEAL_AFTER_MS);
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
