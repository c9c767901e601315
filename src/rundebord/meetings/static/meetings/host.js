// The host's own device: it follows the meeting, and sends nothing.

import { show } from "./clock.js";
import * as live from "./live.js";

live.onShown(show);
live.start();
