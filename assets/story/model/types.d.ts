// What the model's modules share, for `tsc --checkJs`; nothing of this is in the page.

interface Packed { as: string; of: string }
interface PackedSteps { start: Packed; tick: Packed; value: Packed }
interface PackedSurvey { site: Packed; aircraft: Packed; first: Packed; last: Packed }
type Column = Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Uint8Array;
interface Steps { start: Int32Array; tick: Int32Array; value: Column; rows: number }

/** Scans of a site with an aircraft in coverage, at first, first + every, ..., last (ticks). */
interface Bare { a: number; first: number; last: number }
interface Run extends Bare { site: number; every: number }
/** A run of plots: what was answered (bits), whether it fits a plan, whether it is over a declared line. */
interface Plot extends Run { reply: number; plan: number; line: number }
/** A run of reports to a picture; `heard` is the row of its `hears`. */
interface Received extends Plot { heard: number; arrival: number; evidence: number }
/** A track: held from `begin` until before `end`; `first` is when each bit of evidence arrived. */
interface Track { a: number; begin: number; end: number; first: number[] }

interface Point { lat_deg: number; lon_deg: number }
/** Something that is done to the scenario from an instant on: the words of classroom/edits.py. */
interface Edit {
  do: string; at: string; site?: string; link?: string; picture?: string; doctrine?: string; flight?: string;
  place?: Point; ground_m?: number; places?: Point[]; like?: string; from?: Point; flights?: string[]; credentials?: string[];
}
interface ModelEvent extends Omit<Edit, "at"> { at_s: number; xyz?: number[]; height_m?: number; flown?: boolean }
interface WrittenSite {
  id: string; name: string; battery: boolean; xyz: number[]; height_m: number; antenna_m: number; range_m: number;
  every: number; phase: number; carrier: number; asks: number; accepts: number; p_detect: number; p_reply: number;
  appears: number | null;
  /** Of a site that was added: whose name it has, before its number. */
  like?: string; number?: number;
}
interface WrittenLink { id: string; latency: number; loss: number; sites: string[] }
interface WrittenPicture {
  id: string; own: string[]; links: string[]; accepts: number; plans: boolean; doctrine: string; initiate: number; drop: number;
}
interface WrittenRule { name: string; identity: number; all: number; any: number; none: number }
interface Written { sites: WrittenSite[]; links: WrittenLink[]; pictures: WrittenPicture[]; events: ModelEvent[] }
/** A site at one place, in turn; `written` is the id in the scenario. */
interface Post extends WrittenSite { written: string; start: number; stop: number }
interface Doctrine { name: string; names: string[]; identity: Uint8Array; rule: Uint8Array }
interface Spec {
  id: string; hears: number[]; remote: boolean[]; latency: number[]; loss: number[]; up: Steps; asks: number[];
  accepts: number; plans: boolean; initiate: number; drop: number; doctrines: { from: number; doctrine: Doctrine }[];
}
interface World {
  posts: Post[]; pictures: Spec[]; present: Steps; active: Steps; links: WrittenLink[]; moves: ModelEvent[];
  replies: Steps; plans: Steps;
}
/** `inside` by post. */
interface Survey { inside: Run[][]; inArea: Steps; lines: Steps[] }
/** What the ground hides from a site: the lowest altitude that it sees, by azimuth and ring. */
interface Shadow {
  xyz: number[]; heightM: number; rings: number; east: number[]; north: number[]; known: Uint8Array; lowest: Float32Array; crest: Float32Array;
}
interface PackedGround { north_deg: number; west_deg: number; cell_deg: number; rows: number; columns: number; half_m: Packed }
interface Leg { t0: number; t1: number; k: number[]; u: number[]; v: number[]; w: number; alt0: number; climb: number }
interface Legs {
  first: Int32Array; t0_s: Float64Array; t1_s: Float64Array; k: Float64Array; u: Float64Array; v: Float64Array;
  w_radps: Float64Array; alt0_m: Float64Array; climb_mps: Float64Array;
}
interface Folded { spec: Spec; reports: Received[]; tracks: Track[]; state: Steps; track: Steps; named: Steps }
interface Prepared { world: World; legs: Legs; survey: Survey; plots: Plot[][] }
interface Happened { tick: Int32Array; picture: Int32Array; aircraft: Int32Array; kind: Int32Array; after: Int32Array }

interface ModelData {
  seed: number; survey: PackedSurvey; lines: { inside: PackedSteps; rings: Packed[] }[]; area: Packed[];
  sites: WrittenSite[]; links: WrittenLink[]; pictures: WrittenPicture[]; events: ModelEvent[];
  doctrines: Record<string, WrittenRule[]>; answers: Packed; off: number[]; planned: Packed; key: Packed;
  ground: PackedGround | null;
}
interface Constants {
  horizon_m: number; held: number; measures: string[]; evidence: string[]; allegiances: string[];
  correct: number[][]; no_id: number[];
  card: { codes: string[] };
}

declare const DATA: { model: ModelData; constants: Constants; in_area: PackedSteps };
declare const TICKS: number, AIRCRAFT: number, EARTH_M: number;
declare const FLEET: { ids: string[]; allegiance: Column; signature: Column };
declare let LEGS: Legs;
declare function column(packed: Packed): Column;
declare function steps(packed: PackedSteps): Steps;
declare function lastAtMost(values: ArrayLike<number>, wanted: number, low: number, high: number): number;
declare function holds(found: Steps, row: number, tick: number): number;
declare function xyzOf(latDeg: number, lonDeg: number): number[];
declare function tangents(xyz: number[]): [number[], number[]];
declare function projected(x: number, y: number, z: number): [number, number];
