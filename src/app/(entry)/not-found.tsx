export { UnknownAddress as default } from "../unknown-address";
