// The entrance of every page's script. Each page works without it.

import "./htmx";
import { sendSmallerPhotographs } from "./photographs";
import { printOnRequest } from "./printing";
import { showRefusals } from "./refusals";
import { eraseOnSigningOut } from "./signing_out";
import { showWhetherTrusted } from "./trust";

printOnRequest(document);
sendSmallerPhotographs(document);
showRefusals(document);
eraseOnSigningOut(document);
showWhetherTrusted(document);
