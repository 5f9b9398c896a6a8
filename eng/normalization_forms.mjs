// Writes src/Llm.Gen.Tokenization/Normalization/NormalizationForms.txt: Unicode's decompositions and combining classes, which .NET
// does not give away and cannot apply itself under InvariantGlobalization. Everything is asked from this Node's String.normalize.
//   node eng/normalization_forms.mjs > src/Llm.Gen.Tokenization/Normalization/NormalizationForms.txt
// A line "D C0 41 300" is a decomposition, "X ..." one that composition never undoes, "M E6 300-314" a range of marks of class 0xE6,
// "K FB01 66 69" what a character fully decomposes to for compatibility, where that differs.

// One well-known mark of each combining class (UnicodeData.txt, field 3).
const marks = [
  [1, 0x334], [6, 0x16ff0], [7, 0x93c], [8, 0x3099], [9, 0x94d], [10, 0x5b0], [11, 0x5b1], [12, 0x5b2], [13, 0x5b3], [14, 0x5b4],
  [15, 0x5b5], [16, 0x5b6], [17, 0x5b7], [18, 0x5b8], [19, 0x5b9], [20, 0x5bb], [21, 0x5bc], [22, 0x5bd], [23, 0x5bf], [24, 0x5c1],
  [25, 0x5c2], [26, 0xfb1e], [27, 0x64b], [28, 0x64c], [29, 0x64d], [30, 0x618], [31, 0x619], [32, 0x61a], [33, 0x651], [34, 0x652],
  [35, 0x670], [36, 0x711], [84, 0xc55], [91, 0xc56], [103, 0xe38], [107, 0xe48], [118, 0xeb8], [122, 0xec8], [129, 0xf71], [130, 0xf72],
  [132, 0xf74], [202, 0x321], [214, 0x1dce], [216, 0x31b], [218, 0x1dfa], [220, 0x316], [222, 0x59a], [224, 0x302e], [226, 0x1d16d], [228, 0x5ae],
  [230, 0x300], [232, 0x315], [233, 0x35c], [234, 0x35d], [240, 0x345],
];

const text = (...codes) => String.fromCodePoint(...codes);
const codes = string => [...string].map(c => c.codePointAt(0));
const hex = code => code.toString(16).toUpperCase();
const isHangul = code => code >= 0xac00 && code <= 0xd7a3;

const moves = (first, second) => first !== second && text(first, second).normalize("NFD") === text(second, first);

function combiningClass(code) {
  if (text(code).normalize("NFD") !== text(code)) return 0; // never asked: it is decomposed first
  const below = marks.filter(([, mark]) => moves(code, mark)).length; // marks of a lower class move in front of it
  const above = marks.filter(([, mark]) => moves(mark, code)).length;
  if (below + above === 0) return 0;
  return marks[below][0];
}

const decompositions = [];
const compatible = [];
const classes = [];
for (let code = 0x80; code < 0x110000; code++) {
  if (code >= 0xd800 && code <= 0xdfff) continue;
  const mark = combiningClass(code);
  if (mark) classes.push([code, mark]);
  const whole = codes(text(code).normalize("NFD"));
  const loose = text(code).normalize("NFKD");
  if (loose !== text(code).normalize("NFD")) compatible.push(`K ${[code, ...codes(loose)].map(hex).join(" ")}`);
  if (isHangul(code) || (whole.length === 1 && whole[0] === code)) continue;
  const head = whole.length > 1 ? codes(text(...whole.slice(0, -1)).normalize("NFC")) : [];
  const parts = head.length === 1 ? [head[0], whole.at(-1)] : whole;
  const composes = parts.length === 2 && text(code).normalize("NFC") === text(code);
  decompositions.push(`${composes ? "D" : "X"} ${[code, ...parts].map(hex).join(" ")}`);
}

const ranges = [];
for (const [code, mark] of classes) {
  const last = ranges.at(-1);
  if (last && last.mark === mark && last.end + 1 === code) last.end = code;
  else ranges.push({ mark, start: code, end: code });
}

console.log(`# Unicode ${process.versions.unicode}, made by eng/normalization_forms.mjs`);
for (const line of decompositions) console.log(line);
for (const line of compatible) console.log(line);
for (const { mark, start, end } of ranges) console.log(`M ${hex(mark)} ${hex(start)}-${hex(end)}`);
