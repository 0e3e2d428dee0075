import type { Locale } from "./locales";
import type { Messages } from "./messages";

// Where the interface is declared: next-intl only passes it on, and what is added there does not reach its functions' types.
declare module "use-intl/core" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
