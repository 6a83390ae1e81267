import { Builder, ByteBuffer } from 'flatbuffers';

/**
 * The published selfie model says nowhere what its input is; MediaPipe's task library refuses a model that does not.
 * This adds the piece of metadata that says it: colours from 0 to 1. The network itself stays as it is, byte for byte.
 *
 * Both formats are FlatBuffers. Numbers below are those of the fields in TensorFlow Lite's schema.fbs and
 * metadata_schema.fbs.
 */
export function withNormalization(model) {
  // References only lead forward, so that the new root stands before the old file, which ends on a boundary.
  const old = new Uint8Array(Math.ceil(model.length / BOUNDARY) * BOUNDARY);
  old.set(model);
  const file = new ByteBuffer(old);
  const root = file.readInt32(0);
  const at = (field) => {
    const offset = file.__offset(root, 4 + 2 * field);
    return offset ? root + offset : 0;
  };

  const out = new Builder(old.length + 4096);
  out.prep(BOUNDARY, old.length);
  for (let i = old.length - 1; i >= 0; i--) out.writeInt8(old[i]);
  const kept = (position) => old.length - position; // as this builder counts: from the end

  const metadata = normalization();
  out.startVector(1, metadata.length, BOUNDARY);
  for (let i = metadata.length - 1; i >= 0; i--) out.addInt8(metadata[i]);
  const data = out.endVector();
  const buffer = table(out, 1, { 0: data });

  const buffers = file.__indirect(at(MODEL.buffers));
  const count = file.readInt32(buffers);
  const all = [];
  for (let i = 0; i < count; i++) all.push(kept(file.__indirect(buffers + 4 + 4 * i)));
  const newBuffers = vector(out, [...all, buffer]);

  const name = out.createString('TFLITE_METADATA');
  out.startObject(2);
  out.addFieldOffset(0, name, 0);
  out.addFieldInt32(1, count, 0); // which buffer
  const entries = vector(out, [out.endObject()]);

  out.startObject(8);
  out.addFieldInt32(MODEL.version, file.readInt32(at(MODEL.version)), 0);
  for (const field of [MODEL.operatorCodes, MODEL.subgraphs, MODEL.description, MODEL.metadataBuffer]) {
    if (at(field)) out.addFieldOffset(field, kept(file.__indirect(at(field))), 0);
  }
  out.addFieldOffset(MODEL.buffers, newBuffers, 0);
  out.addFieldOffset(MODEL.metadata, entries, 0);
  out.finish(out.endObject(), 'TFL3');
  return out.asUint8Array();
}

/** Tensors are aligned to this. */
const BOUNDARY = 16;

const MODEL = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
};

/** ModelMetadata: one graph, whose one input is (pixel - 0) / 255, and whose output is as it is. */
function normalization() {
  const out = new Builder(256);
  const mean = floats(out, [0]);
  const std = floats(out, [255]);
  const options = table(out, 2, { 0: mean, 1: std });
  out.startObject(2);
  out.addFieldInt8(0, 1, 0); // of the kind NormalizationOptions
  out.addFieldOffset(1, options, 0);
  const units = vector(out, [out.endObject()]);
  const input = vector(out, [table(out, 7, { 4: units })]);
  const output = vector(out, [table(out, 7, {})]);
  const graphs = vector(out, [table(out, 10, { 2: input, 3: output })]);
  out.finish(table(out, 8, { 3: graphs }), 'M001');
  return out.asUint8Array();
}

function table(out, fields, references) {
  out.startObject(fields);
  for (const [field, offset] of Object.entries(references)) out.addFieldOffset(Number(field), offset, 0);
  return out.endObject();
}

function vector(out, offsets) {
  out.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) out.addOffset(offset);
  return out.endVector();
}

function floats(out, values) {
  out.startVector(4, values.length, 4);
  for (const value of values.toReversed()) out.addFloat32(value);
  return out.endVector();
}
