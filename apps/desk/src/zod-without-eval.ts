import { z } from "zod";

// The content security policy forbids code made of text, and reports zod's attempt to find out.
z.config({ jitless: true });
