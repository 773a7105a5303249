export { type DemoSample, readDemoSample } from "./demo-sample.ts";
export { isUntouched, type SeededDemo, seedDemo } from "./seed-demo.ts";
