// Checks page after page without starting anew: a page as JSON on a line in, what is wrong with it as JSON on a line out.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [program, rules] = process.argv.slice(2);
const { HtmlValidate } = await import(new URL("../dist/esm/index.js", pathToFileURL(program)).href);
const checker = new HtmlValidate({ root: true, ...JSON.parse(readFileSync(rules, "utf8")) });

for await (const line of createInterface({ input: process.stdin })) {
  const { results } = await checker.validateString(JSON.parse(line));
  console.log(JSON.stringify(results.flatMap(({ messages }) => messages)));
}
