import type { Locale } from "./locales";
import type { Messages } from "./messages";

// use-intl declares the interface; next-intl only re-exports it, and an augmentation there would not reach its
// functions' types.
declare module "use-intl/core" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
