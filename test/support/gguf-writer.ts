/** A value of the GGUF header. Whole numbers are written as u32, fractions are marked. */
export type GgufValue =
  | { kind: "string"; value: string }
  | { kind: "u32"; value: number }
  | { kind: "f32"; value: number }
  | { kind: "bool"; value: boolean }
  | { kind: "strings"; value: readonly string[] }
  | { kind: "i32s"; value: readonly number[] };

/** A tensor of 32-bit floats. The first of `shape` is the length of a row, as in llama.cpp. */
export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const ALIGNMENT = 32;
const TYPE = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const;
const TENSOR_F32 = 0;

/** Encodes a GGUF file of version 3 with F32 tensors. */
export function encodeGguf(
  header: ReadonlyMap<string, GgufValue>,
  tensors: readonly GgufTensor[],
): Buffer {
  const parts = [Buffer.from("GGUF"), u32(3), u64(tensors.length), u64(header.size)];
  for (const [key, value] of header) {
    parts.push(text(key), encodeValue(value));
  }
  let offset = 0;
  for (const { name, shape, data } of tensors) {
    parts.push(text(name), u32(shape.length), ...shape.map(u64), u32(TENSOR_F32), u64(offset));
    offset += aligned(data.byteLength);
  }
  const head = Buffer.concat(parts);
  const body = tensors.map(({ data }) => padded(floats(data)));
  return Buffer.concat([padded(head), ...body]);
}

function encodeValue(entry: GgufValue): Buffer {
  switch (entry.kind) {
    case "string":
      return Buffer.concat([u32(TYPE.string), text(entry.value)]);
    case "u32":
      return Buffer.concat([u32(TYPE.u32), u32(entry.value)]);
    case "f32":
      return Buffer.concat([u32(TYPE.f32), floats(Float32Array.of(entry.value))]);
    case "bool":
      return Buffer.concat([u32(TYPE.bool), Buffer.from([entry.value ? 1 : 0])]);
    case "strings":
      return array(TYPE.string, entry.value.map(text));
    case "i32s":
      return array(TYPE.i32, entry.value.map(u32));
  }
}

function array(type: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([u32(TYPE.array), u32(type), u64(items.length), ...items]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

// Not a view of the array's memory: that would follow the byte order of the machine.
function floats(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeFloatLE(value, index * 4);
  });
  return bytes;
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length) - bytes.length)]);
}
