// The entrance of every page's script. Each page works without it.

import "./htmx";
import { printOnRequest } from "./printing";
import { showRefusals } from "./refusals";

printOnRequest(document);
showRefusals(document);
