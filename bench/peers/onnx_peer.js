// One prediction of `glia bench` in ONNX Runtime. Prints microseconds for a call, the median of several
// rounds, each with outputs that it allocates or that it is given, whichever is faster.
//
// usage: NODE_PATH=node_modules node onnx_peer.js WORKLOAD MODEL.onnx THREADS
//
// The session's own `run` is a promise that waits for the event loop (2 us); the native binding below
// it is called here without that. What the binding costs itself is in the figure.
const {Tensor} = require('onnxruntime-node');
const {binding, initOrt} = require('onnxruntime-node/dist/binding');

const kRounds = 7;
const rowsOf = {'predict-784-128-10-rows-1': 1, 'predict-784-128-10-rows-1000': 1000};

const [, , workload, file, threads] = process.argv;
const rows = rowsOf[workload];
if (!rows || !threads) {
  console.error(`onnx_peer: no workload '${workload}', or no thread count`);
  process.exit(2);
}

initOrt();
const session = new binding.InferenceSession();
session.loadModel(file, {
  intraOpNumThreads: +threads,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
});

const pixel = () => (Math.random() < 0.5 ? 0 : Math.random());
const x = new Tensor('float32', Float32Array.from({length: rows * 784}, pixel), [rows, 784]);
const given = new Tensor('float32', new Float32Array(rows * 10), [rows, 10]);
const calls = rows === 1 ? 5000 : 50;

function microseconds(output) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < calls; ++i) session.run({x}, {y: output}, {});
  return Number(process.hrtime.bigint() - start) / 1e3 / calls;
}

const medians = [null, given].map((output) => {
  microseconds(output);  // warm
  const times = Array.from({length: kRounds}, () => microseconds(output)).sort((a, b) => a - b);
  return times[times.length >> 1];
});
console.log(Math.min(...medians));
