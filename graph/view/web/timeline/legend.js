// What the shapes of the bars mean: those that are there.

import { svg } from "../svg.js";
import { element, say } from "../words.js";

export function legend(items) {
  const has = (test) => items.some(({ span }) => test(span));
  const path = (d, kind = "solid") => svg("path", { class: kind, d });
  const fade = () => svg("defs", {}, svg("linearGradient", { id: "time-soft" }, svg("stop", { offset: 0, class: "none" }), svg("stop", { offset: 1, class: "full" })));
  return [
    ["time_key_event", has(({ event, start }) => event && !start.soft), () => [svg("rect", { class: "solid", x: 8, y: 2, width: 24, height: 10, rx: 5 })]],
    ["time_key_soft", has(({ start, end }) => start.soft || end.soft), () => [fade(), svg("rect", { x: 2, y: 2, width: 18.4, height: 10, fill: "url(#time-soft)" }), path("M20 2H38V12H20Z")]],
    ["time_key_on", has(({ end }) => end.open === "on"), () => [path("M2 2H31L38 7L31 12H2Z")]],
    ["time_key_open", has(({ start }) => start.open), () => [path("M1 7H20", "dots"), path("M22 2H38V12H22Z")]],
    ["time_key_lost", has(({ end }) => end.open === "lost"), () => [path("M2 2H24V12H2Z"), svg("text", { x: 33, y: 7 }, "?")]],
  ]
    .filter(([, there]) => there)
    .map(([key, , shapes]) => element("li", {}, svg("svg", { viewBox: "0 0 40 14", "aria-hidden": "true" }, shapes()), say(key)));
}
